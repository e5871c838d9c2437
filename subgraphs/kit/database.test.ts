import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { openDatabase } from "./database.js";
import { VehicleRow, vehicleRegister } from "./testing/vehicle-register.js";

const awkward = { plate: "藏A·12345", division: "540102", colour: "é — 🚗", keeper: null, trailer: "" };

it.skipIf(process.platform === "win32")("keeps a register on SQLite from everyone else on the machine", async () => {
  const directory = join(mkdtempSync(join(tmpdir(), "assent-private-")), "data");
  const files = () => readdirSync(directory).map((file) => join(directory, file));
  const modes = () => new Set([directory, ...files()].map((path) => statSync(path).mode & 0o077));
  const database = await openDatabase({ ...vehicleRegister, directory });
  await database.getRepository(VehicleRow).insert(awkward);
  expect(files().length).toBeGreaterThan(1);
  expect(modes()).toEqual(new Set([0]));
  for (const file of files()) chmodSync(file, 0o644);
  const second = await openDatabase({ ...vehicleRegister, directory });
  expect(modes()).toEqual(new Set([0]));
  await second.destroy();
  await database.destroy();
  rmSync(directory, { recursive: true });
});

describeOnEngines("a service's database", (engine) => {
  it("is created, migrated once and kept", async () => {
    const url = engine.url();
    const first = await openDatabase({ ...vehicleRegister, url });
    await first.getRepository(VehicleRow).insert(awkward);
    await first.destroy();
    const second = await openDatabase({ ...vehicleRegister, url });
    expect(await second.getRepository(VehicleRow).find()).toEqual([awkward]);
    await second.destroy();
  });

  it("tells upper from lower case in keys", async () => {
    const database = await openDatabase({ ...vehicleRegister, url: engine.url() });
    await database.getRepository(VehicleRow).insert([
      { ...awkward, plate: "a" },
      { ...awkward, plate: "A" },
    ]);
    expect(await database.getRepository(VehicleRow).findBy({ plate: "A" })).toHaveLength(1);
    await database.destroy();
  });

  it("is each service's own", async () => {
    const url = engine.url();
    const vehicles = await openDatabase({ ...vehicleRegister, url });
    const file = url.startsWith("sqlite:") ? `${url}-boats` : url;
    const boats = await openDatabase({ ...vehicleRegister, name: "boat-register", url: file });
    await vehicles.getRepository(VehicleRow).insert(awkward);
    expect(await boats.getRepository(VehicleRow).count()).toBe(0);
    await Promise.all([vehicles.destroy(), boats.destroy()]);
  });

  const onMariadb = engine.kind === "mariadb" ? it : null;
  onMariadb?.("is migrated by one process when several start together", async () => {
    const url = engine.url();
    const opened = await Promise.all(Array.from({ length: 4 }, () => openDatabase({ ...vehicleRegister, url })));
    expect(await opened[0]?.query("SELECT COUNT(*) AS migrated FROM migrations")).toEqual([{ migrated: 1 }]);
    await Promise.all(opened.map((database) => database.destroy()));
  });

  const onSqlite = engine.kind === "sqlite" ? it : null;
  onSqlite?.("commits durably and lets readers read", async () => {
    const database = await openDatabase({ ...vehicleRegister, url: engine.url() });
    expect(await database.query("PRAGMA synchronous")).toEqual([{ synchronous: 2 }]);
    expect(await database.query("PRAGMA journal_mode")).toEqual([{ journal_mode: "wal" }]);
    expect(await database.query("PRAGMA busy_timeout")).toEqual([{ timeout: 5000 }]);
    await database.destroy();
  });
});

describe("a service's database", () => {
  const directory = mkdtempSync(join(tmpdir(), "assent-database-"));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it("is by default a file of the service's name", async () => {
    const database = await openDatabase({ ...vehicleRegister, directory });
    expect(existsSync(join(directory, "vehicle.sqlite"))).toBe(true);
    await database.destroy();
  });

  it.each(["postgres://user:secret@127.0.0.1/x", "mysql2://user:secret@127.0.0.1/x", "sqlite:", "vehicle.sqlite", "", "mysql://user:secret@127.0.0.1:1/x"])(
    "does not open by %s, and says so without the URL",
    async (url) => {
      const error = await openDatabase({ ...vehicleRegister, url, directory }).then(
        () => null,
        (cause: Error) => cause,
      );
      expect(error?.message).toBe("The database of vehicle could not be opened; is DATABASE_URL right and the server up?");
    },
  );
});
