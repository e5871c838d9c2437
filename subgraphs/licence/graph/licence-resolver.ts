import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { masked } from "../../kit/masks.js";
import { Identifier, Reveals } from "../../kit/sharing.js";
import { licenceImage } from "../image/licence-image.js";
import type { LicenceContext } from "../loaders.js";
import type { LicenceRow } from "../store/licence-row.js";
import { Licence } from "./licence.js";

/** The root of licences, and the fields that are more than a column. A licence has no division, so it has no scope here. */
@Resolver(() => Licence)
export class LicenceResolver {
  @Query(() => Licence, { nullable: true, description: "One licence · 查询证照" })
  licence(
    @Reveals("Licence.identifier")
    @Identifier("GBT_36904")
    @Arg("identifier", () => ID, { description: "Licence identifier, GB/T 36904 · 电子证照标识" })
    identifier: string,
    @Ctx() { loaders }: LicenceContext,
  ): Promise<object | null> {
    return loaders.licences.load(identifier);
  }

  @FieldResolver()
  holderType(@Root() { holderKind }: LicenceRow): string {
    return holderKind;
  }

  @FieldResolver()
  number(@Root() { number }: LicenceRow, @Ctx() { caller }: LicenceContext): string | null {
    return masked("NUMBER", "Licence.number", number, caller);
  }

  /** The number in the picture is masked where the number itself would be. */
  @FieldResolver()
  image(@Root() licence: LicenceRow, @Ctx() { caller }: LicenceContext): string {
    return licenceImage({ ...licence, number: masked("NUMBER", "Licence.number", licence.number, caller) ?? "" });
  }

  @FieldResolver()
  holder(@Root() { holderKind, holderId }: LicenceRow): object {
    return holderKind === "PERSON" ? { __typename: "Person", idNumber: holderId } : { __typename: "LegalEntity", uscc: holderId };
  }
}
