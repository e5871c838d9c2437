import type { DataSource, Logger } from "typeorm";

/** A statement as the database was asked it. */
export interface WatchedStatement {
  readonly sql: string;
  readonly parameters: unknown[];
}

/** Counts what a database is asked: the statements since the last `take()`. */
export function watchStatements(database: DataSource): { take(): WatchedStatement[] } {
  let seen: WatchedStatement[] = [];
  const logger: Logger = {
    logQuery: (sql, parameters) => void seen.push({ sql, parameters: Array.isArray(parameters) ? parameters : [] }),
    logQueryError: () => {},
    logQuerySlow: () => {},
    logSchemaBuild: () => {},
    logMigration: () => {},
    log: () => {},
  };
  database.setOptions({ logging: ["query"], logger });
  database.logger = logger;
  return {
    take() {
      const taken = seen;
      seen = [];
      return taken;
    },
  };
}
