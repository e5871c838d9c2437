import { describe, expect, it } from "vitest";
import { Refusal } from "../consent/model/errors.js";
import { everyItem } from "./testing/arbitrary-case.js";
import { CASEWORKER, consentOf, sharingGrant } from "./testing/callers.js";
import { aboutEntities, FAMILY, gatewayWithLiar, SPOUSE, ZHANG } from "./testing/dishonest.js";
import { createTestGateway, type TestGateway, testPseudonymise } from "./testing/harness.js";
import { makeWorld } from "./testing/make-world.js";
import { testGraph } from "./testing/test-graph.js";
import { creditCodeOf, idNumberOf, licenceIdOf, unitNumberOf } from "./testing/world.js";

const EVERYTHING = everyItem(testGraph().apiSchema);
const STATUTORY = { department: CASEWORKER.department, statutoryBasis: "《社会救助暂行办法》" };

const named = (type: string, key: string) => ({ type, pseudonym: testPseudonymise(type, key) });
const recordOf = ({ records }: TestGateway) => records[0]?.record;
const shownOf = (gateway: TestGateway, type: string): string[] => {
  const record = recordOf(gateway);
  return (record?.uses ?? []).filter((use) => use.type === type).flatMap((use) => [...(record?.sets[use.shown] ?? [])]);
};
const honest = (parts = {}) =>
  createTestGateway({
    world: FAMILY,
    grants: [sharingGrant(EVERYTHING, { department: CASEWORKER.department })],
    consents: [consentOf(`PERSON:${ZHANG}`, EVERYTHING)],
    parts,
  });

describe("what is shown is on the record as shown", () => {
  it("and a value beside which its department reports an error is not shown", async () => {
    const gateway = await gatewayWithLiar("population", (answer) => {
      const isEntities = (answer.data as { _entities?: unknown[] } | null)?._entities !== undefined;
      return isEntities ? { ...answer, errors: [{ path: ["_entities", 0, "phone"], extensions: { code: "OUT_OF_SCOPE" } }] } : answer;
    });
    const answer = await gateway.ask({ query: `{ person(idNumber: "${ZHANG}") { phone } }` });
    expect(answer.data).toEqual({ person: { phone: null } });
    expect(shownOf(gateway, "Person")).toEqual([]);
    expect(recordOf(gateway)?.uses.map(({ withheld }) => withheld)).toEqual([["Person.phone OUT_OF_SCOPE"]]);
  });

  it("although some elements of the list are withheld", async () => {
    const world = makeWorld({
      people: [{}, {}],
      parcels: [[0, 1].map((n) => ({ kind: "PERSON" as const, n }))],
    });
    const gateway = await createTestGateway({
      world,
      grants: [sharingGrant(EVERYTHING, { department: CASEWORKER.department })],
      consents: [consentOf(`PERSON:${idNumberOf(0)}`, EVERYTHING)],
    });
    const answer = await gateway.ask({ query: `{ parcel(unitNumber: "${unitNumberOf(0)}") { owners { name } } }` });
    expect(answer.data).toEqual({ parcel: { owners: [{ name: "¤Person0.name¤" }] } });
    expect(shownOf(gateway, "Parcel")).toContain("Parcel.owners");
    expect(recordOf(gateway)?.uses.find(({ type }) => type === "Parcel")?.withheld).toEqual(["Parcel.owners CONSENT_REQUIRED"]);
  });

  it.each([
    ["left out", undefined],
    ["null", null],
    ["a number", 7],
  ])("and of an object whose key is %s nothing is shown", async (_, key) => {
    const companies = (entity: Record<string, unknown>) =>
      (entity.companies as Record<string, unknown>[]).map(({ uscc: __, ...rest }) => ({ ...rest, ...(key === undefined ? {} : { uscc: key }) }));
    const lie = aboutEntities((entities) => entities.map((entity) => (entity?.companies ? { ...entity, companies: companies(entity) } : entity)));
    const gateway = await gatewayWithLiar("legal-entity", lie);
    const answer = await gateway.ask({ query: `{ person(idNumber: "${ZHANG}") { name companies { name status } } }` });
    expect(answer.data).toMatchObject({ person: { name: "¤Person0.name¤" } });
    expect(answer.text).not.toContain("¤LegalEntity");
    expect(answer.errors.map(({ extensions }) => extensions.code)).toContain("SUBGRAPH_UNAVAILABLE");
  });
});

describe("what is not shown is not on the record as shown", () => {
  const aboutPhone = (change: (entity: Record<string, unknown>) => Record<string, unknown>) =>
    gatewayWithLiar(
      "population",
      aboutEntities((entities) => entities.map((entity) => (entity && "phone" in entity ? change(entity) : entity))),
    );

  it.each<[string, (entity: Record<string, unknown>) => Record<string, unknown>]>([
    ["left out", ({ phone: _, ...rest }) => rest],
    ["of another kind", (entity) => ({ ...entity, phone: 7 })],
  ])("a value that is %s", async (_, change) => {
    const gateway = await aboutPhone(change);
    expect((await gateway.ask({ query: `{ person(idNumber: "${ZHANG}") { phone } }` })).data).toEqual({ person: { phone: null } });
    expect(shownOf(gateway, "Person")).toEqual([]);
    expect(recordOf(gateway)?.uses[0]?.withheld).toEqual(["Person.phone SUBGRAPH_UNAVAILABLE"]);
  });
});

