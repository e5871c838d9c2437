import "./enums.js";
import { Directive, Field, ID, InputType, ObjectType } from "type-graphql";
import { DateScalar, DecisionScalar } from "../../kit/shared-types.js";
import { Reveals, Sharing } from "../../kit/sharing.js";
import { HolderType, LicenceKind, LicenceStatus } from "../terms.js";

/** A comparison with the register; `verdict` is in its resolver. */
@ObjectType({ description: "Verification of a licence; there is one whether or not the licence exists · 证照核验（无论证照是否存在）" })
@Directive('@key(fields: "identifier")')
export class LicenceVerification {
  @Field(() => ID, { description: "Licence identifier, GB/T 36904 · 电子证照标识" })
  @Sharing({ type: "UNCONDITIONAL" })
  identifier!: string;

  /** With `holderId`, what the decisions subgraph decides by; clients never see it. */
  @Field(() => HolderType, { nullable: true })
  @Directive("@inaccessible")
  holderType?: HolderType;

  @Field(() => ID, { nullable: true })
  @Directive("@inaccessible")
  holderId?: string;

  @Field(() => DecisionScalar, { nullable: true })
  @Directive("@external")
  decision?: unknown;
}

@InputType({ description: "What a caller holds of a licence; null claims that there is none · 待核验信息（空值表示主张无此项）" })
export class LicenceClaims {
  @Field(() => String, { nullable: true, description: "Number · 证照编号" })
  @Reveals("Licence.number")
  number?: string | null;

  @Field(() => String, { nullable: true, description: "Holder's name · 持证者名称" })
  @Reveals("Licence.holderName")
  holderName?: string | null;

  @Field(() => LicenceKind, { nullable: true, description: "Kind · 证照类型" })
  @Reveals("Licence.kind")
  kind?: LicenceKind | null;

  @Field(() => String, { nullable: true, description: "Issuer · 颁发机构" })
  @Reveals("Licence.issuer")
  issuer?: string | null;

  @Field(() => DateScalar, { nullable: true, description: "Issued on · 颁发日期" })
  @Reveals("Licence.issuedOn")
  issuedOn?: string | null;

  @Field(() => DateScalar, { nullable: true, description: "Valid until · 有效期止" })
  @Reveals("Licence.validUntil")
  validUntil?: string | null;

  @Field(() => LicenceStatus, { nullable: true, description: "Status · 证照状态" })
  @Reveals("Licence.status")
  status?: LicenceStatus | null;
}
