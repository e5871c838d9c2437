import type { DataSource, Logger } from "typeorm";

/** Counts what a database is asked: the statements since the last `take()`. */
export function watchStatements(database: DataSource): { take(): string[] } {
  let seen: string[] = [];
  const logger: Logger = {
    logQuery: (statement) => void seen.push(statement),
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
