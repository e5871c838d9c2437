import { describe, expect, it } from "vitest";
import type { ConsentRecord } from "../consent/model/consent-record.js";
import { Refusal } from "../consent/model/errors.js";
import { createAuditWriter } from "./audit/audit-writer.js";
import { createSharingSnapshot } from "./authorisation/sharing-snapshot.js";
import { CASEWORKER, citizen, consentOf, NOW, sharingGrant } from "./testing/callers.js";
import { createTestGateway, type TestGateway, type TestGatewayOptions, type KeptEntry } from "./testing/harness.js";
import { makeWorld } from "./testing/make-world.js";
import { creditCodeOf, idNumberOf } from "./testing/world.js";

const WORLD = makeWorld({ people: [{ spouse: 1 }, {}, {}, {}, {}], companies: [{}] });
const GRANT = sharingGrant([
  "Person.name",
  "Person.phone",
  "Person.spouse",
  ["Person.name", "COMPARE"],
  ["Person.phone", "COMPARE"],
  ["Person.name", "OBTAIN"],
]);
const ZHANG = idNumberOf(0);
const ONE = "query One($id: ID!) { person(idNumber: $id) { name phone } }";
const variables = { id: ZHANG };

const gatewayWith = (options: Partial<TestGatewayOptions> = {}): Promise<TestGateway> => createTestGateway({ world: WORLD, grants: [GRANT], ...options });
const codesOf = ({ errors }: { errors: readonly { extensions: { code: string } }[] }): string[] => errors.map(({ extensions }) => extensions.code);
const recordOf = ({ records }: TestGateway) => records[0]?.record;

describe("an answer", () => {
  it("carries the name of its record, and what is withheld", async () => {
    const gateway = await gatewayWith();
    const answer = await gateway.ask({ query: ONE, variables });
    expect(answer).toMatchObject({ status: 200, data: { person: { name: "¤Person0.name¤", phone: null } }, auditId: "request 1" });
    expect(answer.withheld).toEqual([{ coordinate: "Person.phone", code: "CONSENT_REQUIRED", paths: ["person.phone"] }]);
  });

  it("is on the record with facts, rules, sharing grant and uses, and without any value", async () => {
    const gateway = await gatewayWith();
    await gateway.ask({ query: ONE, variables });
    expect(recordOf(gateway)).toMatchObject({
      outcome: "ANSWERED",
      code: null,
      mode: "QUERY",
      grant: "grant-1@3",
      operation: { name: "One" },
      sets: [["Person.name"]],
    });
    expect(recordOf(gateway)?.facts).toEqual(["Person.idNumber QUERY", "Person.name QUERY", "Person.phone QUERY"]);
    expect(recordOf(gateway)?.uses).toMatchObject([{ type: "Person", shown: 0, withheld: ["Person.phone CONSENT_REQUIRED"] }]);
    expect(JSON.stringify(recordOf(gateway))).not.toMatch(new RegExp(`¤|${ZHANG}`));
  });

  it("is on the record by an HMAC under a secret that is kept apart", async () => {
    const gateway = await gatewayWith();
    for (let n = 0; n < 2; n++) await gateway.ask({ query: ONE, variables });
    const [first, second] = gateway.records as [KeptEntry, KeptEntry];
    expect(first.record.resultMac).toMatch(/^[\w-]{43}$/);
    expect(first.record.resultMac).not.toBe(second.record.resultMac);
    expect(first.resultSecret).toHaveLength(32);
    expect(JSON.stringify(first.record)).not.toContain(first.resultSecret?.toString("base64url"));
  });

  it("does not leave before its record is durable", async () => {
    let durable = (): void => undefined;
    const audit = createAuditWriter(
      () => new Promise((resolve) => void (durable = resolve)),
      () => undefined,
    );
    const gateway = await gatewayWith({ parts: { audit } });
    let answered = false;
    const answer = gateway.ask({ query: ONE, variables }).finally(() => {
      answered = true;
    });
    for (let n = 0; n < 50; n++) await new Promise((resolve) => setImmediate(resolve));
    expect([gateway.passed.length > 0, answered]).toEqual([true, false]);
    durable();
    expect((await answer).status).toBe(200);
  });

  it("is AUDIT_UNAVAILABLE, and nothing besides, when its record cannot be made durable", async () => {
    const audit = createAuditWriter(
      () => Promise.reject(new Error("disk full")),
      () => undefined,
    );
    const gateway = await gatewayWith({ parts: { audit } });
    const answer = await gateway.ask({ query: ONE, variables });
    expect([answer.status, codesOf(answer), answer.data, answer.auditId]).toEqual([503, ["AUDIT_UNAVAILABLE"], undefined, undefined]);
    expect(answer.text).not.toMatch(/¤|disk/);
  });
});

