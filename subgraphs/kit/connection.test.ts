import type { DataSource } from "typeorm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Refusal } from "../../consent/model/errors.js";
import type { SignedContext } from "../../consent/model/signed-context.js";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { MAX_PAGE, readPage } from "./connection.js";
import { createCursorSealer } from "./cursor.js";
import { openDatabase } from "./database.js";
import { CASEWORKER } from "./testing/callers.js";
import { watchStatements } from "./testing/statements.js";
import { VehicleRow, vehicleRegister } from "./testing/vehicle-register.js";

const cursors = createCursorSealer(Buffer.alloc(32, 7));
const divisions = ["540102", "540121", "110101", "540202"];
const rows = Array.from({ length: 240 }, (_, index) => ({
  plate: `V-${String((index * 37) % 240).padStart(3, "0")}`,
  division: divisions[index % divisions.length] ?? "",
  colour: index % 3 === 0 ? "red" : "blue",
  keeper: null,
  trailer: null,
}));

describeOnEngines("a list by pages", (engine) => {
  let database: DataSource;

  beforeAll(async () => {
    database = await openDatabase({ ...vehicleRegister, url: engine.url() });
    await database.getRepository(VehicleRow).insert(rows);
  });

  afterAll(() => database.destroy());

  const page = (
    first: number | null,
    after: string | null,
    { colour, caller = CASEWORKER, division = "division" }: { colour?: string; caller?: SignedContext; division?: "division" | null } = {},
  ) =>
    readPage(
      { database, caller, cursors },
      {
        target: VehicleRow,
        key: "plate",
        division,
        first,
        after,
        filter: { colour },
        where: (query) => void (colour && query.andWhere("item.colour = :colour", { colour })),
      },
    );

  async function all(size: number, options: Parameters<typeof page>[2] = {}): Promise<string[]> {
    const found: string[] = [];
    let after: string | null = null;
    do {
      const next = await page(size, after, options);
      found.push(...next.nodes.map(({ plate }) => plate));
      after = next.pageInfo.hasNextPage ? next.pageInfo.endCursor : null;
    } while (after !== null);
    return found;
  }

  const inside = rows.filter(({ division }) => division.startsWith("54"));

  it.each([1, 7, 60, MAX_PAGE])("of %i shows everything inside the scope once, and nothing else", async (size) => {
    const found = await all(size);
    expect([...found].sort()).toEqual(inside.map(({ plate }) => plate).sort());
  });

  it("keeps its order from page to page: division, then key", async () => {
    const sorted = [...inside].sort((a, b) => (`${a.division} ${a.plate}` < `${b.division} ${b.plate}` ? -1 : 1));
    expect(await all(50)).toEqual(sorted.map(({ plate }) => plate));
  });

  it("is ordered by key where the data is open, and then has no scope", async () => {
    expect(await all(100, { division: null })).toEqual(rows.map(({ plate }) => plate).sort());
  });

  it("is filtered before it is paged", async () => {
    const found = await all(10, { colour: "red" });
    expect(found).toHaveLength(inside.filter(({ colour }) => colour === "red").length);
  });

  it("says where it stands, and does not tell of outsiders behind the last page", async () => {
    const last = await page(MAX_PAGE, null);
    expect(last.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: false, startCursor: last.edges[0]?.cursor, endCursor: last.edges.at(-1)?.cursor });
    const second = await page(20, (await page(20, null)).pageInfo.endCursor);
    expect(second.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    expect(await page(20, null, { caller: { ...CASEWORKER, divisions: [] } })).toEqual({
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  it("begins with 20 elements", async () => {
    expect((await page(null, null)).nodes).toHaveLength(20);
  });

  it.each([0, -1, MAX_PAGE + 1])("of %i elements is BAD_USER_INPUT", async (size) => {
    await expect(page(size, null)).rejects.toMatchObject({ code: "BAD_USER_INPUT", details: { argument: "first" } });
  });

  it("refuses a cursor of another filter or another caller", async () => {
    const cursor = (await page(5, null, { colour: "red" })).pageInfo.endCursor;
    await expect(page(5, cursor, { colour: "blue" })).rejects.toBeInstanceOf(Refusal);
    await expect(page(5, cursor, { colour: "red", caller: { ...CASEWORKER, application: "other" } })).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
    expect((await page(5, cursor, { colour: "red" })).nodes).toHaveLength(5);
  });

  it("is read in one statement, which the index on division and key serves", async () => {
    const statements = watchStatements(database);
    const { pageInfo } = await page(20, null);
    await page(20, pageInfo.endCursor);
    const asked = statements.take();
    expect(asked).toHaveLength(2);
    if (engine.kind !== "sqlite") return;
    for (const { sql, parameters } of asked) {
      const plan = (await database.query(`EXPLAIN QUERY PLAN ${sql}`, parameters)) as { detail: string }[];
      expect(plan.map(({ detail }) => detail)).toEqual([expect.stringMatching(/USING INDEX vehicle_division/)]);
    }
  });
});
