import { Directive, Field, ID, ObjectType } from "type-graphql";
import { DataSubject, DecisionScalar } from "../../kit/shared-types.js";
import { ProtectedSharing } from "../../kit/sharing.js";
import { COMPANIES_BOUND } from "../bounds.js";
import { LegalEntity } from "./legal-entity.js";

/** The population department's person, and what this department adds. */
@ObjectType({ implements: DataSubject })
@Directive('@key(fields: "idNumber")')
export class Person {
  @Field(() => ID)
  idNumber!: string;

  @Field(() => DecisionScalar, { nullable: true })
  @Directive("@external")
  decision?: unknown;

  @Field(() => String, { nullable: true })
  @Directive("@external")
  name?: string | null;

  @Field(() => [LegalEntity], {
    nullable: "itemsAndList",
    description: `Legal entities that the person legally represents, at most ${COMPANIES_BOUND} · 担任法定代表人的法人（至多${COMPANIES_BOUND}家）`,
  })
  @ProtectedSharing({ type: "CONDITIONAL", modes: ["QUERY", "COMPARE"], consent: true, basis: "《中华人民共和国个人信息保护法》第二十三条" })
  companies?: object[] | null;
}
