/** The closed sets of words that the register of legal entities uses; names in the graph and in the table alike. */

/** 法人与非法人组织类型. */
export enum LegalEntityKind {
  ENTERPRISE = "ENTERPRISE",
  SOLE_TRADER = "SOLE_TRADER",
  FARMERS_COOPERATIVE = "FARMERS_COOPERATIVE",
  PUBLIC_INSTITUTION = "PUBLIC_INSTITUTION",
  SOCIAL_ORGANISATION = "SOCIAL_ORGANISATION",
  GOVERNMENT_BODY = "GOVERNMENT_BODY",
}

/** 登记状态. */
export enum LegalEntityStatus {
  ACTIVE = "ACTIVE",
  SUSPENDED = "SUSPENDED",
  REVOKED = "REVOKED",
  DEREGISTERED = "DEREGISTERED",
}

/** Sections of the industrial classification for national economic activities (GB/T 4754-2017), with their names. */
export const INDUSTRY_SECTIONS = {
  A: "Agriculture, forestry, animal husbandry and fishery · 农、林、牧、渔业",
  B: "Mining · 采矿业",
  C: "Manufacturing · 制造业",
  D: "Production and supply of electricity, heat, gas and water · 电力、热力、燃气及水生产和供应业",
  E: "Construction · 建筑业",
  F: "Wholesale and retail trade · 批发和零售业",
  G: "Transport, storage and post · 交通运输、仓储和邮政业",
  H: "Hotels and catering services · 住宿和餐饮业",
  I: "Information transmission, software and information technology · 信息传输、软件和信息技术服务业",
  J: "Finance · 金融业",
  K: "Real estate · 房地产业",
  L: "Leasing and business services · 租赁和商务服务业",
  M: "Scientific research and technical services · 科学研究和技术服务业",
  N: "Management of water conservancy, environment and public facilities · 水利、环境和公共设施管理业",
  O: "Services to households, repair and other services · 居民服务、修理和其他服务业",
  P: "Education · 教育",
  Q: "Health and social service · 卫生和社会工作",
  R: "Culture, sports and entertainment · 文化、体育和娱乐业",
  S: "Public management, social security and social organisations · 公共管理、社会保障和社会组织",
  T: "International organisations · 国际组织",
} as const;

/** A section's letter. */
export type IndustrySection = keyof typeof INDUSTRY_SECTIONS;

/** By what a statistic groups. */
export enum LegalEntityDimension {
  KIND = "KIND",
  INDUSTRY = "INDUSTRY",
  STATUS = "STATUS",
  DIVISION = "DIVISION",
  ESTABLISHED_YEAR = "ESTABLISHED_YEAR",
}

/** What a statistic measures beside the number of legal entities. */
export enum LegalEntityMeasure {
  EMPLOYEES_SUM = "EMPLOYEES_SUM",
  EMPLOYEES_AVERAGE = "EMPLOYEES_AVERAGE",
}

/** The items that dimensions and measures reveal: type-graphql has no place for directives on enum values. */
export const ENUM_REVEALS: Readonly<Record<`LegalEntityDimension.${LegalEntityDimension}` | `LegalEntityMeasure.${LegalEntityMeasure}`, string>> = {
  "LegalEntityDimension.KIND": "LegalEntity.kind",
  "LegalEntityDimension.INDUSTRY": "LegalEntity.industry",
  "LegalEntityDimension.STATUS": "LegalEntity.status",
  "LegalEntityDimension.DIVISION": "LegalEntity.division",
  "LegalEntityDimension.ESTABLISHED_YEAR": "LegalEntity.establishedOn",
  "LegalEntityMeasure.EMPLOYEES_SUM": "LegalEntity.employees",
  "LegalEntityMeasure.EMPLOYEES_AVERAGE": "LegalEntity.employees",
};
