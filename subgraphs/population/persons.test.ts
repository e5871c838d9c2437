import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { openTestSubgraph, type TestSubgraph } from "../kit/testing/test-subgraph.js";
import { definition } from "./definition.js";
import { Sex } from "./terms.js";
import { fill, person } from "./testing/register.js";

const rows = Array.from({ length: 90 }, (_, index) =>
  person(`540102${1930 + index}0101${String((index * 7) % 1000).padStart(3, "0")}X`, {
    birthDate: `${1930 + index}-01-01`,
    sex: index % 2 === 0 ? Sex.FEMALE : Sex.MALE,
    alive: index >= 5,
    registeredDivision: ["540102", "540103", "540121", "110105", "540202"][index % 5] ?? "",
  }),
);
const inLhasa = rows.filter(({ registeredDivision }) => registeredDivision.startsWith("5401"));

describeOnEngines("a list of persons", (engine) => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await openTestSubgraph(definition, engine.url());
    await fill(subgraph.database, { persons: rows });
  });
  afterAll(() => subgraph.close());

  const LIST =
    "query ($where: PersonFilter!, $first: Int, $after: String) { persons(where: $where, first: $first, after: $after) { nodes { idNumber } edges { cursor node { idNumber } } pageInfo { hasNextPage hasPreviousPage endCursor } } }";
  const list = (where: object, page: { first?: number; after?: string } = {}, caller = {}) => subgraph.ask(LIST, { where, ...page }, caller);
  const keys = (answer: Awaited<ReturnType<typeof list>>): string[] => answer.data.persons.nodes.map(({ idNumber }: { idNumber: string }) => idNumber);

  async function everyone(where: object): Promise<string[]> {
    const found: string[] = [];
    let after: string | undefined;
    do {
      const answer = await list(where, { first: 13, ...(after ? { after } : {}) });
      found.push(...keys(answer));
      after = answer.data.persons.pageInfo.hasNextPage ? answer.data.persons.pageInfo.endCursor : undefined;
    } while (after);
    return found.sort();
  }

  const expected = (fits: (row: (typeof rows)[number]) => boolean): string[] =>
    inLhasa
      .filter(fits)
      .map(({ idNumber }) => idNumber)
      .sort();

  it.each<[string, object, (row: (typeof rows)[number]) => boolean]>([
    ["everyone", {}, () => true],
    ["one county", { registeredDivision: "540121" }, ({ registeredDivision }) => registeredDivision === "540121"],
    ["one city", { registeredDivision: "540100" }, () => true],
    ["a division outside", { registeredDivision: "110000" }, () => false],
    ["one sex", { sex: "MALE" }, ({ sex }) => sex === Sex.MALE],
    ["the old", { bornUntil: "1945-01-01" }, ({ birthDate }) => birthDate <= "1945-01-01"],
    ["the young", { bornFrom: "2000-01-01" }, ({ birthDate }) => birthDate >= "2000-01-01"],
    ["the living", { alive: true }, ({ alive }) => alive],
    ["the dead", { alive: false }, ({ alive }) => !alive],
    [
      "who fits everything",
      { alive: true, sex: "FEMALE", bornUntil: "1960-12-31", registeredDivision: "540102" },
      (row) => row.alive && row.sex === Sex.FEMALE && row.birthDate <= "1960-12-31" && row.registeredDivision === "540102",
    ],
    ["with null filters, everyone", { sex: null, alive: null, registeredDivision: null }, () => true],
  ])("has %s inside the caller's divisions, each once", async (_, where, fits) => {
    expect(await everyone(where)).toEqual(expected(fits));
  });

  it("has nobody for a caller whose grant covers nothing", async () => {
    const { data } = await list({}, {}, { divisions: [] });
    expect(data.persons).toEqual({ nodes: [], edges: [], pageInfo: { hasNextPage: false, hasPreviousPage: false, endCursor: null } });
  });

  it("is read in one statement a page and shows keys alone", async () => {
    subgraph.takeStatements();
    const { data } = await list({}, { first: 5 });
    expect(subgraph.takeStatements()).toHaveLength(1);
    expect(data.persons.edges.map(({ node }: { node: object }) => node)).toEqual(data.persons.nodes);
    const { errors } = await subgraph.ask("{ persons(where: {}, first: 2) { nodes { name } } }");
    expect(errors).toEqual([
      { code: "DECISION_UNAVAILABLE", path: "persons.nodes.0.name" },
      { code: "DECISION_UNAVAILABLE", path: "persons.nodes.1.name" },
    ]);
  });

  it("refuses a cursor that another filter, another application or another department made", async () => {
    const after = (await list({ sex: "MALE" }, { first: 2 })).data.persons.pageInfo.endCursor as string;
    expect(keys(await list({ sex: "MALE" }, { first: 2, after }))).toHaveLength(2);
    const refused = { data: null, errors: [{ code: "BAD_USER_INPUT", path: "persons" }] };
    expect(await list({ sex: "FEMALE" }, { after })).toEqual(refused);
    expect(await list({ sex: "MALE" }, { after }, { application: "other" })).toEqual(refused);
    expect(await list({ sex: "MALE" }, { after }, { grant: "grant-1@2" })).toEqual(refused);
    expect(await list({ sex: "MALE" }, { after: `${after.slice(0, -2)}AA` })).toEqual(refused);
  });

  it.each([0, 201])("refuses a page of %i", async (first) => {
    expect((await list({}, { first })).errors).toEqual([{ code: "BAD_USER_INPUT", path: "persons" }]);
  });

  it("refuses a date that is none, without a word of it", async () => {
    expect(await list({ bornFrom: "1980-02-30" })).toEqual({ data: undefined, errors: [{ code: "BAD_USER_INPUT", path: "" }] });
  });
});
