/** Published bounds of plain lists (graph.md, "Roots"): elements at most. */
export const COMPANIES_BOUND = 100;
export const SHAREHOLDERS_BOUND = 200;
export const ANNUAL_REPORTS_BOUND = 10;
