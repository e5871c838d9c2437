import { describe, expect, it } from "vitest";
import { DivisionLevel } from "../terms.js";
import { APPROXIMATE_BOUNDS, holds } from "./approximate-bounds.js";
import { divisionRows } from "./division-data.js";

const rows = [...divisionRows()];
const byCode = new Map(rows.map((row) => [row.code, row]));

describe("the administrative divisions", () => {
  it("have distinct well-formed codes and a name each", () => {
    expect(byCode.size).toBe(rows.length);
    expect(rows.length).toBeGreaterThan(3000);
    for (const row of rows) {
      expect(row.code).toMatch(/^[1-9]\d{5}$/);
      expect(row.name).not.toBe("");
    }
  });

  it("know Lhasa as it is today, and not the code that Doilungdêqên had as a county", () => {
    expect(byCode.get("540103")).toMatchObject({ name: "堆龙德庆区", level: DivisionLevel.COUNTY, parentCode: "540100" });
    expect(byCode.get("540100")).toMatchObject({ name: "拉萨市", level: DivisionLevel.CITY, parentCode: "540000" });
    expect(byCode.get("540000")).toMatchObject({ name: "西藏自治区", level: DivisionLevel.PROVINCE, parentCode: null });
    expect(byCode.has("540125")).toBe(false);
  });

  it("come after their parents, each county below a city or umbrella, each of those below a province", () => {
    const seen = new Set<string>();
    for (const row of rows) {
      if (row.level === DivisionLevel.PROVINCE) expect(row.parentCode).toBeNull();
      else expect(seen).toContain(row.parentCode);
      seen.add(row.code);
    }
    for (const row of rows.filter(({ level }) => level === DivisionLevel.COUNTY)) {
      expect(byCode.get(row.parentCode ?? "")?.level, row.code).toBe(DivisionLevel.CITY);
    }
  });

  it("have boxes that are current counties, have an extent, and do not overlap", () => {
    const boxes = Object.entries(APPROXIMATE_BOUNDS);
    for (const [code, [west, south, east, north]] of boxes) {
      expect(byCode.get(code)?.level, code).toBe(DivisionLevel.COUNTY);
      expect(west < east && south < north, code).toBe(true);
    }
    for (const [code, [west, south, east, north]] of boxes) {
      for (const [other, [otherWest, otherSouth, otherEast, otherNorth]] of boxes.filter(([other]) => other !== code)) {
        const overlap = west < otherEast && otherWest < east && south < otherNorth && otherSouth < north;
        expect(overlap, `${code} and ${other}`).toBe(false);
      }
    }
  });

  it("have boxes with half-open edges", () => {
    expect(holds([90, 29, 91, 30], 90, 29)).toBe(true);
    expect(holds([90, 29, 91, 30], 91, 29.5)).toBe(false);
    expect(holds([90, 29, 91, 30], 90.5, 30)).toBe(false);
  });
});
