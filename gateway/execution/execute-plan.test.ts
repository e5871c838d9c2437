import { describe, expect, it } from "vitest";
import type { SharingGrant } from "../../consent/model/sharing-grant.js";
import { consentOf, sharingGrant } from "../testing/callers.js";
import { createTestGateway, type TestGateway } from "../testing/harness.js";
import { makeWorld } from "../testing/make-world.js";
import { creditCodeOf, idNumberOf, licenceIdOf } from "../testing/world.js";

const WORLD = makeWorld({
  people: [{ spouse: 1, children: [2, 2], licences: [0, 1] }, { spouse: 0 }, {}, { outside: true }],
  companies: [{ legalRepresentative: 0 }],
  licences: [
    { kind: "PERSON", n: 0 },
    { kind: "PERSON", n: 1 },
  ],
});
const ITEMS = ["name", "phone", "spouse", "children", "licences", "maritalStatus"].map((name) => `Person.${name}`);
const GRANT: SharingGrant = sharingGrant([
  ...ITEMS,
  "Licence.kind",
  "Licence.number",
  "LegalEntity.name",
  "LegalEntity.legalRepresentative",
  "LegalEntity.shareholders",
]);
const ZHANG = idNumberOf(0);

const gatewayOf = (consents = [consentOf(`PERSON:${ZHANG}`, ITEMS)], change = {}): Promise<TestGateway> =>
  createTestGateway({ world: WORLD, grants: [GRANT], consents, ...change });
const representations = ({ passed }: TestGateway): unknown[] => passed.flatMap(({ variables }) => (variables.representations ?? []) as unknown[]);