describe("a refusal", () => {
  it("resolves nothing, and is on the record", async () => {
    const gateway = await gatewayWith();
    const answer = await gateway.ask({ query: "query($id: ID!) { person(idNumber: $id) { name birthDate } }", variables });
    expect([answer.status, codesOf(answer), answer.data]).toEqual([403, ["SHARING_REFUSED"], undefined]);
    expect(answer.errors[0]?.extensions.refusals).toEqual([expect.objectContaining({ coordinate: "Person.birthDate", mode: "QUERY", reason: "NOT_IN_GRANT" })]);
    expect(gateway.passed).toEqual([]);
    expect(recordOf(gateway)).toMatchObject({
      outcome: "REFUSED",
      code: "SHARING_REFUSED",
      refusals: ["Person.birthDate QUERY NOT_IN_GRANT"],
      uses: [],
      resultMac: null,
    });
  });

  it("that cannot be recorded is AUDIT_UNAVAILABLE", async () => {
    const audit = createAuditWriter(
      () => Promise.reject(new Error("disk full")),
      () => undefined,
    );
    const gateway = await gatewayWith({ parts: { audit } });
    const answer = await gateway.ask({ query: "{ person( }" });
    expect([answer.status, codesOf(answer), answer.auditId]).toEqual([503, ["AUDIT_UNAVAILABLE"], undefined]);
  });

  it.each([
    ["without a caller", { parts: { identify: () => Promise.reject(new Refusal("UNAUTHENTICATED")) } }, ONE, 401, "UNAUTHENTICATED"],
    ["of a document that does not parse", {}, "{ person( }", 400, "GRAPHQL_PARSE_FAILED"],
    ["of a document that does not validate", {}, "{ nobody }", 400, "GRAPHQL_VALIDATION_FAILED"],
    ["without a sharing grant", { grants: [] }, ONE, 403, "SHARING_REFUSED"],
    ["under a suspended sharing grant", { grants: [{ ...GRANT, status: "SUSPENDED" as const }] }, ONE, 403, "SHARING_REFUSED"],
    ["under a sharing grant that has run out", { grants: [{ ...GRANT, validUntil: NOW }] }, ONE, 403, "SHARING_REFUSED"],
    ["of another application's sharing grant", { grants: [{ ...GRANT, application: "another" }] }, ONE, 403, "SHARING_REFUSED"],
    ["of mixed modes", {}, "query($id: ID!) { person(idNumber: $id) { name } persons(where: {}) { edges { node { name } } } }", 403, "SHARING_REFUSED"],
  ])("%s asks no department", async (_, options, query, status, code) => {
    const gateway = await gatewayWith(options);
    const answer = await gateway.ask({ query, variables });
    expect([answer.status, codesOf(answer)]).toEqual([status, [code]]);
    expect([gateway.passed, gateway.records.length]).toEqual([[], 1]);
  });

  it("of an identifier that fails its check names the check and never the value, and plans nothing", async () => {
    const gateway = await gatewayWith({ parts: { plans: { planOf: () => expect.fail("planned") } } });
    const answer = await gateway.ask({ query: ONE, variables: { id: "110105194912310021" } });
    expect(answer.errors[0]?.extensions).toEqual({ code: "INVALID_IDENTIFIER", standard: "GB_11643", check: "CHECK_DIGIT", argument: "idNumber" });
    expect(answer.text + JSON.stringify(gateway.records)).not.toContain("110105194912310021");
  });

  it("of a defect says INTERNAL and nothing else; the log is told", async () => {
    const gateway = await gatewayWith({
      parts: {
        plans: {
          planOf: () => {
            throw new Error("secret of 540102199001010003");
          },
        },
      },
    });
    const answer = await gateway.ask({ query: ONE, variables });
    expect([answer.status, codesOf(answer)]).toEqual([500, ["INTERNAL"]]);
    expect(answer.text).not.toContain("secret");
    expect(gateway.defects).toHaveLength(1);
  });
});

