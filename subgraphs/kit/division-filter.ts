import { divisionPrefix } from "../../consent/model/divisions.js";

/**
 * A client's filter by division as an SQL condition: the division itself and all below it. Joins the caller's scope
 * (`scope.ts`), never replaces it. A malformed code matches nothing.
 * @param column the column as the query names it, a constant of ours
 */
export function divisionFilter(column: string, division: string): { readonly sql: string; readonly parameters: Record<string, string> } {
  if (!/^\d{6}$/.test(division)) return { sql: "1 = 0", parameters: {} };
  const prefix = divisionPrefix(division);
  return {
    sql: `${column} BETWEEN :firstDivision AND :lastDivision`,
    parameters: { firstDivision: prefix.padEnd(6, "0"), lastDivision: prefix.padEnd(6, "9") },
  };
}
