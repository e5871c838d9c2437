import { beforeAll, describe, expect, it } from "vitest";
import { PersonRow } from "../../subgraphs/population/store/person-row.js";
import { CAST } from "../seed/cast.js";
import { grantToHousing } from "./consents.js";
import { type Answer, useRunningStack } from "./running-stack.js";

const running = useRunningStack();
const LIST = { account: "civil-affairs-caseworker", scenario: "elderly-allowance", case: "2026-4001" };
const ITEMS = ["name", "sex", "birthDate", "alive", "registeredDivision"].map((field) => `Person.${field}`);

const PAGE = `query($where: PersonFilter!, $first: Int, $after: String) {
  persons(where: $where, first: $first, after: $after) {
    edges { cursor node { name } } nodes { name birthDate registeredDivision }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;
const page = (variables: { where: object; first?: number; after?: string }, caller = LIST): Promise<Answer> =>
  running.ask({ ...caller, query: PAGE, variables });

/** Everyone in the register whose division begins so, in the order of lists. */
async function registered(prefix: string): Promise<PersonRow[]> {
  const rows =
    (await running.stack.subgraphs
      .get("population")
      ?.database.getRepository(PersonRow)
      .find({ order: { registeredDivision: "ASC", idNumber: "ASC" } })) ?? [];
  return rows.filter(({ registeredDivision }) => registeredDivision.startsWith(prefix));
}

describe("OBTAIN: a list shows who lives in the grant's divisions, and no trace of anyone else", () => {
  it("page after page to the end, by key: everyone of the city once, and nobody beside", async () => {
    const shown: object[] = [];
    let after: string | undefined;
    for (let pages = 0; pages < 20; pages++) {
      const { data } = await page({ where: {}, first: 37, ...(after === undefined ? {} : { after }) });
      const { nodes, edges, pageInfo } = data.persons;
      expect(edges.map(({ node }: { node: object }) => node)).toEqual(nodes.map(({ name }: { name: string }) => ({ name })));
      expect(pageInfo).toMatchObject({ startCursor: edges[0].cursor, endCursor: edges.at(-1).cursor });
      shown.push(...nodes);
      if (!pageInfo.hasNextPage) break;
      expect(nodes).toHaveLength(37);
      after = pageInfo.endCursor;
    }
    const city = await registered("5401");
    expect(shown).toEqual(city.map(({ name, birthDate, registeredDivision }) => ({ name, birthDate, registeredDivision })));
    expect((await registered("")).length).toBeGreaterThan(city.length + 20);
  });

  it.each([
    ["another province", "510104"],
    ["the province's other city", "540202"],
    ["another province as a whole", "510000"],
  ])("a filter for %s finds nothing, as if nobody lived there", async (_, registeredDivision) => {
    expect((await registered(registeredDivision.replace(/(00)+$/, ""))).length).toBeGreaterThan(0);
    const { status, data, errors } = await page({ where: { registeredDivision } });
    expect({ status, errors, persons: data.persons }).toEqual({
      status: 200,
      errors: [],
      persons: { edges: [], nodes: [], pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null } },
    });
  });

  it("a filter for the province finds the city's only", async () => {
    const { data } = await page({ where: { registeredDivision: "540000", bornUntil: "1950-12-31" }, first: 200 });
    const old = (await registered("5401")).filter(({ birthDate }) => birthDate <= "1950-12-31");
    expect(data.persons.nodes.map(({ name }: { name: string }) => name)).toEqual(old.map(({ name }) => name));
  });

  it("filters by an item that needs consent do not exist", async () => {
    const answer = await page({ where: { phone: "19900008503" } });
    expect({ status: answer.status, codes: answer.errors.map(({ extensions }) => extensions.code) }).toEqual({ status: 400, codes: ["BAD_USER_INPUT"] });
    expect(answer.text).not.toContain("19900008503");
  });
});

describe("cursors are authenticated, encrypted and bound to caller, grant and filter", () => {
  const where = { alive: true };
  const OWN = { account: "housing-caseworker", scenario: "acceptance-list", case: "2026-4002" };
  const OTHER_GRANT = { account: "housing-caseworker", scenario: "acceptance-list-two", case: "2026-4002" };
  let cursor = "";

  beforeAll(async () => {
    await grantToHousing(running, OWN.scenario, ITEMS, "OBTAIN");
    await grantToHousing(running, OTHER_GRANT.scenario, ITEMS, "OBTAIN");
    cursor = (await page({ where, first: 5 })).data.persons.pageInfo.endCursor;
  });

  const expectRefused = ({ data, errors, text }: Answer): void => {
    expect(data).toBeNull();
    expect(errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([[["persons"], "BAD_USER_INPUT"]]);
    expect(text).not.toContain(cursor);
  };

  it("one's own is followed, also for another page size", async () => {
    const all = (await registered("5401")).filter(({ alive }) => alive);
    const next = await page({ where, first: 3, after: cursor });
    expect(next.data.persons.nodes.map(({ name }: { name: string }) => name)).toEqual(all.slice(5, 8).map(({ name }) => name));
  });

  it("tells nothing: no identity number in it, and no two alike", async () => {
    const again: string = (await page({ where, first: 5 })).data.persons.pageInfo.endCursor;
    expect(again).not.toBe(cursor);
    const bytes = Buffer.from(cursor, "base64url").toString("latin1");
    for (const { idNumber } of (await registered("5401")).slice(0, 10)) expect([bytes.includes(idNumber), cursor.includes(idNumber)]).toEqual([false, false]);
  });

  it("is refused with another filter", async () => {
    expectRefused(await page({ where: { alive: false }, after: cursor }));
    expectRefused(await page({ where: {}, after: cursor }));
    expectRefused(await page({ where: { alive: true, sex: "MALE" }, after: cursor }));
  });

  it("is refused for another caller, who holds a grant for the same list", async () => {
    const other = await page({ where, first: 5 }, OWN);
    expect(other.data.persons.nodes).toHaveLength(5);
    expectRefused(await page({ where, after: cursor }, OWN));
    expectRefused(await page({ where, after: other.data.persons.pageInfo.endCursor }));
  });

  it("is refused under another grant of the same caller", async () => {
    const own = await page({ where, first: 5 }, OWN);
    expect((await page({ where, after: own.data.persons.pageInfo.endCursor }, OWN)).errors).toEqual([]);
    expectRefused(await page({ where, after: own.data.persons.pageInfo.endCursor }, OTHER_GRANT));
  });

  it("is refused when a character is changed, cut off, made up or a key", async () => {
    const swapped = `${cursor.slice(0, 10)}${cursor[10] === "A" ? "B" : "A"}${cursor.slice(11)}`;
    for (const after of [swapped, cursor.slice(0, -4), "made-up", "", CAST.zhang, "A".repeat(4096)]) expectRefused(await page({ where, after }));
  });

  it("is refused for another list of the same caller", async () => {
    const entities = await running.ask({
      account: "market-caseworker",
      scenario: "business-opening",
      case: "2026-4003",
      query: "query($after: String) { legalEntities(where: {}, after: $after) { nodes { name } } }",
      variables: { after: cursor },
    });
    expect(entities.errors.map(({ extensions }) => extensions.code)).toEqual(["SHARING_REFUSED"]);
  });

  it.each([0, -1, 201, 1_000_000])("a page of %d is refused", async (first) => {
    const answer = await page({ where, first });
    expect(answer.data).toBeNull();
    expect(["BAD_USER_INPUT", "OPERATION_TOO_COSTLY"]).toContain(answer.errors[0]?.extensions.code);
  });
});
