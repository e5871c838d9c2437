import { afterEach, describe, expect, it } from "vitest";
import { CAST } from "../seed/cast.js";
import { giveInStore } from "./consents.js";
import { type Answer, useRunningStack } from "./running-stack.js";

const running = useRunningStack(undefined, { LEASE_MS: "3000", SNAPSHOT_INTERVAL_MS: "200" });
afterEach(async () => {
  running.cut([]);
  await expect.poll(async () => (await fetch(new URL("/health/ready", running.url))).status, { timeout: 10_000 }).toBe(200);
});

const HOUSING = { account: "housing-caseworker", scenario: "public-rental-housing", case: "2026-9101" };
const codesOf = ({ errors }: Answer): string[] => errors.map(({ path, extensions }) => `${path?.join(".") ?? ""} ${extensions.code}`).sort();
const BOTH = `query($id: ID!, $uscc: ID!) { person(idNumber: $id) { name phone companies { name status } } legalEntity(uscc: $uscc) { name status } }`;
const both = (): Promise<Answer> => running.ask({ ...HOUSING, query: BOTH, variables: { id: CAST.zhang, uscc: CAST.company } });
const company = { name: "拉萨雪莲餐饮有限公司", status: "ACTIVE" };

describe("a department that is down", () => {
  it("takes its own fields with it and nobody else's, and tells nothing of itself", async () => {
    await giveInStore(running, { idNumber: CAST.zhang, scenario: HOUSING.scenario, items: ["Person.phone", "Person.companies"] });
    expect((await both()).data).toEqual({ person: { name: "张伟", phone: "199******03", companies: [company] }, legalEntity: company });

    running.cut(["population"]);
    const withoutPopulation = await both();
    expect(withoutPopulation.data).toEqual({ person: null, legalEntity: company });
    expect(codesOf(withoutPopulation)).toEqual(["person SUBGRAPH_UNAVAILABLE"]);

    running.cut(["legal-entity"]);
    const withoutLegalEntity = await both();
    expect(withoutLegalEntity.data).toEqual({ person: { name: "张伟", phone: "199******03", companies: null }, legalEntity: null });
    expect(codesOf(withoutLegalEntity)).toEqual(["legalEntity SUBGRAPH_UNAVAILABLE", "person.companies SUBGRAPH_UNAVAILABLE"]);
    for (const { text } of [withoutPopulation, withoutLegalEntity]) expect(text).not.toMatch(/127\.0\.0\.1|ECONN|socket|undici|at \w+ \(/);

    running.cut([]);
    expect((await both()).errors).toEqual([]);
  });
});

describe("without the consent service", () => {
  it("nothing that rests on consent is released from the first moment, nothing at all after the lease, and everything when it is back", async () => {
    expect((await both()).status).toBe(200);
    running.cut(["consent"]);
    const atOnce = await both();
    expect(atOnce.data).toEqual({ person: { name: "张伟", phone: null, companies: null }, legalEntity: company });
    expect(codesOf(atOnce)).toEqual(["person.companies DECISION_UNAVAILABLE", "person.phone DECISION_UNAVAILABLE"]);
    const unknown = await running.ask({ ...HOUSING, query: `{ person(idNumber: "${CAST.li}") { name } }` });
    expect({ status: unknown.status, data: unknown.data, codes: codesOf(unknown) }).toEqual({ status: 503, data: null, codes: [" DECISION_UNAVAILABLE"] });
    await expect.poll(async () => (await fetch(new URL("/health/ready", running.url))).status, { timeout: 10_000 }).toBe(503);
    running.clear();
    const later = await both();
    expect({ status: later.status, data: later.data, codes: codesOf(later) }).toEqual({ status: 503, data: null, codes: [" DECISION_UNAVAILABLE"] });
    expect(running.heard()).toEqual([]);
    running.cut([]);
    await expect.poll(async () => (await both()).status, { timeout: 10_000 }).toBe(200);
  });

  it("a list shows nothing of anyone: even what needs no consent rests on a grant that is known to be in force", async () => {
    const list = { account: "civil-affairs-caseworker", scenario: "elderly-allowance", case: "2026-9102" };
    const ask = (): Promise<Answer> => running.ask({ ...list, query: "{ persons(where: { alive: true }, first: 3) { nodes { name phone } } }" });
    const before = await ask();
    expect(before.data.persons.nodes.map(({ name }: { name: string }) => typeof name)).toEqual(["string", "string", "string"]);
    running.cut(["consent"]);
    const undecided = await ask();
    expect(undecided.data.persons.nodes.map(({ phone }: { phone: unknown }) => phone)).toEqual([null, null, null]);
    expect(new Set(undecided.errors.map(({ extensions }) => extensions.code))).toEqual(new Set(["DECISION_UNAVAILABLE"]));
    await expect.poll(async () => (await ask()).status, { timeout: 10_000 }).toBe(503);
  });
});
