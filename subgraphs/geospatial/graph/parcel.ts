import "./enums.js";
import { Directive, Field, Float, ID, Int, ObjectType } from "type-graphql";
import { DataSubject, DateScalar, DecisionScalar } from "../../kit/shared-types.js";
import { ProtectedSharing, Sharing, type SharingArguments } from "../../kit/sharing.js";
import { MORTGAGES_BOUND, OWNERS_BOUND } from "../bounds.js";
import { LandUse } from "../terms.js";
import { AdministrativeDivision } from "./administrative-division.js";
import { LegalEntity } from "./legal-entity.js";
import { Location } from "./location.js";

/** Basic items of the register of real estate, which tell of land and not of anyone. */
const PUBLIC: SharingArguments = { type: "UNCONDITIONAL", sensitivity: "PUBLIC" };

/** Who or what a reference names; its own department answers for the rest. */
type Reference = object;

@ObjectType({ description: "Mortgage · 抵押权登记" })
export class Mortgage {
  @Field({ description: "Registration certificate number · 不动产登记证明号" })
  registrationNumber!: string;

  @Field(() => LegalEntity, { nullable: true, description: "Mortgagee · 抵押权人" })
  mortgagee!: Reference;

  @Field(() => Int, { description: "Secured amount in ten thousand yuan · 担保金额（万元）" })
  amount!: number;

  @Field(() => DateScalar, { description: "Registered on · 登记日期" })
  registeredOn!: string;

  @Field(() => DateScalar, { nullable: true, description: "Discharged on; null while it stands · 注销日期" })
  dischargedOn!: string | null;
}

@ObjectType({ description: "Parcel or unit of real estate · 宗地（不动产单元）" })
@Directive('@key(fields: "unitNumber")')
export class Parcel {
  @Field(() => ID, { description: "Real estate unit number · 不动产单元号" })
  @Sharing(PUBLIC)
  unitNumber!: string;

  /** What the decisions subgraph decides by; clients never see it. */
  @Field(() => [String], { nullable: true })
  @Directive("@inaccessible")
  ownerKeys?: string[] | null;

  @Field(() => DecisionScalar, { nullable: true })
  @Directive("@external")
  decision?: unknown;

  @Field(() => AdministrativeDivision, { nullable: true, description: "Division in which it lies · 所在行政区划" })
  @Sharing(PUBLIC)
  division?: Reference;

  @Field(() => LandUse, { nullable: true, description: "Land use · 土地用途" })
  @Sharing(PUBLIC)
  landUse?: LandUse;

  @Field(() => Float, { nullable: true, description: "Area in square metres · 面积（平方米）" })
  @Sharing(PUBLIC)
  area?: number;

  @Field(() => Location, { nullable: true, description: "Location · 位置" })
  @Sharing(PUBLIC)
  location?: Location | null;

  @Field(() => [DataSubject], {
    nullable: "itemsAndList",
    description: `Owners who consent; whether there are others does not show; at most ${OWNERS_BOUND} · 权利人（仅列明同意者，至多${OWNERS_BOUND}名）`,
  })
  @ProtectedSharing({ type: "CONDITIONAL", modes: ["QUERY"], consent: true, basis: "《不动产登记暂行条例》第二十七条" })
  owners?: Reference[] | null;

  @Field(() => [Mortgage], {
    nullable: "itemsAndList",
    description: `Mortgages, if all owners consent, at most ${MORTGAGES_BOUND} · 抵押权（须全体权利人同意，至多${MORTGAGES_BOUND}项）`,
  })
  @ProtectedSharing({ type: "CONDITIONAL", modes: ["QUERY"], consent: true, basis: "《中华人民共和国民法典》第二百一十八条" })
  mortgages?: Mortgage[] | null;
}
