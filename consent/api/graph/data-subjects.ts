import { Directive, Field, ID, ObjectType } from "type-graphql";
import { DataSubject } from "../../../subgraphs/kit/shared-types.js";

/** A reference to the population department's person: the key and nothing else. */
@ObjectType({ implements: DataSubject })
@Directive('@key(fields: "idNumber", resolvable: false)')
export class Person {
  @Field(() => ID)
  idNumber!: string;

  @Field(() => String, { nullable: true })
  @Directive("@external")
  name?: string | null;
}

/** A reference to the legal-entity department's legal entity. */
@ObjectType({ implements: DataSubject })
@Directive('@key(fields: "uscc", resolvable: false)')
export class LegalEntity {
  @Field(() => ID)
  uscc!: string;

  @Field(() => String, { nullable: true })
  @Directive("@external")
  name?: string | null;
}
