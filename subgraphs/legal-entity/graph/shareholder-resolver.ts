import { Ctx, FieldResolver, Float, Resolver, Root } from "type-graphql";
import { nestedEntity } from "../../kit/guard.js";
import type { LegalEntityContext } from "../loaders.js";
import type { ShareholdingRow } from "../store/shareholding-row.js";
import { Shareholder } from "./legal-entity.js";

/** The fields of a share, of the register's row. */
@Resolver(() => Shareholder)
export class ShareholderResolver {
  @FieldResolver(() => Float)
  share(@Root() { basisPoints }: ShareholdingRow): number {
    return basisPoints / 100;
  }

  /** A legal entity is our own row and no reference: the planner asks for what is ours in this same fetch. */
  @FieldResolver()
  async holder(@Root() { holderKind, holderId }: ShareholdingRow, @Ctx() context: LegalEntityContext): Promise<object | null> {
    if (holderKind === "PERSON") return { __typename: "Person", idNumber: holderId };
    const row = await context.loaders.legalEntities.load(holderId);
    return row && nestedEntity("LegalEntity", "uscc", row, row.division, context);
  }
}
