import { Directive, Field, ID, ObjectType } from "type-graphql";
import { DataSubject, DecisionScalar } from "../../kit/shared-types.js";
import { ProtectedSharing, Sharing } from "../../kit/sharing.js";
import { LICENCES_BOUND } from "../bounds.js";
import { Licence } from "./licence.js";

const DESCRIPTION = `Licences held, at most ${LICENCES_BOUND} · 持有的证照（至多${LICENCES_BOUND}件）`;

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

  @Field(() => [Licence], { nullable: "itemsAndList", description: DESCRIPTION })
  @ProtectedSharing({ type: "CONDITIONAL", modes: ["QUERY"], consent: true, basis: "《国务院关于在线政务服务的若干规定》第十条" })
  licences?: Licence[] | null;
}

/** The legal-entity department's legal entity, and what this department adds: an entity's licences are on its wall. */
@ObjectType({ implements: DataSubject })
@Directive('@key(fields: "uscc")')
export class LegalEntity {
  @Field(() => ID)
  uscc!: string;

  @Field(() => String, { nullable: true })
  @Directive("@external")
  name?: string | null;

  @Field(() => [Licence], { nullable: "itemsAndList", description: DESCRIPTION })
  @Sharing({ type: "UNCONDITIONAL", sensitivity: "PUBLIC" })
  licences?: Licence[] | null;
}
