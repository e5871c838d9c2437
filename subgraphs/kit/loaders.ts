import DataLoader from "dataloader";
import { type DataSource, type EntityTarget, In, type ObjectLiteral } from "typeorm";
import { type BoundedRowsQuery, boundedRows } from "./bounded-rows.js";

/** One row by its key; many keys in one statement. Rows without a key are null. */
export function rowLoader<Row extends ObjectLiteral>(
  database: DataSource,
  target: EntityTarget<Row>,
  key: keyof Row & string,
): DataLoader<string, Row | null> {
  return new DataLoader(async (keys) => {
    const rows = await database.getRepository(target).findBy({ [key]: In([...keys]) } as never);
    const byKey = new Map(rows.map((row) => [String(row[key]), row]));
    return keys.map((wanted) => byKey.get(wanted) ?? null);
  });
}

/** The first rows of each key, in order, at most `bound` each; many keys in one statement. */
export function rowsLoader<Row extends ObjectLiteral>(
  database: DataSource,
  target: EntityTarget<Row>,
  query: Omit<BoundedRowsQuery<Row>, "keys">,
): DataLoader<string, Row[]> {
  return new DataLoader(async (keys) => {
    const rows = await boundedRows(database, target, { ...query, keys });
    return keys.map((wanted) => rows.get(wanted) ?? []);
  });
}
