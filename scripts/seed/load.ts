import { createHash } from "node:crypto";
import type { DataSource, EntityTarget, ObjectLiteral } from "typeorm";
import { divisionRows } from "../../subgraphs/geospatial/divisions/division-data.js";
import { DivisionRow } from "../../subgraphs/geospatial/store/division-row.js";
import { MortgageRow, ParcelOwnerRow, PremisesRow } from "../../subgraphs/geospatial/store/parcel-relation-rows.js";
import { ParcelRow } from "../../subgraphs/geospatial/store/parcel-row.js";
import { AnnualReportRow } from "../../subgraphs/legal-entity/store/annual-report-row.js";
import { LegalEntityRow } from "../../subgraphs/legal-entity/store/legal-entity-row.js";
import { ShareholdingRow } from "../../subgraphs/legal-entity/store/shareholding-row.js";
import { LicenceRow } from "../../subgraphs/licence/store/licence-row.js";
import { BirthCertificateRow, DeathRecordRow, LivingAllowanceRow, ParentageRow, SocialInsuranceRow } from "../../subgraphs/population/store/event-rows.js";
import { PersonRow } from "../../subgraphs/population/store/person-row.js";
import type { Batch } from "./batch.js";
import { generate } from "./generate.js";

/** The registers that are seeded, open. */
export type Registers = Readonly<Record<"population" | "legal-entity" | "geospatial" | "licence", DataSource>>;

/** Which table of which register takes which rows of a batch. */
const TABLES: readonly (readonly [keyof Registers, keyof Batch, EntityTarget<ObjectLiteral>])[] = [
  ["population", "persons", PersonRow],
  ["population", "parentage", ParentageRow],
  ["population", "birthCertificates", BirthCertificateRow],
  ["population", "deathRecords", DeathRecordRow],
  ["population", "socialInsurances", SocialInsuranceRow],
  ["population", "livingAllowances", LivingAllowanceRow],
  ["legal-entity", "legalEntities", LegalEntityRow],
  ["legal-entity", "shareholdings", ShareholdingRow],
  ["legal-entity", "annualReports", AnnualReportRow],
  ["geospatial", "parcels", ParcelRow],
  ["geospatial", "parcelOwners", ParcelOwnerRow],
  ["geospatial", "premises", PremisesRow],
  ["geospatial", "mortgages", MortgageRow],
  ["licence", "licences", LicenceRow],
];

/** What is invented. */
export interface SeedPlan {
  readonly persons: number;
  readonly seed: number;
}

const STATE_TABLE = "seed_state";

/** Why the registers are left as they are. */
export class RegistersInUse extends Error {}

/** What is to be done where other invented people are: leave them, or replace them by those of the plan. */
export type OtherPeople = "KEEP" | "REPLACE";

const INCOMPLETE = "incomplete";

/**
 * Seeds the registers, unless they hold invented people already. An interrupted seeding is begun anew; only what a seeding
 * wrote is ever emptied. Streams: memory does not grow with the number of persons.
 * @param onProgress persons written so far
 * @returns whether anything was written
 * @throws RegistersInUse, and changes nothing, when a register holds rows that no seeding wrote, or when some registers hold
 * other people than the plan's and some do not, and nobody said to replace them
 */
export async function seedRegisters(
  registers: Registers,
  plan: SeedPlan,
  onProgress: (persons: number) => void,
  others: OtherPeople = "KEEP",
): Promise<boolean> {
  const wanted = planName(plan);
  for (const [name, register] of Object.entries(registers) as [keyof Registers, DataSource][]) await refuseForeignRows(name, register);
  const states = await Promise.all(Object.values(registers).map(readState));
  if (states.every((state) => state === wanted)) return false;
  if (others === "KEEP" && holdsOthers(states, wanted)) return false;
  for (const register of Object.values(registers)) await writeState(register, INCOMPLETE);
  await emptyTables(registers);
  await insertRows(registers.geospatial, DivisionRow, [...divisionRows()]);
  let persons = 0;
  let gathered: Batch[] = [];
  const flush = async (): Promise<void> => {
    for (const name of Object.keys(registers) as (keyof Registers)[]) await insertBatches(name, registers[name], gathered);
    for (const batch of gathered) persons += batch.persons.length;
    gathered = [];
    onProgress(persons);
  };
  for (const batch of generate(plan.persons, plan.seed)) {
    gathered.push(batch);
    if (gathered.length === BATCHES_PER_COMMIT) await flush();
  }
  if (gathered.length > 0) await flush();
  for (const register of Object.values(registers)) await writeState(register, wanted);
  return true;
}

