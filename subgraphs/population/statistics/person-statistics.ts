import { Arg, Ctx, Field, InputType, Query, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../kit/definition.js";
import { Statistics } from "../../kit/shared-types.js";
import { Exercises, Reveals } from "../../kit/sharing.js";
import { readStatistics } from "../../kit/statistics.js";
import { PersonDimension, PersonMeasure } from "../graph/enums.js";
import { PersonFilter } from "../graph/person-filter.js";
import { addConditions } from "../store/person-conditions.js";
import { PersonRow } from "../store/person-row.js";
import { MaritalStatus } from "../terms.js";

const DIMENSION_SQL: Readonly<Record<PersonDimension, string>> = {
  SEX: "item.sex",
  BIRTH_DECADE: "SUBSTR(item.birthDate, 1, 3)",
  ETHNICITY: "item.ethnicity",
  REGISTERED_DIVISION: "item.registeredDivision",
  MARITAL_STATUS: "item.maritalStatus",
};

const MEASURE_SQL: Readonly<Record<PersonMeasure, string>> = { AVERAGE_ANNUAL_INCOME: "AVG(item.annualIncome)" };

@InputType({ description: "Which persons a statistic counts · 统计范围" })
export class PersonStatisticsFilter extends PersonFilter {
  @Field(() => MaritalStatus, { nullable: true, description: "Marital status · 婚姻状况" })
  @Reveals("Person.maritalStatus")
  maritalStatus?: MaritalStatus | null;
}

/** Statistics of the register's persons, the dead included unless the filter says otherwise. */
@Resolver()
export class PersonStatisticsResolver {
  @Query(() => Statistics, { description: "Counts and averages over persons. Not yet protected against inference · 人口统计（尚未采取防推断措施）" })
  @Exercises("AGGREGATE")
  personStatistics(
    @Arg("groupBy", () => [PersonDimension], { description: "Dimensions · 统计维度" }) groupBy: PersonDimension[],
    @Arg("where", () => PersonStatisticsFilter, { nullable: true, description: "Which persons · 统计范围" }) where: PersonStatisticsFilter | null,
    @Arg("measures", () => [PersonMeasure], { nullable: true, description: "Measures, beside the count · 统计指标" }) measures: PersonMeasure[] | null,
    @Ctx() context: SubgraphContext,
  ): Promise<Statistics> {
    return readStatistics(context, {
      target: PersonRow,
      division: "registeredDivision",
      groupBy,
      measures: measures ?? [],
      dimensionSql: DIMENSION_SQL,
      measureSql: MEASURE_SQL,
      shown: (dimension, value) => (dimension === PersonDimension.BIRTH_DECADE ? `${value}0s` : value),
      where: (query) => addConditions(query, where ?? {}),
    });
  }
}
