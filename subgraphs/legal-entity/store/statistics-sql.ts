import type { LegalEntityDimension, LegalEntityMeasure } from "../terms.js";

/** The SQL of each dimension over rows named `item`. */
export const DIMENSION_SQL: Readonly<Record<LegalEntityDimension, string>> = {
  KIND: "item.kind",
  INDUSTRY: "item.industry",
  STATUS: "item.status",
  DIVISION: "item.division",
  ESTABLISHED_YEAR: "SUBSTR(item.establishedOn, 1, 4)",
};

/** The SQL of each measure; entities that have not reported count for neither. */
export const MEASURE_SQL: Readonly<Record<LegalEntityMeasure, string>> = {
  EMPLOYEES_SUM: "SUM(item.employees)",
  EMPLOYEES_AVERAGE: "AVG(item.employees)",
};
