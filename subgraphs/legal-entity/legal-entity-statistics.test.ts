import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { MAX_GROUPS } from "../kit/statistics.js";
import { openTestSubgraph, type TestSubgraph } from "../kit/testing/test-subgraph.js";
import { definition } from "./definition.js";
import { fill, legalEntity } from "./testing/register.js";

const STATISTICS = `query ($groupBy: [LegalEntityDimension!]!, $where: LegalEntityStatisticsFilter, $measures: [LegalEntityMeasure!]) {
  legalEntityStatistics(groupBy: $groupBy, where: $where, measures: $measures) { rows { dimensions { dimension value } count measures { measure value } } }
}`;

describeOnEngines("statistics of legal entities", (engine) => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await openTestSubgraph(definition, engine.url());
    await fill(subgraph.database, {
      legalEntities: [
        legalEntity("A1", { industry: "F", employees: 10, establishedOn: "2010-01-01" }),
        legalEntity("A2", { industry: "H", employees: 5, establishedOn: "2012-03-04" }),
        legalEntity("A3", { industry: "H", employees: null, establishedOn: "2012-12-31", division: "540121" }),
        legalEntity("A4", { industry: "P", employees: null, establishedOn: "2016-07-08" }),
        legalEntity("B1", { industry: "H", employees: 1000, division: "110105" }),
      ],
    });
  });
  afterAll(() => subgraph.close());

  const ask = (variables: object, caller = {}) => subgraph.ask(STATISTICS, variables as Record<string, unknown>, { mode: "AGGREGATE", ...caller });
  const rows = async (variables: object, caller = {}): Promise<unknown[]> => {
    const { data, errors } = await ask(variables, caller);
    expect(errors).toEqual([]);
    return data.legalEntityStatistics.rows.map(
      ({ dimensions, count, measures }: { dimensions: { value: string }[]; count: number; measures: { value: number }[] }) => [
        ...dimensions.map(({ value }) => value),
        count,
        ...measures.map(({ value }) => value),
      ],
    );
  };

  it("count by group, in the order of the groups, in the caller's divisions only", async () => {
    expect(await rows({ groupBy: ["INDUSTRY"] })).toEqual([
      ["F", 1],
      ["H", 2],
      ["P", 1],
    ]);
    expect(await rows({ groupBy: ["INDUSTRY"] }, { divisions: ["110000"] })).toEqual([["H", 1]]);
    expect(await rows({ groupBy: ["INDUSTRY"] }, { divisions: [] })).toEqual([]);
  });

  it("group by several dimensions, the year of establishment among them", async () => {
    expect(await rows({ groupBy: ["DIVISION", "ESTABLISHED_YEAR"] })).toEqual([
      ["540102", "2010", 1],
      ["540102", "2012", 1],
      ["540102", "2016", 1],
      ["540121", "2012", 1],
    ]);
    expect(await rows({ groupBy: ["KIND", "STATUS", "KIND"] })).toEqual([["ENTERPRISE", "ACTIVE", 4]]);
  });

  it("count all together without a dimension", async () => {
    expect(await rows({ groupBy: [] })).toEqual([[4]]);
  });

  it("sum and average employees as numbers, null where nobody has reported any", async () => {
    expect(await rows({ groupBy: ["INDUSTRY"], measures: ["EMPLOYEES_SUM", "EMPLOYEES_AVERAGE"] })).toEqual([
      ["F", 1, 10, 10],
      ["H", 2, 5, 5],
      ["P", 1, null, null],
    ]);
  });

  it("count what fits every condition", async () => {
    expect(await rows({ groupBy: [], where: { industry: "H", division: "540121", establishedFrom: "2012-01-01" } })).toEqual([[1]]);
  });

  it("name each dimension and measure beside its value", async () => {
    const { data } = await ask({ groupBy: ["INDUSTRY"], measures: ["EMPLOYEES_SUM"], where: { industry: "F" } });
    expect(data.legalEntityStatistics.rows).toEqual([
      { dimensions: [{ dimension: "INDUSTRY", value: "F" }], count: 1, measures: [{ measure: "EMPLOYEES_SUM", value: 10 }] },
    ]);
  });

  it("refuse a grouping with more groups than the bound", async () => {
    const many = Array.from({ length: MAX_GROUPS + 1 }, (_, index) => legalEntity(`C${index}`, { division: String(330000 + index) }));
    for (let from = 0; from < many.length; from += 1000) await fill(subgraph.database, { legalEntities: many.slice(from, from + 1000) });
    const { data, errors } = await ask({ groupBy: ["DIVISION"] }, { divisions: ["330000"] });
    expect({ data, errors }).toEqual({ data: null, errors: [{ code: "OPERATION_TOO_COSTLY", path: "legalEntityStatistics" }] });
  });
});
