import "./enums.js";
import { Directive, Field, ID, Int, ObjectType } from "type-graphql";
import { DataSubject, DateScalar, DecisionScalar } from "../../kit/shared-types.js";
import { ProtectedSharing, Sharing, type SharingArguments, WithheldSharing } from "../../kit/sharing.js";
import { MaritalStatus, Sex } from "../terms.js";

/** Basic items of the population register (51 §10): shared with every department whose scenario lists them. */
const BASIC: SharingArguments = { type: "UNCONDITIONAL", sensitivity: "PERSONAL" };

/** Business items that are looked up or compared. */
export const BUSINESS: SharingArguments = {
  type: "CONDITIONAL",
  modes: ["QUERY", "COMPARE"],
  sensitivity: "PERSONAL",
  basis: "《中华人民共和国户口登记条例》第三条",
};

/** Business items that need the data subject's consent too (PIPL §13). */
export const CONSENTED: SharingArguments = { ...BUSINESS, consent: true, sensitivity: "SENSITIVE", basis: "《中华人民共和国个人信息保护法》第十三条" };

/** A natural person; the fields with a resolver of their own are in `person-resolver.ts`. */
@ObjectType({ implements: DataSubject, description: "Natural person · 自然人" })
@Directive('@key(fields: "idNumber")')
export class Person extends DataSubject {
  @Field(() => ID, { description: "Citizen identity number, GB 11643 · 公民身份号码" })
  @Sharing({ type: "CONDITIONAL", modes: ["QUERY", "COMPARE", "OBTAIN"], sensitivity: "SENSITIVE", basis: "《中华人民共和国居民身份证法》第六条" })
  idNumber!: string;

  @Field(() => DecisionScalar, { nullable: true })
  @Directive("@external")
  decision?: unknown;

  @Field(() => String, { nullable: true, description: "Name · 姓名" })
  @ProtectedSharing(BASIC)
  declare name?: string | null;

  @Field(() => Sex, { nullable: true, description: "Sex · 性别" })
  @ProtectedSharing(BASIC)
  sex?: Sex | null;

  @Field(() => String, { nullable: true, description: "Ethnicity, GB/T 3304 · 民族" })
  @ProtectedSharing(BASIC)
  ethnicity?: string | null;

  @Field(() => DateScalar, { nullable: true, description: "Date of birth · 出生日期" })
  @ProtectedSharing(BASIC)
  birthDate?: string | null;

  @Field(() => String, { nullable: true, description: "Nationality, ISO 3166-1 alpha-3 · 国籍" })
  @ProtectedSharing(BASIC)
  nationality?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether the person is alive · 是否在世" })
  @ProtectedSharing(BASIC)
  alive?: boolean | null;

  @Field(() => String, { nullable: true, description: "Division of household registration, GB/T 2260 · 户籍地行政区划" })
  @ProtectedSharing(BASIC)
  registeredDivision?: string | null;

  @Field(() => String, { nullable: true, description: "Current address · 现居住地址" })
  @ProtectedSharing(CONSENTED)
  currentAddress?: string | null;

  @Field(() => MaritalStatus, { nullable: true, description: "Marital status · 婚姻状况" })
  @ProtectedSharing({ ...CONSENTED, modes: ["QUERY", "COMPARE", "AGGREGATE"] })
  maritalStatus?: MaritalStatus | null;

  @Field(() => Int, { nullable: true, description: "Annual income in yuan, only ever compared or aggregated for others · 年收入（元，仅供比对和统计）" })
  @ProtectedSharing({ ...CONSENTED, modes: ["COMPARE", "AGGREGATE"], basis: "《中华人民共和国统计法》第二十八条" })
  annualIncome?: number | null;

  @Field(() => String, { nullable: true, description: "Biometric template · 生物识别模板" })
  @WithheldSharing("《中华人民共和国居民身份证法》第十九条", true)
  biometricTemplate?: string | null;

  @Field(() => String, { nullable: true, description: "Cause of death · 死亡原因" })
  @WithheldSharing("《中华人民共和国民法典》第九百九十四条", true)
  causeOfDeath?: string | null;
}