/** Whether all registers hold the people of one other plan. @throws RegistersInUse when only some of them do */
function holdsOthers(states: readonly (string | null)[], wanted: string): boolean {
  const others = states.filter((state) => state !== null && state !== INCOMPLETE && state !== wanted);
  if (others.length === 0) return false;
  if (others.length === states.length && new Set(others).size === 1) return true;
  throw new RegistersInUse(
    "Some registers hold invented people and others hold none or other ones, so nothing was changed. To have new people in all four, run: npm run seed -- --replace",
  );
}

/** Changes whenever the plan or the generator's version does. */
function planName({ persons, seed }: SeedPlan): string {
  return createHash("sha256").update(`generator 1, ${persons} persons, seed ${seed}`).digest("hex").slice(0, 16);
}

/** A register that says nothing of a seeding may only be empty: everything else is somebody's. */
async function refuseForeignRows(name: keyof Registers, register: DataSource): Promise<void> {
  if ((await readState(register)) !== null) return;
  const tables = TABLES.flatMap(([owner, , target]) => (owner === name ? [target] : []));
  if (name === "geospatial") tables.push(DivisionRow);
  for (const table of tables) {
    if (!(await register.getRepository(table).exists())) continue;
    throw new RegistersInUse(
      `The ${name} register holds rows that no seeding wrote, so nothing was changed. Inventing people is for empty databases: name others with DATABASE_URL or DATA_DIR.`,
    );
  }
}

async function hasTable(register: DataSource): Promise<boolean> {
  const runner = register.createQueryRunner();
  try {
    return await runner.hasTable(STATE_TABLE);
  } finally {
    await runner.release();
  }
}

async function readState(register: DataSource): Promise<string | null> {
  if (!(await hasTable(register))) return null;
  const [row]: { state: string }[] = await register.query(`SELECT state FROM ${STATE_TABLE} WHERE id = 1`);
  return row?.state ?? null;
}

async function writeState(register: DataSource, state: string): Promise<void> {
  await register.query(`CREATE TABLE IF NOT EXISTS ${STATE_TABLE} (id integer PRIMARY KEY, state varchar(32) NOT NULL)`);
  await register.query(`DELETE FROM ${STATE_TABLE} WHERE id = 1`);
  await register.query(`INSERT INTO ${STATE_TABLE} (id, state) VALUES (1, ?)`, [state]);
}

async function emptyTables(registers: Registers): Promise<void> {
  for (const [name, , target] of TABLES) await registers[name].getRepository(target).clear();
  await registers.geospatial.getRepository(DivisionRow).clear();
}

async function insertBatches(name: keyof Registers, register: DataSource, batches: readonly Batch[]): Promise<void> {
  await register.transaction(async (manager) => {
    const within = { query: manager.query.bind(manager), getMetadata: register.getMetadata.bind(register) };
    for (const [owner, rows, target] of TABLES) {
      if (owner !== name) continue;
      for (const batch of batches) await insertRows(within, target, batch[rows]);
    }
  });
}

/** A durable commit costs milliseconds, so about 20,000 persons share one; more would only cost memory. */
const BATCHES_PER_COMMIT = 20;

/** Rows in one statement: below SQLite's limit of 32,766 parameters for the widest table. */
const ROWS_PER_STATEMENT = 500;

async function insertRows(
  register: Pick<DataSource, "query" | "getMetadata">,
  target: EntityTarget<ObjectLiteral>,
  rows: readonly ObjectLiteral[],
): Promise<void> {
  const { tableName, columns } = register.getMetadata(target);
  const names = columns.map(({ databaseName }) => `\`${databaseName}\``).join();
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const slice = rows.slice(start, start + ROWS_PER_STATEMENT);
    const values: unknown[] = [];
    for (const row of slice) for (const { propertyName } of columns) values.push(toValue(row[propertyName]));
    const places = `(${columns.map(() => "?").join()})`;
    await register.query(`INSERT INTO \`${tableName}\` (${names}) VALUES ${Array(slice.length).fill(places).join()}`, values);
  }
}

function toValue(value: unknown): unknown {
  return typeof value === "boolean" ? Number(value) : (value ?? null);
}
