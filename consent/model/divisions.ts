/**
 * Whether a GB/T 2260 division lies in one of those that a sharing grant covers.
 * A province (`XX0000`) covers its cities and counties, a city (`XXYY00`) its counties, a county itself.
 * A malformed code is covered by nothing.
 */
export function coversDivision(divisions: readonly string[], code: string | null | undefined): boolean {
  if (!code || !/^\d{6}$/.test(code)) return false;
  return divisions.some((division) => /^\d{6}$/.test(division) && code.startsWith(divisionPrefix(division)));
}

/** The leading digits that all codes below a division share: `540000` → `54`, `540100` → `5401`. */
export function divisionPrefix(division: string): string {
  return division.replace(/(?:00){1,2}$/, "");
}
