import fc from "fast-check";
import type { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { openDatabase } from "./database.js";
import { inScope, scopeCondition } from "./scope.js";
import { CASEWORKER, CITIZEN } from "./testing/callers.js";
import { VehicleRow, vehicleRegister } from "./testing/vehicle-register.js";

describe("the scope of a caller", () => {
  it.each([
    [["540000"], "540102", true],
    [["540100"], "540102", true],
    [["540102"], "540102", true],
    [["540102"], "540103", false],
    [["540100"], "540202", false],
    [["540000", "110101"], "110101", true],
    [["540000"], "110101", false],
    [[], "540102", false],
    [["*"], "540102", false],
    [["540000"], null, false],
    [["540000"], "54", false],
  ] as const)("of %j holds %s: %s", (divisions, division, covered) => {
    expect(inScope({ ...CASEWORKER, divisions }, division)).toBe(covered);
  });

  it("of a citizen, who reads one's own data, has no bounds", () => {
    expect(inScope(CITIZEN, "110101")).toBe(true);
    expect(inScope(CITIZEN, null)).toBe(true);
    expect(inScope({ ...CITIZEN, divisions: [] }, "110101")).toBe(false);
  });
});

describeOnEngines("the scope in SQL", (engine) => {
  const codes = ["110000", "110101", "540000", "540100", "540102", "540199", "540200", "540202", "541900", "549999", "550000"];
  let database: DataSource;

  beforeAll(async () => {
    database = await openDatabase({ ...vehicleRegister, url: engine.url() });
    await database.getRepository(VehicleRow).insert(codes.map((division) => ({ plate: division, division, colour: "red", keeper: null, trailer: null })));
  });

  afterAll(() => database.destroy());

  it("admits exactly what the decision admits", async () => {
    const division = fc.constantFrom(...codes, "540101", "000000", "*", "54", "' OR 1=1", "");
    await fc.assert(
      fc.asyncProperty(fc.array(division, { maxLength: 4 }), fc.constantFrom(CASEWORKER, CITIZEN), async (divisions, base) => {
        const caller = { ...base, divisions };
        const { sql, parameters } = scopeCondition(caller, "item.division");
        const rows = await database.createQueryBuilder(VehicleRow, "item").where(sql, parameters).orderBy("item.division").getMany();
        expect(rows.map((row) => row.division)).toEqual(codes.filter((code) => inScope(caller, code)));
      }),
      { numRuns: 60 },
    );
  });
});
