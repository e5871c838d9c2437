import type { DataSource, EntityTarget, ObjectLiteral } from "typeorm";

/** The first rows of each of many keys: a plain list with a published bound, for a whole batch in one statement. */
export interface BoundedRowsQuery<Row extends ObjectLiteral> {
  /** The property by which the keys are looked up; an index should begin with it. */
  readonly by: keyof Row & string;
  readonly keys: readonly string[];
  /** Properties that order the rows of one key; with `by` they should be unique, or which rows are first is left to chance. */
  readonly order: readonly (keyof Row & string)[];
  readonly descending?: boolean;
  /** Rows of one key at most. */
  readonly bound: number;
  /** Demands one more thing of each row. */
  readonly where?: { readonly [Property in keyof Row]?: Row[Property] };
}

const RANK = "rank_in_key";

/**
 * Reads the first `bound` rows of each key in one SQL statement, however many keys and rows there are.
 * @returns key → its rows in order; a key without rows has an empty list
 */
export async function boundedRows<Row extends ObjectLiteral>(
  dataSource: DataSource,
  target: EntityTarget<Row>,
  query: BoundedRowsQuery<Row>,
): Promise<Map<string, Row[]>> {
  const rows = new Map<string, Row[]>(query.keys.map((key) => [key, []]));
  if (rows.size === 0) return rows;
  const direction = query.descending ? "DESC" : "ASC";
  const order = query.order.map((property) => `item.${property} ${direction}`).join(", ");
  const ranked = dataSource
    .createQueryBuilder(target, "item")
    .addSelect(`ROW_NUMBER() OVER (PARTITION BY item.${query.by} ORDER BY ${order})`, RANK)
    .where(`item.${query.by} IN (:...keys)`, { keys: [...rows.keys()] })
    .andWhere(query.where ?? {});
  const { columns } = dataSource.getMetadata(target);
  const raw: ObjectLiteral[] = await dataSource
    .createQueryBuilder()
    .select("ranked.*")
    .from(`(${ranked.getQuery()})`, "ranked")
    .where(`ranked.${RANK} <= :bound`, { bound: query.bound })
    .orderBy(`ranked.${RANK}`)
    .setParameters(ranked.getParameters())
    .getRawMany();
  for (const values of raw) {
    const row = dataSource.getMetadata(target).create() as Row;
    for (const column of columns) column.setEntityValue(row, dataSource.driver.prepareHydratedValue(values[`item_${column.databaseName}`], column));
    rows.get(String(row[query.by]))?.push(row);
  }
  return rows;
}
