import { beforeEach, describe, expect, it } from "vitest";
import { CAST } from "../seed/cast.js";
import { idNumberOf } from "../seed/numbers.js";
import { giveInStore } from "./consents.js";
import { type Answer, useRunningStack } from "./running-stack.js";

const running = useRunningStack();
const HOUSING = { account: "housing-caseworker", scenario: "public-rental-housing" };
const ALLOWANCE = { account: "civil-affairs-caseworker", scenario: "minimum-living-allowance" };
beforeEach(() => running.clear());

/** Well-formed identity numbers of nobody. */
const nobody = (index: number): string => idNumberOf("540102", "1985-03-12", 700 + index);
const codesOf = ({ errors }: Answer): string[] => errors.map(({ path, extensions }) => `${path?.join(".") ?? ""} ${extensions.code}`).sort();

describe("OUT_OF_SCOPE: a person outside the grant's divisions", () => {
  it("is withheld at the root, whatever is asked, and nothing of the person goes over a wire", async () => {
    const query = "query($id: ID!) { person(idNumber: $id) { __typename name sex birthDate } }";
    const answer = await running.ask({ ...HOUSING, case: "2026-6001", query, variables: { id: CAST.outsider } });
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({ person: null });
    expect(answer.errors).toEqual([
      {
        message: "The data subject is outside the divisions that the sharing grant covers.",
        path: ["person"],
        extensions: { code: "OUT_OF_SCOPE", coordinate: "Query.person" },
      },
    ]);
    expect(running.heard().some(({ answer: heard }) => heard.includes("李强"))).toBe(false);
  });

  it("is withheld field by field where another person leads there, and harms nobody beside", async () => {
    const query = "query($id: ID!) { person(idNumber: $id) { name children { __typename name sex birthDate } } }";
    const answer = await running.ask({ ...ALLOWANCE, case: "2026-6002", query, variables: { id: CAST.liMother } });
    expect(answer.data.person).toEqual({
      name: "赵秀兰",
      children: [
        { __typename: "Person", name: null, sex: null, birthDate: null },
        { __typename: "Person", name: "李娜", sex: "FEMALE", birthDate: "1987-07-25" },
      ],
    });
    expect(codesOf(answer)).toEqual(["birthDate", "name", "sex"].map((field) => `person.children.0.${field} OUT_OF_SCOPE`));
    expect(running.heard().some(({ answer: heard }) => heard.includes("李强") || heard.includes("1991-06-18"))).toBe(false);
  });

  it("is withheld with the person's consent too", async () => {
    await giveInStore(running, { idNumber: CAST.outsider, scenario: HOUSING.scenario, items: ["Person.phone", "Person.currentAddress"] });
    const query = "query($id: ID!) { person(idNumber: $id) { phone currentAddress } }";
    const answer = await running.ask({ ...HOUSING, case: "2026-6001", query, variables: { id: CAST.outsider } });
    expect([answer.data, codesOf(answer)]).toEqual([{ person: null }, ["person OUT_OF_SCOPE"]]);
  });

  it("goes by the register, not by the number: one born elsewhere and registered here is shown", async () => {
    expect(CAST.zhangFather.startsWith("540125")).toBe(true);
    const query = "query($id: ID!) { person(idNumber: $id) { name registeredDivision } }";
    const answer = await running.ask({ ...ALLOWANCE, case: "2026-6002", query, variables: { id: CAST.zhangFather } });
    expect(answer.data.person).toEqual({ name: "张志强", registeredDivision: "540102" });
  });
});

