/** Published bounds of plain lists (graph.md, "Roots"): elements at most. */
export const CHILDREN_BOUND = 100;
export const REAL_ESTATE_BOUND = 100;
export const PREMISES_BOUND = 100;
export const MORTGAGES_BOUND = 50;

/** A parcel with more owners is not decided: nothing that needs its owners' consent is shown of it. */
export const OWNERS_BOUND = 100;