describe("executing a plan", () => {
  it("asks a department for nothing that is wholly withheld", async () => {
    const gateway = await gatewayOf([]);
    const answer = await gateway.ask({ query: `{ person(idNumber: "${ZHANG}") { phone maritalStatus } }` });
    expect(answer.data).toEqual({ person: { phone: null, maritalStatus: null } });
    expect(gateway.passed.map(({ query }) => query.includes("_entities"))).toEqual([false]);
  });

  it("asks for what is permitted, with a boolean for each field of the fetch and for none besides", async () => {
    const gateway = await gatewayOf([]);
    const answer = await gateway.ask({ query: `{ person(idNumber: "${ZHANG}") { name phone } }` });
    expect(answer.data).toEqual({ person: { name: "¤Person0.name¤", phone: null } });
    expect(representations(gateway)).toEqual([{ __typename: "Person", idNumber: ZHANG, decision: { "Person.name": true, "Person.phone": false } }]);
  });

  it("asks once for a person who stands in several places of one list", async () => {
    const gateway = await gatewayOf();
    const answer = await gateway.ask({ query: `{ person(idNumber: "${ZHANG}") { children { name } } }` });
    expect(answer.data).toEqual({ person: { children: [{ name: "¤Person2.name¤" }, { name: "¤Person2.name¤" }] } });
    expect(representations(gateway).filter((sent) => (sent as { idNumber: string }).idNumber === idNumberOf(2))).toHaveLength(1);
  });

  it("nulls again what a department answers though it may not", async () => {
    const gateway = await gatewayOf([], { departmentsObey: false });
    const answer = await gateway.ask({ query: `{ person(idNumber: "${ZHANG}") { name phone } }` });
    expect(answer.data).toEqual({ person: { name: "¤Person0.name¤", phone: null } });
    expect(gateway.passed.some(({ answer: answered }) => JSON.stringify(answered).includes("¤Person0.phone¤"))).toBe(true);
    expect(answer.text).not.toContain("¤Person0.phone¤");
  });

  it("decides a licence by its holder: of two, the one that consented shows its number", async () => {
    const gateway = await gatewayOf([consentOf(`PERSON:${ZHANG}`, ["Person.licences", "Licence.number"])]);
    const answer = await gateway.ask({ query: `{ person(idNumber: "${ZHANG}") { licences { number } } }` });
    expect(answer.data).toEqual({ person: { licences: [{ number: "¤Licence0.number¤" }, { number: null }] } });
    expect(answer.errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([[["person", "licences", 1, "number"], "CONSENT_REQUIRED"]]);
    // The holder's key, which the decision needs, goes to nobody.
    expect(representations(gateway).every((sent) => !("holderId" in (sent as object)))).toBe(true);
  });

  it("skips what a condition leaves out, and asks nobody for it", async () => {
    const gateway = await gatewayOf();
    const query = `query($with: Boolean!) { person(idNumber: "${ZHANG}") { name licences @include(if: $with) { kind } } }`;
    const without = await gateway.ask({ query, variables: { with: false } });
    expect(without.data).toEqual({ person: { name: "¤Person0.name¤" } });
    expect(gateway.passed.map(({ subgraph }) => subgraph)).not.toContain("licence");
    const answer = await gateway.ask({ query, variables: { with: true } });
    expect(answer.data).toMatchObject({ person: { licences: [{ kind: "¤Licence0.kind¤" }, { kind: "¤Licence1.kind¤" }] } });
  });

  it("answers an empty object where conditions leave nothing of it", async () => {
    const gateway = await gatewayOf();
    const query = `query($with: Boolean!) { administrativeDivision(code: "540102") { name @include(if: $with) } me { role @include(if: false) } }`;
    const { data, errors } = await gateway.ask({ query, variables: { with: false } });
    expect([data, errors]).toEqual([{ administrativeDivision: {}, me: {} }, []]);
  });

  it("leaves null what does not exist, without an error", async () => {
    const gateway = await gatewayOf();
    const answer = await gateway.ask({ query: `{ person(idNumber: "${idNumberOf(8)}") { name } licence(identifier: "${licenceIdOf(7)}") { kind } }` });
    expect([answer.data, answer.errors]).toEqual([{ person: null, licence: null }, []]);
  });

  it("says OUT_OF_SCOPE of a person whom the department places elsewhere", async () => {
    const gateway = await gatewayOf();
    const answer = await gateway.ask({ query: `{ person(idNumber: "${idNumberOf(3)}") { name } }` });
    expect(answer.data).toEqual({ person: null });
    expect(answer.errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([[["person"], "OUT_OF_SCOPE"]]);
  });

  it("decides nothing about consent while the consent service is silent, and still shows what needs none", async () => {
    const gateway = await gatewayOf([consentOf(`PERSON:${ZHANG}`, ITEMS)], { consentAnswers: false });
    const answer = await gateway.ask({
      query: `{ person(idNumber: "${ZHANG}") { name phone } legalEntity(uscc: "${creditCodeOf(0)}") { name shareholders } }`,
    });
    expect(answer.data).toEqual({ person: { name: "¤Person0.name¤", phone: null }, legalEntity: { name: "¤LegalEntity0.name¤", shareholders: null } });
    expect(answer.errors.map(({ extensions }) => extensions.code)).toEqual(["DECISION_UNAVAILABLE", "DECISION_UNAVAILABLE"]);
  });

  it("asks for a person reached through others like for the first", async () => {
    const gateway = await gatewayOf([consentOf(`PERSON:${ZHANG}`, ["Person.spouse"]), consentOf(`PERSON:${idNumberOf(1)}`, ["Person.spouse"])]);
    const answer = await gateway.ask({
      query: `{ legalEntity(uscc: "${creditCodeOf(0)}") { legalRepresentative { phone spouse { phone spouse { name phone } } } } }`,
    });
    expect(answer.data).toEqual({
      legalEntity: { legalRepresentative: { phone: null, spouse: { phone: null, spouse: { name: "¤Person0.name¤", phone: null } } } },
    });
    expect(answer.withheld).toEqual([
      {
        coordinate: "Person.phone",
        code: "CONSENT_REQUIRED",
        paths: ["legalRepresentative.phone", "legalRepresentative.spouse.phone", "legalRepresentative.spouse.spouse.phone"].map(
          (path) => `legalEntity.${path}`,
        ),
      },
    ]);
  });
});