describe("the lease of the sharing grants", () => {
  it("ends everything governed with DECISION_UNAVAILABLE, and nothing else", async () => {
    const silent = createSharingSnapshot(new Map(), async () => null, 1000, new Set());
    const gateway = await gatewayWith({ parts: { snapshot: silent } });
    expect(await gateway.ask({ query: ONE, variables })).toMatchObject({ status: 503, errors: [{ extensions: { code: "DECISION_UNAVAILABLE" } }] });
    expect(await gateway.ask({ query: '{ administrativeDivision(code: "540102") { name } }' })).toMatchObject({
      status: 200,
      data: { administrativeDivision: { name: "division 540102" } },
    });
  });
});

describe("a decision", () => {
  it("never outlives its request: a consent withdrawn counts at once", async () => {
    const consents: ConsentRecord[] = [consentOf(`PERSON:${ZHANG}`, ["Person.phone"])];
    const gateway = await gatewayWith({ consents });
    expect((await gateway.ask({ query: ONE, variables })).data).toEqual({ person: { name: "¤Person0.name¤", phone: "¤Person0.phone¤" } });
    consents[0] = consentOf(`PERSON:${ZHANG}`, [], { status: "WITHDRAWN", withdrawnItems: ["Person.phone"] });
    const answer = await gateway.ask({ query: ONE, variables });
    expect([answer.data, codesOf(answer)]).toEqual([{ person: { name: "¤Person0.name¤", phone: null } }, ["CONSENT_WITHDRAWN"]]);
  });

  it("is of its caller: the same text and plan serve another with another decision", async () => {
    const other = { ...CASEWORKER, department: "11540100MB1B000024", application: "other-desk" };
    const grants = [GRANT, { ...GRANT, id: "grant-2", department: other.department, application: other.application }];
    const gateway = await gatewayWith({ grants, consents: [consentOf(`PERSON:${ZHANG}`, ["Person.phone"])] });
    expect((await gateway.ask({ query: ONE, variables })).data).toMatchObject({ person: { phone: "¤Person0.phone¤" } });
    expect((await gateway.ask({ query: ONE, variables, caller: other })).data).toMatchObject({ person: { phone: null } });
    expect((await gateway.ask({ query: ONE, variables, caller: { ...CASEWORKER, scenario: "another" } })).status).toBe(403);
  });

  it("on a verdict needs every item that its claims reveal", async () => {
    const gateway = await gatewayWith();
    const query = `{ personVerification(idNumber: "${ZHANG}") { a: verdict(claims: { name: "¤Person0.name¤" }) b: verdict(claims: { name: "¤Person0.name¤", phone: "1" }) c: verdict(claims: {}) } }`;
    const answer = await gateway.ask({ query });
    expect([answer.data, codesOf(answer)]).toEqual([{ personVerification: { a: "MATCH", b: null, c: null } }, ["CONSENT_REQUIRED", "DECISION_UNAVAILABLE"]]);
  });
});

describe("introspection that is off", () => {
  it("is refused before anybody is asked for anything", async () => {
    const registered: unknown[] = [];
    const gateway = await gatewayWith({
      parts: {
        introspect: () => {
          throw new Refusal("FORBIDDEN", { coordinate: "Query.__schema" });
        },
        registerCaseUse: async (_, named) => void registered.push(...named),
      },
    });
    const answer = await gateway.ask({ query: `{ person(idNumber: "${ZHANG}") { phone } __schema { queryType { name } } }` });
    expect([answer.status, codesOf(answer), gateway.passed, registered]).toEqual([403, ["FORBIDDEN"], [], []]);
  });
});