describe("at most 3 data subjects in the roots of an operation", () => {
  const named = (idNumbers: readonly string[]): string => `{ ${idNumbers.map((id, index) => `p${index}: person(idNumber: "${id}") { name }`).join(" ")} }`;

  it("three are answered, four refused, and nothing is resolved", async () => {
    const three = await running.ask({ ...HOUSING, case: "2026-6011", query: named([CAST.zhang, CAST.li, CAST.wang]) });
    expect(three.data).toEqual({ p0: { name: "张伟" }, p1: { name: "李娜" }, p2: { name: "王建国" } });
    running.clear();
    const four = await running.ask({ ...HOUSING, case: "2026-6011", query: named([CAST.zhang, CAST.li, CAST.wang, CAST.child]) });
    expect({ status: four.status, data: four.data, details: four.errors[0]?.extensions }).toEqual({
      status: 429,
      data: null,
      details: { code: "QUOTA_EXCEEDED", limit: "maxDataSubjectsPerOperation", max: 3 },
    });
    expect(running.heard()).toEqual([]);
  });

  it("one named four times is one", async () => {
    const answer = await running.ask({ ...HOUSING, case: "2026-6012", query: named([CAST.zhang, CAST.zhang, CAST.zhang, CAST.zhang]) });
    expect(answer.data).toEqual(Object.fromEntries([0, 1, 2, 3].map((index) => [`p${index}`, { name: "张伟" }])));
  });

  it("variables and defaults count like literals, and so do comparisons and legal entities", async () => {
    const people = `query($a: ID!, $b: ID! = "${CAST.li}", $c: [ID!]) { a: person(idNumber: $a) { name } b: person(idNumber: $b) { name } c: person(idNumber: "${CAST.wang}") { name } d: legalEntity(uscc: "${CAST.company}") { name } }`;
    const mixed = await running.ask({ ...HOUSING, case: "2026-6013", query: people.replace(", $c: [ID!]", ""), variables: { a: CAST.zhang } });
    expect(mixed.errors[0]?.extensions).toEqual({ code: "QUOTA_EXCEEDED", limit: "maxDataSubjectsPerOperation", max: 3 });
    const verdicts = [0, 1, 2, 3].map((index) => `v${index}: personVerification(idNumber: "${nobody(index)}") { verdict(claims: { name: "张伟" }) }`);
    const compared = await running.ask({ ...HOUSING, case: "2026-6013", query: `{ ${verdicts.join(" ")} }` });
    expect(compared.errors[0]?.extensions).toEqual({ code: "QUOTA_EXCEEDED", limit: "maxDataSubjectsPerOperation", max: 3 });
    expect(running.heard()).toEqual([]);
  });
});

describe("at most 10 data subjects over the life of a case", () => {
  const ask = (index: number, caseNumber: string): Promise<Answer> =>
    running.ask({ ...HOUSING, case: caseNumber, query: "query($id: ID!) { person(idNumber: $id) { name } }", variables: { id: nobody(index) } });
  const expectRefused = (answer: Answer | undefined): void =>
    expect({ status: answer?.status, data: answer?.data, details: answer?.errors[0]?.extensions }).toEqual({
      status: 429,
      data: null,
      details: { code: "QUOTA_EXCEEDED", limit: "maxDataSubjectsPerCase", max: 10 },
    });

  it("ten are answered, whether they exist or not; the eleventh is refused and asked of no department; the ten stay; another case has its own", async () => {
    for (let index = 0; index < 10; index++) expect((await ask(index, "2026-6021")).data).toEqual({ person: null });
    running.clear();
    expectRefused(await ask(10, "2026-6021"));
    expect(running.heard().map(({ subgraph, path }) => `${subgraph} ${path}`)).toEqual(["consent /lookups"]);
    expect((await ask(3, "2026-6021")).data).toEqual({ person: null });
    expectRefused(await running.ask({ ...HOUSING, case: "2026-6021", query: `{ person(idNumber: "${CAST.zhang}") { name } }` }));
    expect((await ask(10, "2026-6022")).data).toEqual({ person: null });
  });

  it("thirty at once are not more than ten", async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => ask(index, "2026-6031")));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    for (const answer of answers.filter(({ status }) => status !== 200)) expectRefused(answer);
  });

  it("what is refused for its facts counts for nothing", async () => {
    for (let index = 0; index < 12; index++) {
      const query = "query($id: ID!) { person(idNumber: $id) { ethnicity } }";
      expect((await running.ask({ ...HOUSING, case: "2026-6041", query, variables: { id: nobody(index) } })).status).toBe(403);
    }
    expect((await ask(20, "2026-6041")).status).toBe(200);
  });
});
