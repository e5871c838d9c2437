import DataLoader from "dataloader";
import { type DataSource, type EntityTarget, In, type ObjectLiteral } from "typeorm";
import { type BoundedRowsQuery, boundedRows } from "./bounded-rows.js";

/** Keys of one statement: below the bound parameters that SQLite takes (32,766), far above what a request asks for. */
const MAX_KEYS = 10_000;

/** One row by its key, null where there is none; many keys in one statement. */
export function rowLoader<Row extends ObjectLiteral>(database: DataSource, target: EntityTarget<Row>, key: keyof Row & string): DataLoader<string, Row | null> {
  return new DataLoader(
    async (keys) => {
      const rows = await database.getRepository(target).findBy({ [key]: In([...keys]) } as never);
      const byKey = new Map(rows.map((row) => [String(row[key]), row]));
      return keys.map((wanted) => byKey.get(wanted) ?? null);
    },
    { maxBatchSize: MAX_KEYS },
  );
}

/** The first rows of each key, in order, at most `bound` each; many keys in one statement. */
export function rowsLoader<Row extends ObjectLiteral>(
  database: DataSource,
  target: EntityTarget<Row>,
  query: Omit<BoundedRowsQuery<Row>, "keys">,
): DataLoader<string, Row[]> {
  return new DataLoader(
    async (keys) => {
      const rows = await boundedRows(database, target, { ...query, keys });
      return keys.map((wanted) => rows.get(wanted) ?? []);
    },
    { maxBatchSize: MAX_KEYS },
  );
}
