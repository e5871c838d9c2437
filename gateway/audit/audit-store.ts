import { type DataSource, type MigrationInterface, type QueryRunner, Table } from "typeorm";
import { type DatabaseRequest, openDatabase, syncSqlite } from "../../subgraphs/kit/database.js";
import type { AppendEntries, AuditEntry } from "./audit-writer.js";

/** The append-only table of records, and the secrets of their results' HMACs, kept apart. */
export class CreateAuditTables1763900000000 implements MigrationInterface {
  name = "CreateAuditTables1763900000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: "audit_records",
        columns: [
          { name: "position", type: "integer", isPrimary: true, isGenerated: true, generationStrategy: "increment" },
          { name: "id", type: "varchar", length: "36", isUnique: true },
          { name: "recorded_at", type: "varchar", length: "24" },
          { name: "gateway", type: "varchar", length: "64" },
          { name: "record", type: runner.connection.options.type === "mysql" ? "mediumtext" : "text" },
        ],
        indices: [{ name: "audit_records_recorded_at", columnNames: ["recorded_at"] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: "audit_result_secrets",
        columns: [
          { name: "id", type: "varchar", length: "36", isPrimary: true },
          { name: "secret", type: "varchar", length: "44" },
        ],
      }),
    );
  }

  async down(): Promise<void> {
    throw new Error("the record is kept; it is not migrated away");
  }
}

/** Migrations of the audit database, in order. */
const AUDIT_MIGRATIONS = [CreateAuditTables1763900000000];

/** Opens the audit database, whose appender waits for the disk itself. */
export function openAuditDatabase(options: Pick<DatabaseRequest, "url" | "directory">): Promise<DataSource> {
  return openDatabase({ name: "audit", entities: [], migrations: AUDIT_MIGRATIONS, durableBy: "CALLER", ...options });
}

/**
 * Appends entries in one transaction, two statements however many entries, and waits until they are on the disk; the
 * gateway goes on meanwhile, and the records of what it answers then share the next transaction. Nothing here updates or deletes.
 */
export function createAuditAppender(database: DataSource): AppendEntries {
  const sync = syncSqlite(database);
  return async (entries) => {
    const secrets = entries.filter(({ resultSecret }) => resultSecret !== null);
    await database.transaction(async (manager) => {
      await manager.query(
        `INSERT INTO audit_records (id, recorded_at, gateway, record) VALUES ${rowsOf(entries.length, 4)}`,
        entries.flatMap(({ id, recordedAt, gateway, text }) => [id, recordedAt, gateway, text]),
      );
      if (secrets.length === 0) return;
      await manager.query(`INSERT INTO audit_result_secrets (id, secret) VALUES ${rowsOf(secrets.length, 2)}`, secrets.flatMap(secretRow));
    });
    await sync();
  };
}

function secretRow({ id, resultSecret }: AuditEntry): string[] {
  return [id, resultSecret?.toString("base64url") ?? ""];
}

function rowsOf(rows: number, columns: number): string {
  return Array(rows)
    .fill(`(${Array(columns).fill("?").join()})`)
    .join();
}
