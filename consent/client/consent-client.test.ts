import { describe, expect, it } from "vitest";
import type { ConsentStatus } from "../model/consent-record.js";
import type { WireConsent, WireGrant } from "../model/consent-wire.js";
import type { DataSubjectKey } from "../model/data-subject.js";
import { createConsentClient, type SendSigned } from "./consent-client.js";

const ZHANG: DataSubjectKey = "PERSON:11010519491231002X";
const DEPARTMENT = "11540100MB1A0001X3";

const CONSENT: WireConsent = {
  id: "consent 1",
  version: 2,
  dataSubject: ZHANG,
  case: "case 1",
  status: "GIVEN",
  givenAt: "2025-09-01T02:00:00.000Z",
  until: null,
  oneTime: false,
  items: [
    { coordinate: "Person.phone", state: "GIVEN", modes: ["QUERY"] },
    { coordinate: "Person.spouse", state: "REFUSED", modes: ["QUERY"] },
    { coordinate: "Person.children", state: "WITHDRAWN", modes: ["QUERY"] },
  ],
};

const GRANT: WireGrant = {
  id: "grant 1",
  version: 1,
  department: DEPARTMENT,
  application: "housing-desk",
  scenario: "public-rental-housing",
  statutoryBasis: null,
  items: [{ coordinate: "Person.phone", mode: "QUERY", unmasked: false }],
  divisions: ["540000"],
  status: "ACTIVE",
  validFrom: "2025-01-01T00:00:00.000Z",
  validUntil: "2035-01-01T00:00:00.000Z",
};

/** A client of a service that answers so, and what it was asked. */
function clientOf(answer: unknown, status = 200) {
  const asked: unknown[] = [];
  const send: SendSigned = async (path, body) => {
    asked.push([path, body]);
    return { status, json: answer };
  };
  return { asked, ...createConsentClient({ send, leaseMs: 5000, waitMs: 1000 }) };
}

const consentsAnswer = (...consents: readonly unknown[]) => ({ department: DEPARTMENT, scenario: "public-rental-housing", version: 1, consents });
const consentsOf = (answer: unknown, dataSubjects: readonly DataSubjectKey[] = [ZHANG]) =>
  clientOf(answer).consentsOf(DEPARTMENT, "public-rental-housing", dataSubjects);
const UNAVAILABLE = { code: "DECISION_UNAVAILABLE", details: {} };

describe("consentsOf", () => {
  it("asks once for a whole batch, each data subject once", async () => {
    const { asked, consentsOf: look } = clientOf(consentsAnswer());
    await look(DEPARTMENT, "public-rental-housing", [ZHANG, "PERSON:1", ZHANG]);
    expect(asked).toEqual([["/lookups", { kind: "CONSENTS", department: DEPARTMENT, scenario: "public-rental-housing", dataSubjects: [ZHANG, "PERSON:1"] }]]);
    await look(DEPARTMENT, "public-rental-housing", []);
    expect(asked).toHaveLength(1);
  });

  it("reads items by their state, with the modes of the notice", async () => {
    const [record] = (await consentsOf(consentsAnswer(CONSENT))).get(ZHANG) ?? [];
    expect(record).toMatchObject({
      id: "consent 1",
      version: 2,
      items: ["Person.phone"],
      refusedItems: ["Person.spouse"],
      withdrawnItems: ["Person.children"],
      status: "GIVEN",
      until: null,
    });
    expect(record?.givenAt).toEqual(new Date("2025-09-01T02:00:00.000Z"));
    expect(record?.modes?.get("Person.phone")).toEqual(["QUERY"]);
  });

  it("takes a status, an item's state or a mode that it does not know for no consent", async () => {
    expect((await consentsOf(consentsAnswer({ ...CONSENT, status: "RENEWED" as ConsentStatus }))).get(ZHANG)).toEqual([]);
    const items = [{ coordinate: "Person.phone", state: "LENT", modes: ["READ", "QUERY"] }];
    expect((await consentsOf(consentsAnswer({ ...CONSENT, items }))).get(ZHANG)).toMatchObject([
      { items: [], refusedItems: [], withdrawnItems: [], modes: new Map([["Person.phone", ["QUERY"]]]) },
    ]);
  });

  it.each([
    ["nothing", null],
    ["a text", "consents"],
    ["no list", { department: DEPARTMENT, scenario: "public-rental-housing", version: 1, consents: {} }],
    ["another department's consents", { ...consentsAnswer(CONSENT), department: "11540100MB1A000283" }],
    ["another scenario's consents", { ...consentsAnswer(CONSENT), scenario: "business-opening" }],
    ["a consent of somebody who was not asked for", consentsAnswer({ ...CONSENT, dataSubject: "PERSON:54010219900101002X" })],
  ])("does not decide on %s", async (_, answer) => {
    await expect(consentsOf(answer)).rejects.toMatchObject(UNAVAILABLE);
  });

  it.each([
    ["a consent without an id", { ...CONSENT, id: "" }],
    ["a version that is none", { ...CONSENT, version: 0 }],
    ["a status that is no text", { ...CONSENT, status: true }],
    ["an instant that is none", { ...CONSENT, givenAt: "2025-13-01T00:00:00Z" }],
    ["an end that is missing", { ...CONSENT, until: undefined }],
    ["an end in another form", { ...CONSENT, until: "tomorrow" }],
    ["items that are none", { ...CONSENT, items: [null] }],
    ["an item without modes", { ...CONSENT, items: [{ coordinate: "Person.phone", state: "GIVEN" }] }],
  ])("takes %s for no consent of its data subject at all, and for no reason to withhold anyone else's", async (_, record) => {
    const other: DataSubjectKey = "PERSON:54010219900101002X";
    const before = await consentsOf(consentsAnswer(CONSENT, record, { ...CONSENT, dataSubject: other }), [ZHANG, other]);
    expect([before.get(ZHANG)?.length, before.get(other)?.length]).toEqual([0, 1]);
    const after = await consentsOf(consentsAnswer(record, CONSENT, { ...CONSENT, dataSubject: other }), [ZHANG, other]);
    expect([after.get(ZHANG)?.length, after.get(other)?.length]).toEqual([0, 1]);
  });

  it("does not decide when the service fails, and repeats nothing of why", async () => {
    await expect(clientOf(consentsAnswer(CONSENT), 500).consentsOf(DEPARTMENT, "public-rental-housing", [ZHANG])).rejects.toMatchObject(UNAVAILABLE);
    const failing: SendSigned = () => {
      throw new Error("connect ECONNREFUSED 10.0.0.1");
    };
    const error: unknown = await createConsentClient({ send: failing, leaseMs: 5000, waitMs: 1000 })
      .standingsOf("11010519491231002X")
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject(UNAVAILABLE);
    expect(String(error)).not.toContain("10.0.0.1");
  });
});

