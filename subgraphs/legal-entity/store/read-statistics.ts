import type { DataSource } from "typeorm";
import { Refusal } from "../../../consent/model/errors.js";
import type { SignedContext } from "../../../consent/model/signed-context.js";
import { scopeCondition } from "../../kit/scope.js";
import type { Statistics } from "../../kit/shared-types.js";
import { STATISTICS_GROUPS_BOUND } from "../bounds.js";
import { LegalEntityDimension, LegalEntityMeasure } from "../terms.js";
import { addConditions, type LegalEntityConditions } from "./filter-condition.js";
import { LegalEntityRow } from "./legal-entity-row.js";

/** What one statistic is asked of. */
export interface StatisticsQuery {
  readonly groupBy: readonly LegalEntityDimension[];
  readonly measures: readonly LegalEntityMeasure[];
  readonly conditions: LegalEntityConditions;
}

const DIMENSIONS: Readonly<Record<LegalEntityDimension, string>> = {
  KIND: "item.kind",
  INDUSTRY: "item.industry",
  STATUS: "item.status",
  DIVISION: "item.division",
  ESTABLISHED_YEAR: "SUBSTR(item.establishedOn, 1, 4)",
};

const MEASURES: Readonly<Record<LegalEntityMeasure, string>> = {
  EMPLOYEES_SUM: "SUM(item.employees)",
  EMPLOYEES_AVERAGE: "AVG(item.employees)",
};

/**
 * Counts legal entities in the caller's divisions by group, in the order of the groups. Plain counts: not yet protected
 * against inference.
 * @throws Refusal OPERATION_TOO_COSTLY for more groups than `STATISTICS_GROUPS_BOUND`
 */
export async function readStatistics(database: DataSource, caller: SignedContext, query: StatisticsQuery): Promise<Statistics> {
  const dimensions = [...new Set(query.groupBy)];
  const measures = [...new Set(query.measures)];
  const select = database.createQueryBuilder(LegalEntityRow, "item").select("COUNT(*)", "items");
  dimensions.forEach((dimension, index) => {
    select.addSelect(DIMENSIONS[dimension], `dimension${index}`).addGroupBy(DIMENSIONS[dimension]).addOrderBy(DIMENSIONS[dimension]);
  });
  measures.forEach((measure, index) => select.addSelect(MEASURES[measure], `measure${index}`));
  addConditions(select, query.conditions);
  const scope = scopeCondition(caller, "item.division");
  const groups: Record<string, unknown>[] = await select.andWhere(scope.sql, scope.parameters).limit(STATISTICS_GROUPS_BOUND + 1).getRawMany();
  if (groups.length > STATISTICS_GROUPS_BOUND) throw new Refusal("OPERATION_TOO_COSTLY", { limit: "statisticsGroups", max: STATISTICS_GROUPS_BOUND });
  return {
    rows: groups.map((group) => ({
      dimensions: dimensions.map((dimension, index) => ({ dimension, value: String(group[`dimension${index}`]) })),
      count: Number(group.items),
      measures: measures.map((measure, index) => ({ measure, value: numberOrNull(group[`measure${index}`]) })),
    })),
  };
}

/** Engines give sums as numbers or as decimal texts; null where no entity of the group has reported. */
function numberOrNull(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}
