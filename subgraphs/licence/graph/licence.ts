import "./enums.js";
import { Directive, Field, ID, ObjectType } from "type-graphql";
import { DataSubject, DateScalar, DecisionScalar } from "../../kit/shared-types.js";
import { ProtectedSharing, Sharing } from "../../kit/sharing.js";
import { HolderType, LicenceKind, LicenceStatus } from "../terms.js";

/** On what sharing of the items below rests: 电子证照共享. */
const BASIS = "《国务院关于在线政务服务的若干规定》第十条";

@ObjectType({ description: "Electronic licence · 电子证照" })
@Directive('@key(fields: "identifier")')
export class Licence {
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

  @Field(() => LicenceKind, { nullable: true, description: "Kind · 证照类型" })
  @Sharing({ type: "UNCONDITIONAL" })
  kind?: LicenceKind;

  @Field(() => String, { nullable: true, description: "Name, as printed · 证照名称" })
  @Sharing({ type: "UNCONDITIONAL" })
  name?: string;

  @Field(() => String, { nullable: true, description: "Issuer · 颁发机构" })
  @Sharing({ type: "UNCONDITIONAL" })
  issuer?: string;

  @Field(() => DateScalar, { nullable: true, description: "Issued on · 颁发日期" })
  @Sharing({ type: "UNCONDITIONAL" })
  issuedOn?: string;

  @Field(() => DateScalar, { nullable: true, description: "Valid from · 有效期起" })
  @Sharing({ type: "UNCONDITIONAL" })
  validFrom?: string;

  @Field(() => DateScalar, { nullable: true, description: "Valid until; null: without end · 有效期止（长期有效时为空）" })
  @Sharing({ type: "UNCONDITIONAL" })
  validUntil?: string | null;

  @Field(() => LicenceStatus, { nullable: true, description: "Status · 证照状态" })
  @Sharing({ type: "UNCONDITIONAL" })
  status?: LicenceStatus;

  @Field(() => String, { nullable: true, description: "Number, masked unless the grant says otherwise · 证照编号（默认脱敏）" })
  @ProtectedSharing({ type: "CONDITIONAL", modes: ["QUERY", "COMPARE"], consent: true, mask: "NUMBER", basis: BASIS })
  number?: string | null;

  @Field(() => String, { nullable: true, description: "Holder's name, as printed · 持证者名称" })
  @ProtectedSharing({ type: "CONDITIONAL", modes: ["QUERY", "COMPARE"], consent: true, basis: BASIS })
  holderName?: string | null;

  @Field(() => String, { nullable: true, description: "Picture, as a data: URI · 证照照面（data: URI）" })
  @ProtectedSharing({ type: "CONDITIONAL", modes: ["QUERY"], consent: true, basis: BASIS })
  image?: string | null;

  @Field(() => DataSubject, { nullable: true, description: "Holder · 持证主体" })
  @ProtectedSharing({ type: "CONDITIONAL", modes: ["QUERY"], consent: true, basis: BASIS })
  holder?: object | null;
}
