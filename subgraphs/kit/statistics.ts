import type { EntityTarget, ObjectLiteral, SelectQueryBuilder } from "typeorm";
import { Refusal } from "../../consent/model/errors.js";
import type { SubgraphContext } from "./definition.js";
import { scopeCondition } from "./scope.js";
import type { Statistics } from "./shared-types.js";

/** Groups that a statistic may have. */
export const MAX_GROUPS = 5000;

/** What one statistic is asked of. Rows are named `item`; the SQL is a constant of the department's, never a client's text. */
export interface StatisticsQuery<Row extends ObjectLiteral, Dimension extends string, Measure extends string> {
  readonly target: EntityTarget<Row>;
  /** The property of the register's division, by which the statistic is bound to the caller's scope. */
  readonly division: keyof Row & string;
  readonly groupBy: readonly Dimension[];
  readonly measures: readonly Measure[];
  readonly dimensionSql: Readonly<Record<Dimension, string>>;
  readonly measureSql: Readonly<Record<Measure, string>>;
  /** How a dimension's value is shown; as the register holds it by default. */
  readonly shown?: (dimension: Dimension, value: string) => string;
  /** Adds the filter's conditions. */
  readonly where: (query: SelectQueryBuilder<Row>) => void;
}

/**
 * Counts rows in the caller's divisions by group, in the order of the groups; without a dimension, all in one group.
 * Plain counts: not yet protected against inference.
 * @throws Refusal OPERATION_TOO_COSTLY for more groups than `MAX_GROUPS`
 */
export async function readStatistics<Row extends ObjectLiteral, Dimension extends string, Measure extends string>(
  { database, caller }: Pick<SubgraphContext, "database" | "caller">,
  { target, division, dimensionSql, measureSql, where, shown = (_, value) => value, ...asked }: StatisticsQuery<Row, Dimension, Measure>,
): Promise<Statistics> {
  const dimensions = [...new Set(asked.groupBy)];
  const measures = [...new Set(asked.measures)];
  const query = database.createQueryBuilder(target, "item").select("COUNT(*)", "items");
  for (const [index, dimension] of dimensions.entries()) {
    query.addSelect(dimensionSql[dimension], `dimension${index}`).addGroupBy(dimensionSql[dimension]).addOrderBy(dimensionSql[dimension]);
  }
  for (const [index, measure] of measures.entries()) query.addSelect(measureSql[measure], `measure${index}`);
  where(query);
  const scope = scopeCondition(caller, `item.${division}`);
  query.andWhere(scope.sql, scope.parameters).limit(MAX_GROUPS + 1);
  const groups: Readonly<Record<string, string | number | null>>[] = await query.getRawMany();
  if (groups.length > MAX_GROUPS) throw new Refusal("OPERATION_TOO_COSTLY", { limit: "statisticsGroups", max: MAX_GROUPS });
  const rows = groups.map((group) => ({
    count: Number(group.items),
    dimensions: dimensions.map((dimension, index) => {
      const value = group[`dimension${index}`];
      return { dimension, value: value == null ? null : shown(dimension, String(value)) };
    }),
    measures: measures.map((measure, index) => ({ measure, value: numberOrNull(group[`measure${index}`]) })),
  }));
  return { rows };
}

/** Engines give sums and averages as numbers or as decimal texts; null where a group has nothing to measure. */
function numberOrNull(value: string | number | null | undefined): number | null {
  return value == null ? null : Number(value);
}
