import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnEngines } from "../../../scripts/testing/engines.js";
import { openTestSubgraph, type TestSubgraph } from "../../kit/testing/test-subgraph.js";
import { definition } from "../definition.js";
import { MaritalStatus, Sex } from "../terms.js";
import { fill, person } from "../testing/register.js";

describeOnEngines("statistics of persons", (engine) => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await openTestSubgraph(definition, engine.url());
    await fill(subgraph.database, {
      persons: [
        person("540102195501010001", { sex: Sex.MALE, birthDate: "1955-01-01", annualIncome: 10_000, maritalStatus: MaritalStatus.MARRIED }),
        person("540102195901010002", { sex: Sex.MALE, birthDate: "1959-12-31", annualIncome: 10_001, alive: false }),
        person("540102196001010003", { sex: Sex.FEMALE, birthDate: "1960-01-01", annualIncome: null }),
        person("540102196101010004", { sex: Sex.FEMALE, birthDate: "1961-01-01", annualIncome: null, registeredDivision: "540103", ethnicity: "汉族" }),
        person("110105196101010005", { sex: Sex.FEMALE, birthDate: "1961-01-01", annualIncome: 1, registeredDivision: "110105" }),
      ],
    });
  });
  afterAll(() => subgraph.close());

  const ASK =
    "query ($groupBy: [PersonDimension!]!, $where: PersonStatisticsFilter, $measures: [PersonMeasure!]) { personStatistics(groupBy: $groupBy, where: $where, measures: $measures) { rows { count dimensions { dimension value } measures { measure value } } } }";

  /** Rows as `[values of the dimensions, count, values of the measures]`. */
  async function groups(
    groupBy: string[],
    { where = null, measures = null, caller = {} }: { where?: object | null; measures?: string[] | null; caller?: object } = {},
  ) {
    const { data, errors } = await subgraph.ask(ASK, { groupBy, where, measures }, { mode: "AGGREGATE", ...caller });
    expect(errors).toEqual([]);
    const values = (named: { value: unknown }[]) => named.map(({ value }) => value);
    return data.personStatistics.rows.map(({ count, dimensions, measures: measured }: { count: number; dimensions: []; measures: [] }) => [
      values(dimensions),
      count,
      values(measured),
    ]);
  }

  it("count everyone in the caller's divisions", async () => {
    expect(await groups([])).toEqual([[[], 4, []]]);
    expect(await groups([], { caller: { divisions: ["540103"] } })).toEqual([[[], 1, []]]);
    expect(await groups([], { caller: { divisions: [] } })).toEqual([[[], 0, []]]);
  });

  it.each([
    [
      "SEX",
      [
        [["FEMALE"], 2, []],
        [["MALE"], 2, []],
      ],
    ],
    [
      "BIRTH_DECADE",
      [
        [["1950s"], 2, []],
        [["1960s"], 2, []],
      ],
    ],
    [
      "ETHNICITY",
      [
        [["汉族"], 1, []],
        [["藏族"], 3, []],
      ],
    ],
    [
      "REGISTERED_DIVISION",
      [
        [["540102"], 3, []],
        [["540103"], 1, []],
      ],
    ],
    [
      "MARITAL_STATUS",
      [
        [["MARRIED"], 1, []],
        [["UNMARRIED"], 3, []],
      ],
    ],
  ])("group by %s", async (dimension, expected) => {
    expect(await groups([dimension])).toEqual(expected);
  });

  it("group by several dimensions, a dimension named twice once, in the order asked for", async () => {
    expect(await groups(["REGISTERED_DIVISION", "SEX", "REGISTERED_DIVISION"])).toEqual([
      [["540102", "FEMALE"], 1, []],
      [["540102", "MALE"], 2, []],
      [["540103", "FEMALE"], 1, []],
    ]);
  });

  it("measure the average income of those who have one", async () => {
    expect(await groups(["SEX"], { measures: ["AVERAGE_ANNUAL_INCOME"] })).toEqual([
      [["FEMALE"], 2, [null]],
      [["MALE"], 2, [10_000.5]],
    ]);
  });

  it("count those who fit the filter", async () => {
    expect(await groups([], { where: { sex: "MALE", alive: true } })).toEqual([[[], 1, []]]);
    expect(await groups([], { where: { maritalStatus: "MARRIED" } })).toEqual([[[], 1, []]]);
    expect(await groups([], { where: { registeredDivision: "110105" } })).toEqual([[[], 0, []]]);
    expect(await groups([], { where: { bornFrom: "1959-12-31", bornUntil: "1960-01-01" } })).toEqual([[[], 2, []]]);
  });

  it("are read in one statement", async () => {
    subgraph.takeStatements();
    await groups(["SEX", "ETHNICITY"], { measures: ["AVERAGE_ANNUAL_INCOME"] });
    expect(subgraph.takeStatements()).toHaveLength(1);
  });
});
