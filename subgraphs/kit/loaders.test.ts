import type { DataSource } from "typeorm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { openDatabase } from "./database.js";
import { rowLoader, rowsLoader } from "./loaders.js";
import { watchStatements } from "./testing/statements.js";
import { VehicleRow, vehicleRegister } from "./testing/vehicle-register.js";

describeOnEngines("a loader", (engine) => {
  let database: DataSource;
  let statements: ReturnType<typeof watchStatements>;

  beforeAll(async () => {
    database = await openDatabase({ ...vehicleRegister, url: engine.url() });
    const rows = Array.from({ length: 1000 }, (_, index) => ({
      plate: `V-${index}`,
      division: "540102",
      colour: `c${index % 400}`,
      keeper: null,
      trailer: null,
    }));
    await database.getRepository(VehicleRow).insert(rows);
    statements = watchStatements(database);
  });

  afterAll(() => database.destroy());

  it("reads a thousand rows in one statement, each at its key's place", async () => {
    const loader = rowLoader(database, VehicleRow, "plate");
    const keys = Array.from({ length: 1000 }, (_, index) => (index % 10 === 0 ? `X-${index}` : `V-${999 - index}`));
    const found = await loader.loadMany(keys);
    expect(statements.take()).toHaveLength(1);
    expect(found.map((row) => (row as VehicleRow | null)?.plate ?? null)).toEqual(keys.map((key) => (key.startsWith("X") ? null : key)));
  });

  it("reads the first rows of four hundred keys in one statement", async () => {
    const loader = rowsLoader(database, VehicleRow, { by: "colour", order: ["plate"], bound: 2 });
    const found = await loader.loadMany(Array.from({ length: 401 }, (_, index) => `c${index}`));
    expect(statements.take()).toHaveLength(1);
    const plates = found.map((rows) => (rows as VehicleRow[]).map(({ plate }) => plate));
    expect(plates[7]).toEqual(["V-407", "V-7"]);
    expect(plates[150]).toEqual(["V-150", "V-550"]);
    expect(plates[400]).toEqual([]);
  });

  it("asks once for a key that is wanted twice", async () => {
    const loader = rowLoader(database, VehicleRow, "plate");
    const [one, same] = await Promise.all([loader.load("V-1"), loader.load("V-1")]);
    expect(statements.take()).toHaveLength(1);
    expect(one).toBe(same);
  });

  it("takes a key as it is: no case, no blank and no number is overlooked", async () => {
    const loader = rowLoader(database, VehicleRow, "plate");
    expect(await loader.loadMany(["v-1", "V-1 ", " V-1", "V-01"])).toEqual([null, null, null, null]);
  });
});
