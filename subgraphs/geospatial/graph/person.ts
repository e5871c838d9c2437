import { Directive, Field, ID, ObjectType } from "type-graphql";
import { DataSubject, DecisionScalar } from "../../kit/shared-types.js";
import { ProtectedSharing } from "../../kit/sharing.js";
import { Parcel } from "./parcel.js";
import { REAL_ESTATE_DESCRIPTION, REAL_ESTATE_RULE } from "./real-estate.js";

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

  @Field(() => [Parcel], { nullable: "itemsAndList", description: REAL_ESTATE_DESCRIPTION })
  @ProtectedSharing(REAL_ESTATE_RULE)
  realEstate?: object[] | null;
}
