import { Directive, Field, ID, ObjectType } from "type-graphql";
import { DataSubject, DecisionScalar } from "../../kit/shared-types.js";
import { ProtectedSharing, Sharing } from "../../kit/sharing.js";
import { PREMISES_BOUND } from "../bounds.js";
import { Parcel } from "./parcel.js";
import { REAL_ESTATE_DESCRIPTION, REAL_ESTATE_RULE } from "./real-estate.js";

/** The legal-entity department's legal entity, and what this department adds. */
@ObjectType({ implements: DataSubject })
@Directive('@key(fields: "uscc")')
export class LegalEntity {
  @Field(() => ID)
  uscc!: string;

  @Field(() => DecisionScalar, { nullable: true })
  @Directive("@external")
  decision?: unknown;

  @Field(() => String, { nullable: true })
  @Directive("@external")
  name?: string | null;

  @Field(() => [Parcel], { nullable: "itemsAndList", description: REAL_ESTATE_DESCRIPTION })
  @ProtectedSharing(REAL_ESTATE_RULE)
  realEstate?: object[] | null;

  @Field(() => [Parcel], {
    nullable: "itemsAndList",
    description: `Parcels that it uses for its business, whoever owns them, at most ${PREMISES_BOUND} · 经营场所（至多${PREMISES_BOUND}处）`,
  })
  @Sharing({ type: "UNCONDITIONAL", sensitivity: "PUBLIC" })
  premises?: object[] | null;
}
