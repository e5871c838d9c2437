/** Published bound of plain lists (graph.md, "Roots"): licences at most. */
export const LICENCES_BOUND = 100;
