import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { Verdict } from "../../kit/shared-types.js";
import { Exercises, Identifier, Reveals } from "../../kit/sharing.js";
import type { LicenceContext } from "../loaders.js";
import { HolderType } from "../terms.js";
import { fitsClaims } from "../verification/compare-claims.js";
import { LicenceClaims, LicenceVerification } from "./licence-verification.js";

/**
 * The holder of a licence that does not exist: nobody's identity number, which fails GB 11643. Nobody has consented to
 * anything, so that a decision about it reads like one about a holder who has not.
 */
const NOBODY = { holderKind: HolderType.PERSON, holderId: "000000000000000000" } as const;

/** Comparison of claims with a licence. Whether the licence exists shows in no error and in no null. */
@Resolver(() => LicenceVerification)
export class LicenceVerificationResolver {
  @Query(() => LicenceVerification, { description: "Verification of a licence · 核验证照" })
  @Exercises("COMPARE")
  licenceVerification(
    @Reveals("Licence.identifier")
    @Identifier("GBT_36904")
    @Arg("identifier", () => ID, { description: "Licence identifier, GB/T 36904 · 电子证照标识" })
    identifier: string,
  ): object {
    return { identifier };
  }

  @FieldResolver()
  async holderType(@Root() { identifier }: LicenceVerification, @Ctx() { loaders }: LicenceContext): Promise<string> {
    return ((await loaders.licences.load(identifier)) ?? NOBODY).holderKind;
  }

  @FieldResolver()
  async holderId(@Root() { identifier }: LicenceVerification, @Ctx() { loaders }: LicenceContext): Promise<string> {
    return ((await loaders.licences.load(identifier)) ?? NOBODY).holderId;
  }

  @FieldResolver(() => Verdict, {
    nullable: true,
    description: "Whether the claims, as a whole, agree with the register. Not yet protected against inference · 比对结果（尚未采取防推断措施）",
  })
  @Exercises("COMPARE")
  @Directive('@requires(fields: "decision")')
  async verdict(
    @Root() { identifier }: LicenceVerification,
    @Arg("claims", () => LicenceClaims, { description: "What to compare · 待核验信息" }) claims: LicenceClaims,
    @Ctx() { loaders }: LicenceContext,
  ): Promise<Verdict> {
    return fitsClaims(await loaders.licences.load(identifier), claims) ? Verdict.MATCH : Verdict.NO_MATCH;
  }
}
