import { registerEnumType } from "type-graphql";
import { EmploymentStatus, IncomeLine, InsuranceKind, MaritalStatus, Sex } from "../terms.js";

registerEnumType(Sex, {
  name: "Sex",
  description: "Sex, GB/T 2261.1 · 性别",
  valuesConfig: { MALE: { description: "Male · 男" }, FEMALE: { description: "Female · 女" } },
});

registerEnumType(MaritalStatus, {
  name: "MaritalStatus",
  description: "Marital status, GB/T 2261.2 · 婚姻状况",
  valuesConfig: {
    UNMARRIED: { description: "Unmarried · 未婚" },
    MARRIED: { description: "Married · 已婚" },
    WIDOWED: { description: "Widowed · 丧偶" },
    DIVORCED: { description: "Divorced · 离婚" },
  },
});

registerEnumType(EmploymentStatus, {
  name: "EmploymentStatus",
  description: "Employment status · 从业状况",
  valuesConfig: {
    EMPLOYED: { description: "Employed · 就业" },
    SELF_EMPLOYED: { description: "Self-employed · 自雇" },
    UNEMPLOYED: { description: "Unemployed · 失业" },
    RETIRED: { description: "Retired · 退休" },
    STUDENT: { description: "Student · 在学" },
    NOT_IN_LABOUR_FORCE: { description: "Not in the labour force · 非劳动力" },
  },
});

registerEnumType(InsuranceKind, {
  name: "InsuranceKind",
  description: "Kind of social insurance · 社会保险险种",
  valuesConfig: {
    PENSION: { description: "Pension · 基本养老保险" },
    MEDICAL: { description: "Medical · 基本医疗保险" },
    UNEMPLOYMENT: { description: "Unemployment · 失业保险" },
    WORK_INJURY: { description: "Work injury · 工伤保险" },
    MATERNITY: { description: "Maternity · 生育保险" },
  },
});

registerEnumType(IncomeLine, {
  name: "IncomeLine",
  description: "Statutory income line · 法定收入标准",
  valuesConfig: {
    MINIMUM_LIVING_ALLOWANCE: { description: "Within the minimum living allowance's line · 最低生活保障标准" },
    LOW_INCOME_FAMILY: { description: "Within the low-income family line · 低收入家庭标准" },
    PUBLIC_RENTAL_HOUSING: { description: "Within the public rental housing line · 公租房收入标准" },
  },
});

/** By what a statistic of persons may be grouped. */
export enum PersonDimension {
  SEX = "SEX",
  BIRTH_DECADE = "BIRTH_DECADE",
  ETHNICITY = "ETHNICITY",
  REGISTERED_DIVISION = "REGISTERED_DIVISION",
  MARITAL_STATUS = "MARITAL_STATUS",
}
registerEnumType(PersonDimension, {
  name: "PersonDimension",
  description: "Dimension of a statistic of persons · 人口统计维度",
  valuesConfig: {
    SEX: { description: "Sex · 性别" },
    BIRTH_DECADE: { description: "Decade of birth · 出生年代" },
    ETHNICITY: { description: "Ethnicity · 民族" },
    REGISTERED_DIVISION: { description: "Registered division · 户籍地区划" },
    MARITAL_STATUS: { description: "Marital status · 婚姻状况" },
  },
});

/** What a statistic of persons may measure, the count apart, which is always there. */
export enum PersonMeasure {
  AVERAGE_ANNUAL_INCOME = "AVERAGE_ANNUAL_INCOME",
}
registerEnumType(PersonMeasure, {
  name: "PersonMeasure",
  description: "Measure of a statistic of persons · 人口统计指标",
  valuesConfig: { AVERAGE_ANNUAL_INCOME: { description: "Average annual income in yuan · 平均年收入（元）" } },
});
