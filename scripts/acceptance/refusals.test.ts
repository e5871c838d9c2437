import { beforeEach, describe, expect, it } from "vitest";
import { CAST } from "../seed/cast.js";
import { idNumberOf } from "../seed/numbers.js";
import { grantToHousing } from "./consents.js";
import { type Answer, type Question, useRunningStack } from "./running-stack.js";

const running = useRunningStack();
beforeEach(() => running.clear());

const HOUSING = { account: "housing-caseworker", scenario: "public-rental-housing" };
const LIST = { account: "civil-affairs-caseworker", scenario: "elderly-allowance", case: "2026-2001" };
const STATISTICS = { account: "statistics-analyst", scenario: "population-statistics", case: "2026-2002" };

/** A well-formed identity number of nobody. */
const NOBODY = idNumberOf("540102", "1985-03-12", 771);

/** What a refusal says of each fact. */
const refusalsOf = ({ errors: [error] }: Answer): unknown => error?.extensions.refusals;

/** The answer without what is random in it. */
const bytesOf = ({ status, headers, text }: Answer): string => {
  const kept = [...headers].filter(([name]) => name !== "date");
  return JSON.stringify([status, kept, text.replace(/"auditId":"[0-9a-f-]{36}"/, '"auditId":"-"')]);
};

describe("An operation with one fact too many reaches no subgraph at all (counted), and the refusal lists each fact", () => {
  const FITTING = "person(idNumber: $id) { name sex maritalStatus companies { name status } }";

  it("is answered without the one", async () => {
    const answer = await running.ask({ ...HOUSING, case: "2026-2003", query: `query($id: ID!) { ${FITTING} }`, variables: { id: CAST.zhang } });
    expect(answer.data.person).toEqual({ name: "张伟", sex: "MALE", maritalStatus: null, companies: null });
    expect(new Set(running.heard().map(({ subgraph }) => subgraph))).toEqual(new Set(["consent", "population"]));
  });

  it.each([
    ["a selection", `${FITTING} more: person(idNumber: $id) { ethnicity }`, [["Person.ethnicity", "QUERY", "NOT_IN_GRANT"]]],
    [
      "a selection four levels down",
      "person(idNumber: $id) { spouse { children { spouse { guardian { name } } } } }",
      [["Person.guardian", "QUERY", "NOT_IN_GRANT"]],
    ],
    ["a selection that is skipped", `${FITTING} more: person(idNumber: $id) { ethnicity @skip(if: true) }`, [["Person.ethnicity", "QUERY", "NOT_IN_GRANT"]]],
    [
      "two selections and a key, in a fragment that is included nowhere",
      `person(idNumber: $id) { name ... @include(if: false) { nationality alive idNumber } }`,
      [
        ["Person.alive", "QUERY", "NOT_IN_GRANT"],
        ["Person.idNumber", "QUERY", "NOT_IN_GRANT"],
        ["Person.nationality", "QUERY", "NOT_IN_GRANT"],
      ],
    ],
    ["an item that is only compared", "person(idNumber: $id) { annualIncome }", [["Person.annualIncome", "QUERY", "MODE_NOT_SHARED"]]],
  ])("%s too many", async (_, selection, refused) => {
    const answer = await running.ask({ ...HOUSING, case: "2026-2003", query: `query($id: ID!) { ${selection} }`, variables: { id: CAST.zhang } });
    expect({ status: answer.status, data: answer.data, errors: answer.errors.length }).toEqual({ status: 403, data: null, errors: 1 });
    expect(answer.errors[0]?.extensions.code).toBe("SHARING_REFUSED");
    expect(refusalsOf(answer)).toEqual(refused.map(([coordinate, mode, reason]) => ({ coordinate, mode, reason, remedy: expect.stringMatching(/\S/) })));
    expect(running.heard()).toEqual([]);
  });

  it("a filter too many", async () => {
    const where = { bornUntil: "1946-01-01", sex: "FEMALE", alive: true };
    const query = "query($where: PersonFilter!) { persons(where: $where) { nodes { name } } }";
    expect((await running.ask({ ...LIST, query, variables: { where } })).status).toBe(200);
    running.clear();
    const housing = await running.ask({ ...HOUSING, case: "2026-2003", query, variables: { where } });
    const names = ["Person.alive", "Person.birthDate", "Person.idNumber", "Person.name", "Person.sex"];
    expect(refusalsOf(housing)).toMatchObject(names.map((coordinate) => ({ coordinate, mode: "OBTAIN" })));
    expect(running.heard()).toEqual([]);
  });

  it("a dimension too many, even one that a variable names", async () => {
    const query = "query($by: [PersonDimension!]!) { personStatistics(groupBy: $by) { rows { count } } }";
    expect((await running.ask({ ...STATISTICS, query, variables: { by: ["SEX"] } })).status).toBe(200);
    running.clear();
    const housing = await running.ask({ ...HOUSING, case: "2026-2003", query, variables: { by: ["SEX", "MARITAL_STATUS"] } });
    expect(refusalsOf(housing)).toMatchObject([
      { coordinate: "Person.idNumber", mode: "AGGREGATE" },
      { coordinate: "Person.maritalStatus", mode: "AGGREGATE" },
      { coordinate: "Person.sex", mode: "AGGREGATE" },
    ]);
    expect(running.heard()).toEqual([]);
  });

  it("a purpose for which nothing was granted", async () => {
    const answer = await running.ask({
      account: "housing-caseworker",
      scenario: "elderly-allowance",
      case: "2026-2004",
      query: `{ legalEntity(uscc: "${CAST.company}") { name } }`,
    });
    expect(refusalsOf(answer)).toMatchObject([
      { coordinate: "LegalEntity.name", reason: "NO_GRANT" },
      { coordinate: "LegalEntity.uscc", reason: "NO_GRANT" },
    ]);
    expect(running.heard()).toEqual([]);
  });
});

