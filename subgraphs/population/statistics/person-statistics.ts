import { Arg, Ctx, Query, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../kit/definition.js";
import { scopeCondition } from "../../kit/scope.js";
import { Statistics } from "../../kit/shared-types.js";
import { Exercises, Reveals } from "../../kit/sharing.js";
import { PersonDimension, PersonMeasure } from "../graph/enums.js";
import { Field, InputType } from "type-graphql";
import { applyFilter, PersonFilter } from "../person-roots.js";
import { PersonRow } from "../store/person-row.js";
import { MaritalStatus } from "../terms.js";

/** The SQL of each dimension; constants of ours, never a client's text. */
const DIMENSION_SQL: Readonly<Record<PersonDimension, string>> = {
  SEX: "item.sex",
  BIRTH_DECADE: "SUBSTR(item.birthDate, 1, 3)",
  ETHNICITY: "item.ethnicity",
  REGISTERED_DIVISION: "item.registeredDivision",
  MARITAL_STATUS: "item.maritalStatus",
};

const MEASURE_SQL: Readonly<Record<PersonMeasure, string>> = { AVERAGE_ANNUAL_INCOME: "AVG(item.annualIncome)" };

/** Groups that a statistic may have. */
const MAX_ROWS = 5000;

@InputType({ description: "Which persons a statistic counts · 统计范围" })
export class PersonStatisticsFilter extends PersonFilter {
  @Field(() => MaritalStatus, { nullable: true, description: "Marital status · 婚姻状况" })
  @Reveals("Person.maritalStatus")
  maritalStatus?: MaritalStatus | null;
}

@Resolver()
export class PersonStatisticsResolver {
  @Query(() => Statistics, { description: "Counts and averages over persons. Not yet protected against inference · 人口统计（尚未采取防推断措施）" })
  @Exercises("AGGREGATE")
  async personStatistics(
    @Arg("groupBy", () => [PersonDimension], { description: "Dimensions · 统计维度" }) groupBy: PersonDimension[],
    @Arg("where", () => PersonStatisticsFilter, { nullable: true, description: "Which persons · 统计范围" }) where: PersonStatisticsFilter | null,
    @Arg("measures", () => [PersonMeasure], { nullable: true, description: "Measures, beside the count · 统计指标" }) measures: PersonMeasure[] | null,
    @Ctx() { database, caller }: SubgraphContext,
  ): Promise<Statistics> {
    const dimensions = [...new Set(groupBy)];
    const measured = [...new Set(measures ?? [])];
    const query = database.createQueryBuilder(PersonRow, "item").select("COUNT(*)", "count").limit(MAX_ROWS);
    dimensions.forEach((dimension, index) => {
      query.addSelect(DIMENSION_SQL[dimension], `d${index}`).addGroupBy(DIMENSION_SQL[dimension]).addOrderBy(DIMENSION_SQL[dimension]);
    });
    measured.forEach((measure, index) => query.addSelect(MEASURE_SQL[measure], `m${index}`));
    const scope = scopeCondition(caller, "item.registeredDivision");
    query.where(scope.sql, scope.parameters);
    if (where) applyFilter(query, where);
    if (where?.maritalStatus) query.andWhere("item.maritalStatus = :maritalStatus", { maritalStatus: where.maritalStatus });
    const rows: Record<string, string | number | null>[] = await query.getRawMany();
    return {
      rows: rows.map((row) => ({
        count: Number(row.count),
        dimensions: dimensions.map((dimension, index) => ({ dimension, value: shown(dimension, row[`d${index}`]) })),
        measures: measured.map((measure, index) => ({ measure, value: row[`m${index}`] === null ? null : Number(row[`m${index}`]) })),
      })),
    };
  }
}

function shown(dimension: PersonDimension, value: string | number | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  return dimension === PersonDimension.BIRTH_DECADE ? `${value}0s` : String(value);
}
