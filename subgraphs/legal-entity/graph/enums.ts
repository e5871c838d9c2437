import { registerEnumType } from "type-graphql";
import { INDUSTRY_SECTIONS, type IndustrySection, LegalEntityDimension, LegalEntityKind, LegalEntityMeasure, LegalEntityStatus } from "../terms.js";

/** Registers the register's closed sets of words as GraphQL enums; imported for its effect by whatever uses them. */

registerEnumType(LegalEntityKind, {
  name: "LegalEntityKind",
  description: "Kind of legal entity · 主体类型",
  valuesConfig: {
    ENTERPRISE: { description: "Enterprise · 企业" },
    SOLE_TRADER: { description: "Sole trader · 个体工商户" },
    FARMERS_COOPERATIVE: { description: "Farmers' cooperative · 农民专业合作社" },
    PUBLIC_INSTITUTION: { description: "Public institution · 事业单位" },
    SOCIAL_ORGANISATION: { description: "Social organisation · 社会组织" },
    GOVERNMENT_BODY: { description: "Government body · 机关" },
  },
});

registerEnumType(LegalEntityStatus, {
  name: "LegalEntityStatus",
  description: "Registration status · 登记状态",
  valuesConfig: {
    ACTIVE: { description: "In business · 存续" },
    SUSPENDED: { description: "Business suspended · 停业" },
    REVOKED: { description: "Licence revoked · 吊销" },
    DEREGISTERED: { description: "Deregistered · 注销" },
  },
});

const letters = Object.keys(INDUSTRY_SECTIONS) as IndustrySection[];

/** GB/T 4754 section as a GraphQL enum: the section's letter. */
export const Industry = Object.fromEntries(letters.map((letter) => [letter, letter])) as { readonly [Letter in IndustrySection]: Letter };

registerEnumType(Industry, {
  name: "Industry",
  description: "Industry section, GB/T 4754-2017 · 国民经济行业门类",
  valuesConfig: Object.fromEntries(letters.map((letter) => [letter, { description: INDUSTRY_SECTIONS[letter] }])),
});

registerEnumType(LegalEntityDimension, {
  name: "LegalEntityDimension",
  description: "What a statistic of legal entities groups by · 统计维度",
  valuesConfig: {
    KIND: { description: "Kind · 主体类型" },
    INDUSTRY: { description: "Industry section · 行业门类" },
    STATUS: { description: "Registration status · 登记状态" },
    DIVISION: { description: "County · 县级行政区划" },
    ESTABLISHED_YEAR: { description: "Year of establishment · 成立年份" },
  },
});

registerEnumType(LegalEntityMeasure, {
  name: "LegalEntityMeasure",
  description: "What a statistic of legal entities measures · 统计指标",
  valuesConfig: {
    EMPLOYEES_SUM: { description: "Employees, in all · 从业人数合计" },
    EMPLOYEES_AVERAGE: { description: "Employees, on average · 平均从业人数" },
  },
});
