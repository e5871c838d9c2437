import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import { readPage } from "../../kit/connection.js";
import { rootEntity } from "../../kit/guard.js";
import { Statistics } from "../../kit/shared-types.js";
import { Exercises, Identifier, Reveals } from "../../kit/sharing.js";
import { readStatistics } from "../../kit/statistics.js";
import type { LegalEntityContext } from "../loaders.js";
import { addConditions } from "../store/filter-condition.js";
import { LegalEntityRow } from "../store/legal-entity-row.js";
import type { ShareholdingRow } from "../store/shareholding-row.js";
import { DIMENSION_SQL, MEASURE_SQL } from "../store/statistics-sql.js";
import { LegalEntityDimension, LegalEntityMeasure } from "../terms.js";
import { LegalEntityConnection } from "./connection.js";
import { LegalEntityFilter, LegalEntityStatisticsFilter } from "./filters.js";
import { type AnnualReport, LegalEntity, type TaxRegistration } from "./legal-entity.js";

/** The register's roots, and the fields of a legal entity that are more than a column. */
@Resolver(() => LegalEntity)
export class LegalEntityResolver {
  @Query(() => LegalEntity, { nullable: true, description: "One legal entity · 查询法人" })
  async legalEntity(
    @Reveals("LegalEntity.uscc") @Identifier("GB_32100") @Arg("uscc", () => ID, { description: "Unified social credit code · 统一社会信用代码" }) uscc: string,
    @Ctx() context: LegalEntityContext,
  ): Promise<object | null> {
    const row = await context.loaders.legalEntities.load(uscc);
    return rootEntity("LegalEntity", row, row?.division ?? null, context);
  }

  @Query(() => LegalEntityConnection, { description: "Legal entities that fit a filter · 法人列表" })
  @Exercises("OBTAIN")
  async legalEntities(
    @Arg("where", () => LegalEntityFilter, { description: "Which · 条件" }) where: LegalEntityFilter,
    @Arg("first", () => Int, { nullable: true, defaultValue: 20, description: "How many · 数量" }) first: number | null,
    @Arg("after", () => String, { nullable: true, description: "After this cursor · 起始游标" }) after: string | null,
    @Ctx() context: LegalEntityContext,
  ): Promise<object> {
    return readPage(context, {
      target: LegalEntityRow,
      key: "uscc",
      division: "division",
      first,
      after,
      filter: where,
      where: (query) => addConditions(query, where),
    });
  }

  @Query(() => Statistics, { description: "Counts of legal entities. Not yet protected against inference · 法人统计（尚未采取防推断措施）" })
  @Exercises("AGGREGATE")
  async legalEntityStatistics(
    @Arg("groupBy", () => [LegalEntityDimension], { description: "By what to group · 分组维度" }) groupBy: LegalEntityDimension[],
    @Arg("where", () => LegalEntityStatisticsFilter, { nullable: true, description: "Which to count · 条件" }) where: LegalEntityStatisticsFilter | null,
    @Arg("measures", () => [LegalEntityMeasure], { nullable: true, description: "What to measure beside the count · 指标" }) measures:
      | LegalEntityMeasure[]
      | null,
    @Ctx() context: LegalEntityContext,
  ): Promise<Statistics> {
    return readStatistics(context, {
      target: LegalEntityRow,
      division: "division",
      groupBy,
      measures: measures ?? [],
      dimensionSql: DIMENSION_SQL,
      measureSql: MEASURE_SQL,
      where: (query) => addConditions(query, where ?? {}),
    });
  }

  @FieldResolver()
  legalRepresentative(@Root() { legalRepresentativeId }: LegalEntityRow): object {
    return { __typename: "Person", idNumber: legalRepresentativeId };
  }

  @FieldResolver()
  division(@Root() { division }: LegalEntityRow): object {
    return { __typename: "AdministrativeDivision", code: division };
  }

  @FieldResolver()
  taxRegistration(@Root() { taxpayerNumber, taxRegisteredOn, taxAuthority }: LegalEntityRow): TaxRegistration | null {
    if (!taxpayerNumber || !taxRegisteredOn || !taxAuthority) return null;
    return { taxpayerNumber, registeredOn: taxRegisteredOn, authority: taxAuthority };
  }

  @FieldResolver()
  shareholders(@Root() { uscc }: LegalEntityRow, @Ctx() { loaders }: LegalEntityContext): Promise<ShareholdingRow[]> {
    return loaders.shareholdings.load(uscc);
  }

  @FieldResolver()
  async annualReports(@Root() { uscc }: LegalEntityRow, @Ctx() { loaders }: LegalEntityContext): Promise<AnnualReport[]> {
    return loaders.annualReports.load(uscc);
  }

  /** No mode that shows values shares it (rule 10: the department does not rely on the gateway for that). */
  @FieldResolver()
  employees(): null {
    return null;
  }
}
