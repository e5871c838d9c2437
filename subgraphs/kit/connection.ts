import type { DataSource, EntityTarget, ObjectLiteral, SelectQueryBuilder } from "typeorm";
import { Refusal } from "../../consent/model/errors.js";
import type { SubgraphContext } from "./definition.js";
import { scopeCondition } from "./scope.js";

/** Elements that a page may hold. */
export const MAX_PAGE = 200;

/** A page of a list, as Relay's connection specification has it; paged by key, never by offset. */
export interface Page<Row> {
  readonly edges: readonly { readonly node: Row; readonly cursor: string }[];
  readonly nodes: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly startCursor: string | null; readonly endCursor: string | null };
}

/** What one page is asked of. */
export interface PageQuery<Row extends ObjectLiteral> {
  readonly target: EntityTarget<Row>;
  /** The primary key's property, by which the list is ordered. */
  readonly key: keyof Row & string;
  /** The property of the register's division, by which the list is bound to the caller's scope; null for open data. */
  readonly division: (keyof Row & string) | null;
  readonly first: number | null | undefined;
  readonly after: string | null | undefined;
  /** The client's filter, to which cursors are bound. */
  readonly filter: unknown;
  /** Adds the filter's conditions; rows are named `item`. */
  readonly where: (query: SelectQueryBuilder<Row>) => void;
}

/**
 * Reads one page in one statement, the scope before the paging (rule 8).
 * @throws Refusal BAD_USER_INPUT for a page size outside 1 to `MAX_PAGE`, or a cursor that is not the caller's
 */
export async function readPage<Row extends ObjectLiteral>(
  { database, caller, cursors }: Pick<SubgraphContext, "database" | "caller" | "cursors"> & { readonly database: DataSource },
  { target, key, division, first, after, filter, where }: PageQuery<Row>,
): Promise<Page<Row>> {
  const size = first ?? 20;
  if (size < 1 || size > MAX_PAGE) throw new Refusal("BAD_USER_INPUT", { argument: "first" });
  const query = database.createQueryBuilder(target, "item").orderBy(`item.${key}`, "ASC").limit(size + 1);
  where(query);
  if (division !== null) {
    const scope = scopeCondition(caller, `item.${division}`);
    query.andWhere(scope.sql, scope.parameters);
  }
  if (after != null) query.andWhere(`item.${key} > :after`, { after: cursors.open(after, caller, filter) });
  const rows = await query.getMany();
  const nodes = rows.slice(0, size);
  const edges = nodes.map((node) => ({ node, cursor: cursors.seal(String(node[key]), caller, filter) }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: rows.length > size,
      hasPreviousPage: after != null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
