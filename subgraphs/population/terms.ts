/** The closed sets of words that the population register uses; names in the graph and in the table alike. */

/** 性别 (GB/T 2261.1). */
export enum Sex {
  MALE = "MALE",
  FEMALE = "FEMALE",
}

/** 婚姻状况 (GB/T 2261.2). */
export enum MaritalStatus {
  UNMARRIED = "UNMARRIED",
  MARRIED = "MARRIED",
  WIDOWED = "WIDOWED",
  DIVORCED = "DIVORCED",
}

/** 从业状况. */
export enum EmploymentStatus {
  EMPLOYED = "EMPLOYED",
  SELF_EMPLOYED = "SELF_EMPLOYED",
  UNEMPLOYED = "UNEMPLOYED",
  RETIRED = "RETIRED",
  STUDENT = "STUDENT",
  NOT_IN_LABOUR_FORCE = "NOT_IN_LABOUR_FORCE",
}

/** 社会保险险种 (《社会保险法》第二条). */
export enum InsuranceKind {
  PENSION = "PENSION",
  MEDICAL = "MEDICAL",
  UNEMPLOYMENT = "UNEMPLOYMENT",
  WORK_INJURY = "WORK_INJURY",
  MATERNITY = "MATERNITY",
}

/** Statutory income lines; a comparison asks whether the annual income lies within one, never for an amount. */
export enum IncomeLine {
  MINIMUM_LIVING_ALLOWANCE = "MINIMUM_LIVING_ALLOWANCE",
  LOW_INCOME_FAMILY = "LOW_INCOME_FAMILY",
  PUBLIC_RENTAL_HOUSING = "PUBLIC_RENTAL_HOUSING",
}

/** Upper bounds of the income lines in yuan a year, inclusive; a locality publishes its own. */
export const INCOME_LINES_YUAN: Readonly<Record<IncomeLine, number>> = {
  MINIMUM_LIVING_ALLOWANCE: 11_000,
  LOW_INCOME_FAMILY: 22_000,
  PUBLIC_RENTAL_HOUSING: 60_000,
};
