import type { DataSource, EntityTarget, ObjectLiteral, SelectQueryBuilder } from "typeorm";
import { Refusal } from "../../consent/model/errors.js";
import type { SubgraphContext } from "./definition.js";
import { scopeCondition } from "./scope.js";

/** Elements that a page may hold. */
export const MAX_PAGE = 200;
const DEFAULT_PAGE = 20;

/** A page of a list, as Relay's connection specification has it; paged by key, never by offset. */
export interface Page<Row> {
  readonly edges: readonly { readonly node: Row; readonly cursor: string }[];
  readonly nodes: readonly Row[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** What one page is asked of. */
export interface PageQuery<Row extends ObjectLiteral> {
  readonly target: EntityTarget<Row>;
  /** The primary key's property, by which the list is ordered. */
  readonly key: keyof Row & string;
  /**
   * The property of the register's division, by which the list is bound to the caller's scope and ordered before its key;
   * null for open data. An index on (division, key) then reads a page in one piece, however large the register.
   */
  readonly division: (keyof Row & string) | null;
  readonly first: number | null | undefined;
  readonly after: string | null | undefined;
  /** The client's filter, to which cursors are bound. */
  readonly filter: unknown;
  /** Adds the filter's conditions; rows are named `item`. */
  readonly where: (query: SelectQueryBuilder<Row>) => void;
}

/**
 * Reads one page in one statement, the scope before the paging (rule 8): no node, count or cursor tells of an outsider.
 * @throws Refusal BAD_USER_INPUT for a page size outside 1 to `MAX_PAGE`, or a cursor that is not the caller's
 */
export async function readPage<Row extends ObjectLiteral>(
  { database, caller, cursors }: Pick<SubgraphContext, "database" | "caller" | "cursors">,
  page: PageQuery<Row>,
): Promise<Page<Row>> {
  const { key, division, after } = page;
  const size = page.first ?? DEFAULT_PAGE;
  if (size < 1 || size > MAX_PAGE) throw new Refusal("BAD_USER_INPUT", { argument: "first" });
  const list = [database.getMetadata(page.target).tableName, page.filter];
  const query = listQuery(database, page, scopeOf(caller, division)).limit(size + 1);
  if (after != null) startAfter(query, page, cursors.open(after, caller, list));
  const rows = await query.getMany();
  const nodes = rows.slice(0, size);
  const position = (row: Row) => JSON.stringify([division === null ? "" : row[division], row[key]]);
  const edges = nodes.map((node) => ({ node, cursor: cursors.seal(position(node), caller, list) }));
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

type Condition = ReturnType<typeof scopeCondition>;

function scopeOf(caller: SubgraphContext["caller"], division: string | null): Condition | null {
  return division === null ? null : scopeCondition(caller, `item.${division}`);
}

function listQuery<Row extends ObjectLiteral>(database: DataSource, { target, key, division, where }: PageQuery<Row>, scope: Condition | null) {
  const query = database.createQueryBuilder(target, "item");
  where(query);
  if (scope) query.andWhere(scope.sql, scope.parameters);
  if (division !== null) query.addOrderBy(`item.${division}`, "ASC");
  return query.addOrderBy(`item.${key}`, "ASC");
}

/** Where the page before ended. The first comparison alone lets an index find the place. */
function startAfter<Row extends ObjectLiteral>(query: SelectQueryBuilder<Row>, { key, division }: PageQuery<Row>, position: string): void {
  const [afterDivision, afterKey] = JSON.parse(position) as [string, string];
  if (division === null) query.andWhere(`item.${key} > :afterKey`, { afterKey });
  else {
    query.andWhere(`item.${division} >= :afterDivision AND (item.${division} > :afterDivision OR item.${key} > :afterKey)`, { afterDivision, afterKey });
  }
}
