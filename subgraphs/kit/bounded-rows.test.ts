import "reflect-metadata";
import { Column, DataSource, Entity, PrimaryColumn } from "typeorm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { boundedRows } from "./bounded-rows.js";

@Entity("pet")
class PetRow {
  @PrimaryColumn({ type: "integer" })
  id!: number;

  @Column({ name: "owner_id", type: "varchar", length: 18 })
  ownerId!: string;

  @Column({ type: "varchar", length: 10 })
  species!: string;

  @Column({ name: "good_boy", type: "boolean" })
  goodBoy!: boolean;
}

let database: DataSource;
let statements: string[];

beforeAll(async () => {
  statements = [];
  const logger = {
    logQuery: (statement: string) => void statements.push(statement),
    logQueryError() {},
    logQuerySlow() {},
    logSchemaBuild() {},
    logMigration() {},
    log() {},
  };
  database = await new DataSource({ type: "better-sqlite3", database: ":memory:", entities: [PetRow], synchronize: true, logger }).initialize();
  const pets = Array.from({ length: 12 }, (_, index) => ({
    id: index,
    ownerId: `owner-${index % 3}`,
    species: index % 2 === 0 ? "dog" : "cat",
    goodBoy: index % 2 === 0,
  }));
  await database.getRepository(PetRow).insert(pets);
});

afterAll(() => database.destroy());

describe("the first rows of each key", () => {
  it("are in order, bounded key by key, and read in one statement", async () => {
    statements.length = 0;
    const rows = await boundedRows(database, PetRow, { by: "ownerId", keys: ["owner-0", "owner-1", "nobody"], order: ["id"], bound: 2 });
    expect(statements).toHaveLength(1);
    expect([...rows].map(([key, pets]) => [key, pets.map(({ id }) => id)])).toEqual([
      ["owner-0", [0, 3]],
      ["owner-1", [1, 4]],
      ["nobody", []],
    ]);
  });

  it("are rows as the repository would give them", async () => {
    const rows = await boundedRows(database, PetRow, { by: "ownerId", keys: ["owner-2"], order: ["id"], descending: true, bound: 2 });
    expect(rows.get("owner-2")).toEqual([
      { id: 11, ownerId: "owner-2", species: "cat", goodBoy: false },
      { id: 8, ownerId: "owner-2", species: "dog", goodBoy: true },
    ]);
    expect(rows.get("owner-2")?.[0]).toBeInstanceOf(PetRow);
  });

  it("fit what else is demanded, before they are counted", async () => {
    const rows = await boundedRows(database, PetRow, { by: "ownerId", keys: ["owner-0"], order: ["id"], bound: 2, where: { species: "cat" } });
    expect(rows.get("owner-0")?.map(({ id }) => id)).toEqual([3, 9]);
  });

  it("ask nothing of the database without a key", async () => {
    statements.length = 0;
    expect((await boundedRows(database, PetRow, { by: "ownerId", keys: [], order: ["id"], bound: 2 })).size).toBe(0);
    expect(statements).toEqual([]);
  });
});
