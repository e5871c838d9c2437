import "reflect-metadata";
import { chmodSync, closeSync, mkdirSync, openSync, statSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createConnection } from "mysql2/promise";
import { DataSource, type DataSourceOptions } from "typeorm";
import type { Class, SubgraphDefinition } from "./definition.js";

/** Which database a service wants. */
export interface DatabaseRequest {
  /** The service's name: the SQLite file's, or the MySQL database's behind a prefix. */
  readonly name: string;
  readonly entities: readonly Class[];
  readonly migrations: SubgraphDefinition["migrations"];
  /** `mysql://user:password@host:port[/prefix]`, `sqlite:<file>`, or absent: a file in `directory`. */
  readonly url?: string | undefined;
  /** Where SQLite files lie; `data` by default. */
  readonly directory?: string | undefined;
  /** Connections of a MySQL pool; 10 by default. SQLite has one. */
  readonly poolSize?: number | undefined;
  /**
   * Who waits for the disk on SQLite: each COMMIT, which stops the whole process meanwhile (the default), or the caller,
   * with `syncSqlite` after it. MySQL servers wait by their own configuration (`innodb_flush_log_at_trx_commit`).
   */
  readonly durableBy?: "COMMIT" | "CALLER" | undefined;
}

/** How long a process waits for another that migrates the same MySQL database. */
const MIGRATION_WAIT_SECONDS = 60;
/** How long a statement waits for another process that writes to the same SQLite file. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Opens a service's database, creates it where it is missing, and migrates it: the one way for both engines. On SQLite
 * commits are durable (`synchronous=FULL`) and readers do not wait for the writer (WAL); on MySQL processes that start
 * together migrate one after the other.
 * @throws Error that names the service, never the URL, which holds a password
 */
export async function openDatabase(request: DatabaseRequest): Promise<DataSource> {
  try {
    const scheme = request.url === undefined ? "sqlite" : request.url.slice(0, Math.max(0, request.url.indexOf(":")));
    switch (scheme) {
      case "sqlite":
        return await openMigrated(sqliteOptions(request));
      case "mysql":
        return await openMysql(request, new URL(request.url ?? ""));
      default:
        throw new Error("neither mysql: nor sqlite:");
    }
  } catch (cause) {
    throw new Error(`The database of ${request.name} could not be opened; is DATABASE_URL right and the server up?`, { cause });
  }
}

async function openMigrated(options: DataSourceOptions): Promise<DataSource> {
  const database = await new DataSource(options).initialize();
  try {
    await database.runMigrations({ transaction: "each" });
    return database;
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

function sharedOptions({ entities, migrations }: DatabaseRequest) {
  return { entities: [...entities], migrations: [...migrations], migrationsTableName: "migrations", logging: false as const };
}

/**
 * A register is nobody's to read but the department's, also one that an earlier release made readable; SQLite gives a new
 * log the rights of the file itself.
 */
function makePrivateFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, "a", 0o600));
  for (const each of [file, `${file}-wal`, `${file}-shm`]) {
    const mode = statSync(each, { throwIfNoEntry: false })?.mode ?? 0;
    if (process.platform !== "win32" && (mode & 0o077) !== 0) chmodSync(each, 0o600);
  }
}

function sqliteOptions(request: DatabaseRequest): DataSourceOptions {
  const file = request.url?.slice("sqlite:".length) ?? join(request.directory ?? "data", `${request.name}.sqlite`);
  if (file === "") throw new Error("sqlite: names no file");
  if (file !== ":memory:") makePrivateFile(file);
  return {
    ...sharedOptions(request),
    type: "better-sqlite3",
    database: file,
    enableWAL: file !== ":memory:",
    prepareDatabase: (database: { pragma(text: string): void }) => {
      database.pragma(`synchronous = ${request.durableBy === "CALLER" ? "NORMAL" : "FULL"}`);
      database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    },
  };
}

/**
 * Makes what is committed durable without stopping the process: with `synchronous=NORMAL` SQLite leaves only the sync of
 * the write-ahead log after a COMMIT to others, and does every other one itself (sqlite.org, "PRAGMA synchronous").
 * @returns waits for the disk; resolves at once for MySQL and for a database in memory
 */
export function syncSqlite({ options }: Pick<DataSource, "options">): () => Promise<void> {
  if (options.type !== "better-sqlite3" || options.database === ":memory:") return async () => undefined;
  const file = `${options.database}-wal`;
  let log: FileHandle | null = null;
  return async () => {
    if (!log) {
      log = await open(file, "r+");
      // A new file is only there for good once its folder is written too.
      const folder = await open(dirname(file), "r");
      await folder.sync();
      await folder.close();
    }
    await log.datasync();
  };
}

async function openMysql(request: DatabaseRequest, url: URL): Promise<DataSource> {
  const prefix = decodeURIComponent(url.pathname.slice(1)) || "assent";
  const database = `${prefix}_${request.name}`.replaceAll(/\W/g, "_");
  const access = { host: url.hostname, port: Number(url.port || 3306), user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  const first = await createConnection(access);
  try {
    await first.query(`CREATE DATABASE IF NOT EXISTS \`${database}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    const [rows] = await first.query("SELECT GET_LOCK(?, ?) AS held", [`migrate ${database}`.slice(0, 64), MIGRATION_WAIT_SECONDS]);
    if ((rows as { held: number | null }[])[0]?.held !== 1) throw new Error("another process has not finished migrating");
    return await openMigrated(mysqlOptions(request, access, database));
  } finally {
    // The lock goes with its connection.
    await first.end();
  }
}

interface MysqlAccess {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

function mysqlOptions(request: DatabaseRequest, { user, ...access }: MysqlAccess, database: string): DataSourceOptions {
  return {
    ...sharedOptions(request),
    ...access,
    type: "mysql",
    username: user,
    database,
    charset: "utf8mb4_bin",
    timezone: "Z",
    poolSize: request.poolSize ?? 10,
    // Counts are numbers on both engines; only what a number cannot hold exactly is a text.
    supportBigNumbers: true,
    bigNumberStrings: false,
  };
}