describe("whom an operation was about is on the record", () => {
  it("when it is refused", async () => {
    const gateway = await createTestGateway({ world: FAMILY, grants: [sharingGrant(["Person.name"], { department: CASEWORKER.department })] });
    expect((await gateway.ask({ query: `{ person(idNumber: "${ZHANG}") { phone } }` })).status).toBe(403);
    expect(recordOf(gateway)).toMatchObject({ outcome: "REFUSED", code: "SHARING_REFUSED", named: [named("Person", ZHANG)], uses: [] });
  });

  it("when the case has named too many", async () => {
    const gateway = await honest({ registerCaseUse: () => Promise.reject(new Refusal("QUOTA_EXCEEDED")) });
    await gateway.ask({ query: `{ person(idNumber: "${SPOUSE}") { name } }` });
    expect(recordOf(gateway)).toMatchObject({ code: "QUOTA_EXCEEDED", named: [named("Person", SPOUSE)] });
  });

  it("when the person lives outside the divisions, with that reason", async () => {
    const grants = [sharingGrant(EVERYTHING, { department: CASEWORKER.department, divisions: ["540102"] })];
    const gateway = await createTestGateway({ world: makeWorld({ people: [{ outside: true }] }), grants });
    await gateway.ask({ query: `{ person(idNumber: "${idNumberOf(0)}") { name } }` });
    expect(recordOf(gateway)).toMatchObject({
      outcome: "ANSWERED",
      named: [named("Person", idNumberOf(0))],
      withheld: ["Query.person OUT_OF_SCOPE"],
      uses: [],
    });
  });

  it("when nobody bears the key, and once however often it is named", async () => {
    const gateway = await honest();
    const nobody = idNumberOf(77);
    await gateway.ask({ query: `{ a: person(idNumber: "${nobody}") { name } b: person(idNumber: "${nobody}") { name } }` });
    expect(recordOf(gateway)).toMatchObject({ named: [named("Person", nobody)], uses: [] });
  });

  it("by the data subject where a verification is asked for", async () => {
    const gateway = await createTestGateway({
      world: FAMILY,
      grants: [
        sharingGrant(
          EVERYTHING.map((item) => [item, "COMPARE"] as const),
          STATUTORY,
        ),
      ],
    });
    await gateway.ask({ query: `{ personVerification(idNumber: "${ZHANG}") { verdict(claims: { name: "x" }) } }` });
    expect(recordOf(gateway)?.named).toEqual([named("Person", ZHANG)]);
  });

  it("at least by how many there were, when only cursors of a list are asked for", async () => {
    const world = makeWorld({ people: [{}, {}, {}, {}] });
    const gateway = await createTestGateway({
      world,
      grants: [
        sharingGrant(
          EVERYTHING.map((item) => [item, "OBTAIN"] as const),
          STATUTORY,
        ),
      ],
    });
    const answer = await gateway.ask({ query: "{ persons(where: { sex: FEMALE }) { edges { cursor } } }" });
    const { edges } = (answer.data as { persons: { edges: unknown[] } }).persons;
    expect(edges.length).toBeGreaterThan(0);
    expect(recordOf(gateway)?.rows).toEqual({ "PersonConnection.edges": edges.length });
  });
});

describe("what stands for a data subject", () => {
  const people = Array.from({ length: 4 }, () => ({}));
  const world = makeWorld({ people, licences: people.map((_, n) => ({ kind: "PERSON" as const, n })) });
  const licences = (count: number) =>
    `{ ${people
      .slice(0, count)
      .map((_, n) => `l${n}: licence(identifier: "${licenceIdOf(n)}") { number holder { ... on Person { phone } } }`)
      .join(" ")} }`;

  it("counts like one: no operation goes through more than three licences to their holders", async () => {
    const gateway = await createTestGateway({ world, grants: [sharingGrant(EVERYTHING, STATUTORY)] });
    expect((await gateway.ask({ query: licences(3) })).status).toBe(200);
    const answer = await gateway.ask({ query: licences(4) });
    expect([answer.status, answer.errors[0]?.extensions]).toEqual([429, { code: "QUOTA_EXCEEDED", limit: "maxDataSubjectsPerOperation", max: 3 }]);
  });

  it("counts so for parcels too, which have no standard of their own, and stands on the record by name", async () => {
    const owned = makeWorld({ people, parcels: people.map((_, n) => [{ kind: "PERSON" as const, n }]) });
    const gateway = await createTestGateway({ world: owned, grants: [sharingGrant(EVERYTHING, STATUTORY)] });
    const parcels = `{ ${people.map((_, n) => `p${n}: parcel(unitNumber: "${unitNumberOf(n)}") { owners { name } }`).join(" ")} }`;
    expect((await gateway.ask({ query: parcels })).status).toBe(429);
    expect(recordOf(gateway)?.named).toEqual(people.map((_, n) => named("Parcel", unitNumberOf(n))));
  });

  it("is counted for the case under a hash of its key", async () => {
    const registered: string[] = [];
    const registerCaseUse = async (_: unknown, keys: readonly string[]) => void registered.push(...keys);
    const gateway = await createTestGateway({ world, grants: [sharingGrant(EVERYTHING, STATUTORY)], parts: { registerCaseUse } });
    await gateway.ask({ query: `{ licence(identifier: "${licenceIdOf(0)}") { kind } legalEntity(uscc: "${creditCodeOf(0)}") { name } }` });
    expect(registered).toEqual([expect.stringMatching(/^OBJECT:[0-9a-f]{32}$/), `LEGAL_ENTITY:${creditCodeOf(0)}`]);
  });
});
