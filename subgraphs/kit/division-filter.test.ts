import { describe, expect, it } from "vitest";
import { divisionFilter } from "./division-filter.js";

describe("a filter by division", () => {
  it.each([
    ["540000", "540000", "549999"],
    ["540100", "540100", "540199"],
    ["540102", "540102", "540102"],
  ])("%s takes what lies from %s to %s", (division, firstDivision, lastDivision) => {
    expect(divisionFilter("item.division", division)).toEqual({
      sql: "item.division BETWEEN :firstDivision AND :lastDivision",
      parameters: { firstDivision, lastDivision },
    });
  });

  it.each(["", "54", "54%", "5401000", "５４０１００", "' OR 1 = 1"])("%j matches nothing", (division) => {
    expect(divisionFilter("item.division", division)).toEqual({ sql: "1 = 0", parameters: {} });
  });
});
