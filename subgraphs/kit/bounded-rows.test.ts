import { Column, type DataSource, Entity, type MigrationInterface, PrimaryColumn, type QueryRunner, Table } from "typeorm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { boundedRows } from "./bounded-rows.js";
import { openDatabase } from "./database.js";
import { watchStatements } from "./testing/statements.js";

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

class CreatePets1764000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const columns = [
      { name: "id", type: "integer", isPrimary: true },
      { name: "owner_id", type: "varchar", length: "18" },
      { name: "species", type: "varchar", length: "10" },
      { name: "good_boy", type: "boolean" },
    ];
    await queryRunner.createTable(new Table({ name: "pet", columns }));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable("pet");
  }
}

describeOnEngines("the first rows of each key", (engine) => {
  let database: DataSource;
  let statements: ReturnType<typeof watchStatements>;

  beforeAll(async () => {
    database = await openDatabase({ name: "pets", entities: [PetRow], migrations: [CreatePets1764000000000], url: engine.url() });
    statements = watchStatements(database);
    const pets = Array.from({ length: 12 }, (_, index) => ({
      id: index,
      ownerId: `owner-${index % 3}`,
      species: index % 2 === 0 ? "dog" : "cat",
      goodBoy: index % 2 === 0,
    }));
    await database.getRepository(PetRow).insert(pets);
  });
  afterAll(() => database.destroy());

  it("are in order, bounded key by key, and read in one statement", async () => {
    statements.take();
    const rows = await boundedRows(database, PetRow, { by: "ownerId", keys: ["owner-0", "owner-1", "nobody"], order: ["id"], bound: 2 });
    expect(statements.take()).toHaveLength(1);
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
    statements.take();
    expect((await boundedRows(database, PetRow, { by: "ownerId", keys: [], order: ["id"], bound: 2 })).size).toBe(0);
    expect(statements.take()).toEqual([]);
  });
});
