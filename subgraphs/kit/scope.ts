import { coversDivision, divisionPrefix } from "../../consent/model/divisions.js";
import type { SignedContext } from "../../consent/model/signed-context.js";

/** Whether the register's division of a data subject lies in those that the caller's sharing grant covers (rule 8). */
export function inScope(caller: SignedContext, division: string | null): boolean {
  return isUnbounded(caller) || coversDivision(caller.divisions, division);
}

/**
 * The scope as an SQL condition on a division column, for lists: applied before paging.
 * @param column the column as the query names it, a constant of ours
 */
export function scopeCondition(caller: SignedContext, column: string): { readonly sql: string; readonly parameters: Record<string, string> } {
  if (isUnbounded(caller)) return { sql: "1 = 1", parameters: {} };
  const parameters: Record<string, string> = {};
  const parts = caller.divisions
    .filter((division) => /^\d{6}$/.test(division))
    .map((division, index) => {
      const prefix = divisionPrefix(division);
      parameters[`scopeFrom${index}`] = prefix.padEnd(6, "0");
      parameters[`scopeTo${index}`] = prefix.padEnd(6, "9");
      return `${column} BETWEEN :scopeFrom${index} AND :scopeTo${index}`;
    });
  return { sql: parts.length > 0 ? `(${parts.join(" OR ")})` : "1 = 0", parameters };
}

/** A citizen's own reading is bound by whose data it is, not by where it lies. */
function isUnbounded({ role, divisions }: SignedContext): boolean {
  return role === "citizen" && divisions.length === 1 && divisions[0] === "*";
}
