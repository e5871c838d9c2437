import "reflect-metadata";
import { mkdirSync } from "node:fs";
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
}

/**
 * Opens a service's database, creates it where it is missing, and migrates it: the one way for both engines. SQLite
 * commits are durable (`synchronous=FULL`) and readers do not wait for the writer (WAL).
 * @throws Error that names the engine and the database, never the URL, which holds a password
 */
export async function openDatabase(request: DatabaseRequest): Promise<DataSource> {
  try {
    const options = request.url?.startsWith("mysql:") ? await mysqlOptions(request, request.url) : sqliteOptions(request);
    const database = new DataSource(options);
    await database.initialize();
    await database.runMigrations({ transaction: "each" });
    return database;
  } catch (cause) {
    throw new Error(`The database of ${request.name} could not be opened; is DATABASE_URL right and the server up?`, { cause });
  }
}

function sharedOptions({ entities, migrations }: DatabaseRequest) {
  return { entities: [...entities], migrations: [...migrations], migrationsTableName: "migrations", logging: false as const };
}

function sqliteOptions(request: DatabaseRequest): DataSourceOptions {
  const file = request.url?.startsWith("sqlite:") ? request.url.slice("sqlite:".length) : join(request.directory ?? "data", `${request.name}.sqlite`);
  if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true });
  return {
    ...sharedOptions(request),
    type: "better-sqlite3",
    database: file,
    enableWAL: file !== ":memory:",
    prepareDatabase: (database: { pragma(text: string): void }) => {
      database.pragma("synchronous = FULL");
      database.pragma("busy_timeout = 5000");
    },
  };
}

async function mysqlOptions(request: DatabaseRequest, text: string): Promise<DataSourceOptions> {
  const url = new URL(text);
  const prefix = url.pathname.slice(1) || "assent";
  const database = `${prefix}_${request.name}`.replaceAll(/\W/g, "_");
  const access = { host: url.hostname, port: Number(url.port || 3306), user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  const connection = await createConnection(access);
  await connection.query(`CREATE DATABASE IF NOT EXISTS \`${database}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  await connection.end();
  return {
    ...sharedOptions(request),
    type: "mysql",
    host: access.host,
    port: access.port,
    username: access.user,
    password: access.password,
    database,
    charset: "utf8mb4_bin",
    timezone: "Z",
    poolSize: 10,
    supportBigNumbers: true,
  };
}