describe("`{ person(idNumber: …) { __typename } }` and `pageInfo` are facts", () => {
  it.each([
    ["__typename", LIST, `{ person(idNumber: "${CAST.zhang}") { __typename } }`, { coordinate: "Person.idNumber", mode: "QUERY" }],
    ["__typename under an alias", LIST, `{ x: person(idNumber: "${CAST.zhang}") { y: __typename } }`, { coordinate: "Person.idNumber", mode: "QUERY" }],
    ["pageInfo", { ...HOUSING, case: "2026-2005" }, "{ persons(where: {}) { pageInfo { hasNextPage } } }", { coordinate: "Person.idNumber", mode: "OBTAIN" }],
    [
      "a connection's __typename",
      { ...HOUSING, case: "2026-2005" },
      "{ persons(where: {}) { __typename } }",
      { coordinate: "Person.idNumber", mode: "OBTAIN" },
    ],
    ["a statistic's __typename", LIST, "{ personStatistics(groupBy: []) { __typename } }", { coordinate: "Person.idNumber", mode: "AGGREGATE" }],
    ["a verification's __typename", LIST, `{ personVerification(idNumber: "${CAST.zhang}") { __typename } }`, { mode: "COMPARE" }],
  ])("%s", async (_, caller, query, refused) => {
    const answer = await running.ask({ ...caller, query });
    expect(answer.status).toBe(403);
    expect(refusalsOf(answer)).toMatchObject([refused]);
    expect(running.heard()).toEqual([]);
  });

  it("a person whom an edge leads to, though the edge itself is granted", async () => {
    const holders = { ...HOUSING, scenario: "acceptance-holders", case: "2026-2006" };
    await grantToHousing(running, holders.scenario, ["Licence.name", "Licence.holder"]);
    running.clear();
    const answer = await running.ask({ ...holders, query: `{ licence(identifier: "${CAST.drivingLicence}") { name holder { __typename } } }` });
    expect(answer.status).toBe(403);
    expect(refusalsOf(answer)).toMatchObject([
      { coordinate: "LegalEntity.uscc", mode: "QUERY", reason: "NOT_IN_GRANT" },
      { coordinate: "Person.idNumber", mode: "QUERY", reason: "NOT_IN_GRANT" },
    ]);
    expect(running.heard()).toEqual([]);
  });
});

describe("an auditor, a citizen and a statistician get byte-equal refusals for a person who exists and one who does not", () => {
  const QUERIES = {
    "a person": "query($id: ID!) { person(idNumber: $id) { name phone } }",
    "no more than __typename": "query($id: ID!) { person(idNumber: $id) { __typename } }",
    "a comparison": 'query($id: ID!) { personVerification(idNumber: $id) { verdict(claims: { name: "张伟" }) } }',
  };
  const CALLERS: readonly (Omit<Question, "query"> & { readonly code: string })[] = [
    { account: "auditor", code: "FORBIDDEN" },
    { account: "citizen-wang", code: "FORBIDDEN" },
    { ...STATISTICS, code: "SHARING_REFUSED" },
    { account: "population-officer", code: "FORBIDDEN" },
    { account: "authority-officer", code: "FORBIDDEN" },
    { account: "security-admin", code: "FORBIDDEN" },
  ];

  for (const [what, query] of Object.entries(QUERIES)) {
    it.each(CALLERS)(`$account, asking for ${what}`, async ({ code, ...caller }) => {
      const existing = await running.ask({ ...caller, query, variables: { id: CAST.zhang } });
      const missing = await running.ask({ ...caller, query, variables: { id: NOBODY } });
      const impossible = await running.ask({ ...caller, query, variables: { id: "540102198503120000" } });
      expect({ status: existing.status, data: existing.data, codes: existing.errors.map(({ extensions }) => extensions.code) }).toEqual({
        status: 403,
        data: null,
        codes: [code],
      });
      expect(bytesOf(missing)).toBe(bytesOf(existing));
      expect(bytesOf(impossible)).toBe(bytesOf(existing));
      expect(running.heard()).toEqual([]);
    });

    it(`a literal tells no more than a variable: ${what}`, async () => {
      const literal = (id: string): string => query.replace("query($id: ID!)", "query Q").replace("$id", JSON.stringify(id));
      const existing = await running.ask({ account: "auditor", query: literal(CAST.zhang) });
      const missing = await running.ask({ account: "auditor", query: literal(NOBODY) });
      expect(existing.status).toBe(403);
      expect(bytesOf(missing)).toBe(bytesOf(existing));
    });
  }
});
