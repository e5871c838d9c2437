import { afterEach, expect, it } from "vitest";
import { openDatabase } from "../../subgraphs/kit/database.js";
import { DivisionRow } from "../../subgraphs/geospatial/store/division-row.js";
import { LicenceRow } from "../../subgraphs/licence/store/licence-row.js";
import { PersonRow } from "../../subgraphs/population/store/person-row.js";
import { describeOnEngines } from "../testing/engines.js";
import { CAST } from "./cast.js";
import { generate } from "./generate.js";
import { type Registers, RegistersInUse, seedRegisters } from "./load.js";
import { openRegisters } from "./open-registers.js";

describeOnEngines("seeding", (engine) => {
  const opened: Registers[] = [];
  afterEach(async () => {
    for (const registers of opened.splice(0)) for (const register of Object.values(registers)) await register.destroy();
  });

  async function open(): Promise<Registers> {
    // One file for each register on SQLite, one prefix for all of them on MariaDB.
    const url = engine.url();
    const registers =
      engine.kind === "mariadb" ? await openRegisters(url, undefined) : await openRegisters(undefined, url.slice("sqlite:".length).replace(/\.sqlite$/, ""));
    opened.push(registers);
    return registers;
  }

  it("writes the cast and the invented people, and nothing the second time", async () => {
    const registers = await open();
    expect(await seedRegisters(registers, { persons: 300, seed: 1 }, () => undefined)).toBe(true);
    const persons = registers.population.getRepository(PersonRow);
    expect(await persons.count()).toBeGreaterThanOrEqual(309);
    expect(await persons.findOneBy({ idNumber: CAST.zhang })).toMatchObject({ name: "张伟", spouseId: CAST.li, alive: true, guardianId: null });
    expect(await seedRegisters(registers, { persons: 300, seed: 1 }, () => undefined)).toBe(false);
  });

  it("keeps other invented people, and replaces them only when it is told to", async () => {
    const registers = await open();
    await seedRegisters(registers, { persons: 300, seed: 1 }, () => undefined);
    const persons = registers.population.getRepository(PersonRow);
    const before = await persons.count();
    expect(await seedRegisters(registers, { persons: 20, seed: 1 }, () => undefined)).toBe(false);
    expect(await persons.count()).toBe(before);
    expect(await seedRegisters(registers, { persons: 20, seed: 1 }, () => undefined, "REPLACE")).toBe(true);
    expect(await persons.count()).toBeLessThan(before);
  });

  it.each(["KEEP", "REPLACE"] as const)("touches nothing where a register holds what no seeding wrote (%s)", async (others) => {
    const registers = await open();
    const persons = registers.population.getRepository(PersonRow);
    const [batch] = [...generate(1, 99)];
    await persons.insert({ ...(batch?.persons[0] as PersonRow), idNumber: CAST.zhang, name: "a real person" });
    await expect(seedRegisters(registers, { persons: 1, seed: 1 }, () => undefined, others)).rejects.toThrow(RegistersInUse);
    expect((await persons.find()).map(({ name }) => name)).toEqual(["a real person"]);
    expect(await registers.geospatial.getRepository(DivisionRow).count()).toBe(0);
  });

  it("replaces nobody where only some registers hold others, unless it is told to", async () => {
    const registers = await open();
    await seedRegisters(registers, { persons: 20, seed: 1 }, () => undefined);
    await registers.licence.query("DELETE FROM seed_state");
    await registers.licence.getRepository(LicenceRow).clear();
    const persons = registers.population.getRepository(PersonRow);
    const before = await persons.count();
    const other = { persons: 300, seed: 1 };
    await expect(seedRegisters(registers, other, () => undefined)).rejects.toThrow("npm run seed -- --replace");
    expect(await persons.count()).toBe(before);
    expect(await seedRegisters(registers, other, () => undefined, "REPLACE")).toBe(true);
    expect(await persons.count()).toBeGreaterThan(before);
    expect(await registers.licence.getRepository(LicenceRow).count()).toBeGreaterThan(0);
  });

  it("begins anew after an interruption, and ends with the same people", async () => {
    const [whole, interrupted] = [await open(), await open()];
    const plan = { persons: 2500, seed: 3 };
    await seedRegisters(whole, plan, () => undefined);
    const stop = (): never => {
      throw new Error("the power failed");
    };
    await expect(seedRegisters(interrupted, plan, stop)).rejects.toThrow("the power failed");
    await seedRegisters(interrupted, plan, () => undefined);
    const count = (registers: Registers): Promise<number> => registers.population.getRepository(PersonRow).count();
    expect(await count(interrupted)).toBe(await count(whole));
  });
});

it("names the database that cannot be opened, and no address", async () => {
  const opening = openDatabase({ name: "population", entities: [], migrations: [], url: "mysql://nobody:secret@127.0.0.1:1" });
  await expect(opening).rejects.toThrow(/^The database of population could not be opened/);
  await expect(opening).rejects.not.toThrow(/secret/);
});