describe("the limits of an operation", () => {
  const people = (count: number): string => `{ ${Array.from({ length: count }, (_, n) => `p${n}: person(idNumber: "${idNumberOf(n)}") { name }`).join(" ")} }`;

  it("admit three data subjects by name, each counted once", async () => {
    const gateway = await gatewayWith();
    expect((await gateway.ask({ query: people(3) })).status).toBe(200);
    expect((await gateway.ask({ query: `{ a: person(idNumber: "${ZHANG}") { name } b: person(idNumber: "${ZHANG}") { phone } }` })).status).toBe(200);
    const answer = await gateway.ask({ query: people(4) });
    expect([answer.status, answer.errors[0]?.extensions]).toEqual([429, { code: "QUOTA_EXCEEDED", limit: "maxDataSubjectsPerOperation", max: 3 }]);
  });

  it("count those whom a comparison names too", async () => {
    const gateway = await gatewayWith();
    const query = `{ ${[0, 1, 2, 3].map((n) => `p${n}: personVerification(idNumber: "${idNumberOf(n)}") { verdict(claims: { name: "x" }) }`).join(" ")} }`;
    expect(codesOf(await gateway.ask({ query }))).toEqual(["QUOTA_EXCEEDED"]);
  });

  it("register the named ones with the case before anything is fetched", async () => {
    const registered: unknown[] = [];
    const gateway = await gatewayWith({
      parts: {
        registerCaseUse: async (caller, dataSubjects) => {
          registered.push([caller.case, [...dataSubjects]]);
          throw new Refusal("QUOTA_EXCEEDED", { limit: "maxDataSubjectsPerCase", max: 10 });
        },
      },
    });
    expect(codesOf(await gateway.ask({ query: ONE, variables }))).toEqual(["QUOTA_EXCEEDED"]);
    expect([registered, gateway.passed]).toEqual([[["2025-0001", [`PERSON:${ZHANG}`]]], []]);
  });

  it("do not count lists as named", async () => {
    const gateway = await gatewayWith({ parts: { registerCaseUse: () => Promise.reject(new Refusal("QUOTA_EXCEEDED")) } });
    expect((await gateway.ask({ query: "{ persons(where: {}) { edges { node { name } } } }" })).status).toBe(200);
  });

  it.each([
    ["maxFetches", { maxFetches: 2, maxCost: 1e9 }],
    ["maxCost", { maxFetches: 100, maxCost: 1 }],
  ])("refuse more than %s before planning", async (limit, limits) => {
    const gateway = await gatewayWith({
      parts: { limits: { maxDataSubjectsPerOperation: 3, maxDataSubjectsPerCase: 10, ...limits }, plans: { planOf: () => expect.fail("planned") } },
    });
    expect((await gateway.ask({ query: ONE, variables })).errors[0]?.extensions).toMatchObject({ code: "OPERATION_TOO_COSTLY", limit });
  });
});

describe("a citizen", () => {
  it("reads the own data without a sharing grant, and of others the name", async () => {
    const gateway = await gatewayWith({ grants: [] });
    const answer = await gateway.ask({ caller: citizen(ZHANG), query: "{ me { role person { name phone spouse { name } } } }" });
    expect(answer).toMatchObject({
      status: 200,
      errors: [],
      data: { me: { role: "citizen", person: { name: "¤Person0.name¤", phone: "¤Person0.phone¤", spouse: { name: "¤Person1.name¤" } } } },
    });
    const more = await gateway.ask({ caller: citizen(ZHANG), query: "{ me { person { spouse { phone } } } }" });
    expect([more.status, more.errors[0]?.extensions]).toEqual([403, { code: "FORBIDDEN", coordinate: "Person.phone" }]);
  });

  it("reads whom one represents, and no governed root", async () => {
    const gateway = await gatewayWith({ represents: new Map([[ZHANG, [{ typeName: "LegalEntity", key: creditCodeOf(0) }]]]) });
    const answer = await gateway.ask({ caller: citizen(ZHANG), query: "{ me { represents { name ... on LegalEntity { shareholders } } } }" });
    expect(answer.data).toEqual({
      me: { represents: [{ name: "¤LegalEntity0.name¤", shareholders: ["¤LegalEntity0.shareholders¤", "¤LegalEntity0.shareholders¤"] }] },
    });
    expect(codesOf(await gateway.ask({ caller: citizen(ZHANG), query: ONE, variables }))).toEqual(["FORBIDDEN"]);
  });
});

describe("everyone else", () => {
  it.each(["officer", "authority", "auditor", "security"] as const)("as %s reads no governed data", async (role) => {
    const gateway = await gatewayWith();
    const answer = await gateway.ask({ caller: { role, sub: "x", clientId: "portal", department: null }, query: ONE, variables });
    expect([answer.status, codesOf(answer), gateway.passed]).toEqual([403, ["FORBIDDEN"], []]);
  });
});
