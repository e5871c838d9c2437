import { Directive, Field, Float, ID, Int, ObjectType } from "type-graphql";
import { DataSubject, DateScalar, DecisionScalar } from "../../kit/shared-types.js";
import { ProtectedSharing, Sharing, type SharingArguments, WithheldSharing } from "../../kit/sharing.js";
import { ANNUAL_REPORTS_BOUND, SHAREHOLDERS_BOUND } from "../bounds.js";
import { type IndustrySection, LegalEntityKind, LegalEntityStatus } from "../terms.js";
import { AdministrativeDivision } from "./administrative-division.js";
import { Industry } from "./enums.js";
import { Person } from "./person.js";

/** Basic items of the register, which the law publishes (《企业信息公示暂行条例》第六条). */
const PUBLIC: SharingArguments = { type: "UNCONDITIONAL", sensitivity: "PUBLIC" };

/** Business items: looked up or compared, never listed. */
const REGISTRATION: SharingArguments = { type: "CONDITIONAL", modes: ["QUERY", "COMPARE"], basis: "《中华人民共和国市场主体登记管理条例》第八条" };

/** Who or what a reference names; its own department answers for the rest. */
type Reference = object;

@ObjectType({ description: "Tax registration · 税务登记" })
export class TaxRegistration {
  @Field({ description: "Taxpayer number · 纳税人识别号" })
  taxpayerNumber!: string;

  @Field(() => DateScalar, { description: "Registered on · 登记日期" })
  registeredOn!: string;

  @Field({ description: "Tax authority · 税务机关" })
  authority!: string;
}

@ObjectType({ description: "One holder's share in a legal entity · 股东出资" })
export class Shareholder {
  @Field(() => DataSubject, { nullable: true, description: "Who holds it · 股东" })
  holder!: Reference;

  @Field(() => Float, { description: "Share in percent · 持股比例（%）" })
  share!: number;
}

@ObjectType({ description: "One year's report · 年度报告" })
export class AnnualReport {
  @Field(() => Int, { description: "Year · 年度" })
  year!: number;

  @Field(() => Int, { description: "Revenue in ten thousand yuan · 营业总收入（万元）" })
  revenue!: number;

  @Field(() => Int, { description: "Employees · 从业人数" })
  employees!: number;
}

@ObjectType({ implements: DataSubject, description: "Legal entity or sole trader · 法人、非法人组织和个体工商户" })
@Directive('@key(fields: "uscc")')
export class LegalEntity {
  @Field(() => ID, { description: "Unified social credit code, GB 32100 · 统一社会信用代码" })
  @Sharing(PUBLIC)
  uscc!: string;

  @Field(() => DecisionScalar, { nullable: true })
  @Directive("@external")
  decision?: unknown;

  @Field(() => String, { nullable: true, description: "Name · 名称" })
  @Sharing(PUBLIC)
  name?: string | null;

  @Field(() => LegalEntityKind, { nullable: true, description: "Kind · 主体类型" })
  @Sharing(PUBLIC)
  kind?: LegalEntityKind;

  @Field(() => Person, { nullable: true, description: "Legal representative · 法定代表人" })
  @Sharing(PUBLIC)
  legalRepresentative?: Reference;

  @Field(() => AdministrativeDivision, { nullable: true, description: "Division of the registered address · 住所所在行政区划" })
  @Sharing(PUBLIC)
  division?: Reference;

  @Field(() => String, { nullable: true, description: "Registered address · 住所" })
  @Sharing(PUBLIC)
  registeredAddress?: string;

  @Field(() => Industry, { nullable: true, description: "Industry section, GB/T 4754 · 行业门类" })
  @Sharing(PUBLIC)
  industry?: IndustrySection;

  @Field(() => DateScalar, { nullable: true, description: "Established on · 成立日期" })
  @Sharing(PUBLIC)
  establishedOn?: string;

  @Field(() => String, { nullable: true, description: "Registration authority · 登记机关" })
  @Sharing(PUBLIC)
  registrationAuthority?: string;

  @Field(() => LegalEntityStatus, { nullable: true, description: "Registration status · 登记状态" })
  @Sharing(PUBLIC)
  status?: LegalEntityStatus;

  @Field(() => String, { nullable: true, description: "Business scope · 经营范围" })
  @Sharing(PUBLIC)
  businessScope?: string;

  @Field(() => String, { nullable: true, description: "Registration number · 注册号" })
  @Sharing(REGISTRATION)
  registrationNumber?: string;

  @Field(() => Int, { nullable: true, description: "Registered capital in ten thousand yuan · 注册资本（万元）" })
  @Sharing(REGISTRATION)
  registeredCapital?: number | null;

  @Field(() => TaxRegistration, { nullable: true, description: "Tax registration · 税务登记" })
  @Sharing({ type: "CONDITIONAL", modes: ["QUERY", "COMPARE"], basis: "《中华人民共和国税收征收管理法》第十五条" })
  taxRegistration?: TaxRegistration | null;

  @Field(() => [Shareholder], {
    nullable: "itemsAndList",
    description: `Shareholders, largest share first, at most ${SHAREHOLDERS_BOUND} · 股东（至多${SHAREHOLDERS_BOUND}名）`,
  })
  @ProtectedSharing({ type: "CONDITIONAL", modes: ["QUERY"], consent: true, basis: "《中华人民共和国公司法》第五十六条" })
  shareholders?: Shareholder[] | null;

  @Field(() => [AnnualReport], {
    nullable: "itemsAndList",
    description: `Annual reports, latest first, at most ${ANNUAL_REPORTS_BOUND} · 年度报告（至多${ANNUAL_REPORTS_BOUND}份）`,
  })
  @ProtectedSharing({ type: "CONDITIONAL", modes: ["QUERY"], consent: true, basis: "《企业信息公示暂行条例》第九条" })
  annualReports?: AnnualReport[] | null;

  @Field(() => Int, { nullable: true, description: "Employees; only counted over many, never shown of one · 从业人数（仅供统计，不显示单户）" })
  @Sharing({ type: "CONDITIONAL", modes: ["AGGREGATE"], basis: "《企业信息公示暂行条例》第九条" })
  employees?: number | null;

  @Field(() => [String], { nullable: "itemsAndList", description: "Bank accounts · 银行账户" })
  @WithheldSharing("《中华人民共和国商业银行法》第三十条", false)
  bankAccounts?: string[] | null;
}