describe("standingsOf", () => {
  it("reads whom a citizen represents", async () => {
    expect(await clientOf({ idNumber: "1", represents: ["LEGAL_ENTITY:91350100M000100Y43"] }).standingsOf("1")).toEqual(
      new Set(["LEGAL_ENTITY:91350100M000100Y43"]),
    );
  });

  it.each([[{ idNumber: "2", represents: [] }], [{ idNumber: "1" }], [{ idNumber: "1", represents: ["everyone"] }]])(
    "does not decide on %j",
    async (answer) => {
      await expect(clientOf(answer).standingsOf("1")).rejects.toMatchObject(UNAVAILABLE);
    },
  );
});

describe("registerCaseUse", () => {
  const use = { department: DEPARTMENT, scenario: "s", case: "c", dataSubjects: [ZHANG, "PERSON:1" as const], max: 10 };

  it("admits when every data subject is within the limit, and only then", async () => {
    expect(await clientOf({ withinLimit: ["PERSON:1", ZHANG] }).registerCaseUse(use)).toBe(true);
    expect(await clientOf({ withinLimit: ["PERSON:1"] }).registerCaseUse(use)).toBe(false);
    expect(await clientOf({ withinLimit: [] }).registerCaseUse(use)).toBe(false);
    await expect(clientOf({}).registerCaseUse(use)).rejects.toMatchObject(UNAVAILABLE);
    await expect(clientOf({ withinLimit: true }).registerCaseUse(use)).rejects.toMatchObject(UNAVAILABLE);
  });

  it("asks nothing for nobody, and refuses more than a look-up takes", async () => {
    const { asked, registerCaseUse } = clientOf({ withinLimit: [] });
    expect(await registerCaseUse({ ...use, dataSubjects: [] })).toBe(true);
    expect(await registerCaseUse({ ...use, dataSubjects: Array.from({ length: 1001 }, (_, number) => `PERSON:${number}` as const) })).toBe(false);
    expect(asked).toEqual([]);
  });
});

describe("snapshot", () => {
  it("reads every sharing grant", async () => {
    expect(await clientOf({ version: 4, grants: [GRANT] }).snapshot(3)).toEqual({
      version: 4,
      grants: [{ ...GRANT, validFrom: new Date(GRANT.validFrom), validUntil: new Date(GRANT.validUntil) }],
    });
  });

  it("is told that nothing has changed since the version that it knows, and since no other", async () => {
    expect(await clientOf({ version: 4, grants: null }).snapshot(4)).toBeNull();
    await expect(clientOf({ version: 5, grants: null }).snapshot(4)).rejects.toMatchObject(UNAVAILABLE);
    await expect(clientOf({ version: 5, grants: null }).snapshot(null)).rejects.toMatchObject(UNAVAILABLE);
  });

  it("leaves out what it does not know: a grant of such a status, an item of such a mode", async () => {
    const items = [...GRANT.items, { coordinate: "Person.name", mode: "READ", unmasked: false }];
    const snapshot = await clientOf({
      version: 4,
      grants: [
        { ...GRANT, items },
        { ...GRANT, id: "grant 2", status: "PENDING" },
      ],
    }).snapshot(null);
    expect(snapshot?.grants).toMatchObject([{ id: "grant 1", items: GRANT.items }]);
  });

  it.each([
    [null],
    [{ grants: [] }],
    [{ version: 1 }],
    [{ version: 1, grants: [{ ...GRANT, divisions: [540000] }] }],
    [{ version: 1, grants: [{ ...GRANT, divisions: null }] }],
    [{ version: 1, grants: [{ ...GRANT, statutoryBasis: "" }] }],
    [{ version: 1, grants: [{ ...GRANT, statutoryBasis: undefined }] }],
    [{ version: 1, grants: [{ ...GRANT, validUntil: null }] }],
    [{ version: 1, grants: [{ ...GRANT, items: [{ coordinate: "Person.phone", mode: "QUERY", unmasked: "true" }] }] }],
  ])("does not decide on %j", async (answer) => {
    await expect(clientOf(answer).snapshot(null)).rejects.toMatchObject(UNAVAILABLE);
  });
});
