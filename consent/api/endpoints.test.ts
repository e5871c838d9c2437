import { expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { serveSubgraph } from "../../subgraphs/kit/server.js";
import { createRequestVerifier } from "../../subgraphs/kit/signature/verify-request.js";
import { DEPARTMENTS } from "../model/departments.js";
import { SEEDED_SHARING_GRANTS } from "../store/seeded-scenarios.js";
import { changeSharingGrant } from "../store/sharing-grants.js";
import { definition } from "./definition.js";
import { consentEndpoints } from "./endpoints.js";
import { ANSWER, COMPANY_USCC, caseworker, citizen, done, LI, NOW, REQUEST, useConsentService, ZHANG } from "./testing/consent-service.js";

const HOUSING = DEPARTMENTS.housing.code;
const SCENARIO = "public-rental-housing";
const person = (number: number) => `PERSON:${String(number).padStart(18, "0")}` as const;

describeOnEngines("a gateway's client", (engine) => {
  const { client, post, ask, service } = useConsentService(engine);

  it("reads every sharing grant, and then only changes", async () => {
    const snapshot = await client.snapshot(null);
    const byId = (grants: readonly { id: string }[]) => new Map(grants.map((grant) => [grant.id, grant]));
    const items = (grants: typeof SEEDED_SHARING_GRANTS) =>
      grants.map((grant) => ({ ...grant, items: [...grant.items].sort((a, b) => (`${a.coordinate} ${a.mode}` < `${b.coordinate} ${b.mode}` ? -1 : 1)) }));
    expect(byId(items(snapshot?.grants ?? []))).toEqual(byId(items(SEEDED_SHARING_GRANTS)));
    expect(await client.snapshot(snapshot?.version ?? 0)).toBeNull();
    await changeSharingGrant(service().database, () => "00000000-0000-4000-8000-000000000001", {
      id: "seeded-business-opening",
      version: 1,
      event: "SUSPEND",
      actor: "authority",
      reason: "test",
      now: NOW,
    });
    const next = await client.snapshot(snapshot?.version ?? 0);
    expect(next?.version).toBe((snapshot?.version ?? 0) + 1);
    expect(next?.grants.find(({ id }) => id === "seeded-business-opening")?.status).toBe("SUSPENDED");
  });

  it("reads what data subjects consented to, a refusal and nothing included", async () => {
    const { id, notice } = done(
      await ask(caseworker(), REQUEST, { input: { holder: { kind: "PERSON", key: ZHANG }, items: ["Person.phone"] } }),
    ).requestConsent;
    await ask(citizen(ZHANG), ANSWER, { input: { request: id, give: [], noticeHash: notice.hash } });
    const consents = await client.consentsOf(HOUSING, SCENARIO, [`PERSON:${ZHANG}`, person(1), person(1)]);
    expect([...consents.keys()]).toEqual([`PERSON:${ZHANG}`, person(1)]);
    expect(consents.get(person(1))).toEqual([]);
    expect(consents.get(`PERSON:${ZHANG}`)).toEqual([
      {
        id: expect.any(String),
        version: 1,
        dataSubject: `PERSON:${ZHANG}`,
        department: HOUSING,
        scenario: SCENARIO,
        case: "case 1",
        status: "REFUSED",
        items: [],
        refusedItems: ["Person.phone"],
        withdrawnItems: [],
        modes: new Map([["Person.phone", ["QUERY"]]]),
        givenAt: NOW,
        until: null,
      },
    ]);
  });

  it("reads consents of more data subjects than one look-up takes", async () => {
    const consents = await client.consentsOf(
      HOUSING,
      SCENARIO,
      Array.from({ length: 2500 }, (_, number) => person(number)),
    );
    expect(consents.size).toBe(2500);
  });

  it("reads whom a citizen represents", async () => {
    expect(await client.standingsOf(ZHANG)).toEqual(new Set([`LEGAL_ENTITY:${COMPANY_USCC}`]));
    expect(await client.standingsOf("110105194912310038")).toEqual(new Set());
  });

  it("counts the data subjects of a case, all or none", async () => {
    const use = (numbers: readonly number[]) =>
      client.registerCaseUse({ department: HOUSING, scenario: SCENARIO, case: "case 9", dataSubjects: numbers.map(person), max: 3 });
    expect(await use([1, 2])).toBe(true);
    expect(await use([2, 3, 4])).toBe(false);
    expect(await use([2, 3])).toBe(true);
    expect(await use([4])).toBe(false);
    expect(await use([])).toBe(true);
  });

  it("hears at once of a change, and otherwise when its question has waited long enough", async () => {
    const changes = async (known: unknown, waitMs: number) => (await post("/changes", { known, waitMs })).json as { grants: number; consents: number };
    const versions = await changes(null, 2000);
    expect(versions).toEqual({ grants: expect.any(Number), consents: expect.any(Number) });
    expect(await changes(versions, 0)).toEqual(versions);
    const [first, second] = [changes(versions, 2000), changes(versions, 2000)];
    const {
      requestConsent: { id, notice },
    } = done(await ask(caseworker({ case: "case 2" }), REQUEST, { input: { holder: { kind: "PERSON", key: LI }, items: ["Person.phone"] } }));
    await ask(citizen(LI), ANSWER, { input: { request: id, give: ["Person.phone"], noticeHash: notice.hash } });
    const changed = await first;
    expect(changed.consents).toBeGreaterThan(versions.consents);
    expect((await second).consents).toBeGreaterThan(versions.consents);
    // Of another process, whatever it did: only the database tells.
    const later = changes(changed, 2000);
    await service().database.query("UPDATE change_version SET version = version + 1 WHERE topic = 'grants'");
    expect((await later).grants).toBe(changed.grants + 1);
  });

  it("hears that nothing can be said when the versions are not there", async () => {
    await service().database.query("DELETE FROM change_version WHERE topic = 'grants'");
    expect((await post("/changes", { known: null, waitMs: 0 })).status).toBe(500);
    await service().database.query("INSERT INTO change_version (topic, version) VALUES ('grants', 100)");
    expect((await post("/changes", { known: null, waitMs: 0 })).status).toBe(200);
  });

  it("is told nothing when it asks on somebody's behalf", async () => {
    for (const caller of [caseworker(), citizen(ZHANG)]) {
      for (const [path, body] of [
        ["/snapshot", { knownVersion: null }],
        ["/changes", { known: null, waitMs: 0 }],
        ["/lookups", { kind: "STANDINGS", idNumber: ZHANG }],
      ] as const) {
        expect(await post(path, body, caller)).toEqual({
          status: expect.any(Number),
          json: { errors: [expect.objectContaining({ extensions: { code: "FORBIDDEN" } })] },
        });
      }
    }
  });

  it("is told nothing when its question is not as the contract says", async () => {
    const consents = { kind: "CONSENTS", department: HOUSING, scenario: SCENARIO, dataSubjects: [person(1)] };
    const caseUse = { ...consents, kind: "CASE_USE", case: "case 1", max: 10 };
    for (const [path, body] of [
      ["/lookups", null],
      ["/lookups", []],
      ["/lookups", { kind: "SCENARIOS" }],
      ["/lookups", { ...consents, dataSubjects: [] }],
      ["/lookups", { ...consents, dataSubjects: Array.from({ length: 1001 }, (_, number) => person(number)) }],
      ["/lookups", { ...consents, dataSubjects: ["PERSON:1' OR '1'='1"] }],
      ["/lookups", { ...consents, dataSubjects: "PERSON:1" }],
      ["/lookups", { ...consents, department: "x".repeat(19) }],
      ["/lookups", { ...consents, everything: true }],
      ["/lookups", { ...caseUse, max: 0 }],
      ["/lookups", { ...caseUse, max: 1.5 }],
      ["/lookups", { ...caseUse, case: "" }],
      ["/lookups", { kind: "STANDINGS", idNumber: "%" }],
      ["/snapshot", {}],
      ["/snapshot", { knownVersion: "1" }],
      ["/snapshot", { knownVersion: 1, grants: [] }],
      ["/changes", { known: null }],
      ["/changes", { known: null, waitMs: 2001 }],
      ["/changes", { known: { grants: 1 }, waitMs: 0 }],
    ] as const) {
      expect(await post(path, body)).toEqual({ status: 400, json: { errors: [{ message: expect.any(String), extensions: { code: "BAD_REQUEST" } }] } });
    }
  });

  it("is told nothing when nobody signed its question", async () => {
    const verifyRequest = createRequestVerifier({ keys: new Map(), subgraph: "consent", clock: () => NOW, nonces: { claim: () => true } });
    const guarded = await serveSubgraph(definition, {
      port: 0,
      verifyRequest,
      cursorKey: Buffer.alloc(32),
      databaseUrl: engine.url(),
      endpoints: consentEndpoints(() => NOW),
    });
    for (const path of ["/lookups", "/snapshot", "/changes", "/graphql"]) {
      const answer = await fetch(new URL(path, guarded.url), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: '{"knownVersion":null}',
      });
      expect([answer.status, await answer.json()]).toEqual([401, { errors: [expect.objectContaining({ extensions: { code: "UNAUTHENTICATED" } })] }]);
    }
    await guarded.close();
  });
});
