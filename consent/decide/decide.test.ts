import { describe, expect, it } from "vitest";
import type { Caller, CitizenCaller, Role } from "../model/caller.js";
import type { ConsentRecord, ConsentStatus } from "../model/consent-record.js";
import type { DataSubjectKey } from "../model/data-subject.js";
import type { Coordinate, SharingMode } from "../model/sharing.js";
import { compileSharing } from "./compile-sharing.js";
import { type DecisionInput, decide } from "./decide.js";
import { CALLER, grantOf, NOW, recordOf, ruleOf, rulesOf } from "./testing/fixtures.js";

const PERSON: DataSubjectKey = "PERSON:11010519491231002X";
const ASK = { type: "CONDITIONAL", modes: ["QUERY", "COMPARE", "OBTAIN"], consent: true } as const;
const RULES = rulesOf(
  ruleOf("Person.name"),
  ruleOf("Person.birthCertificate", { type: "CONDITIONAL", modes: ["QUERY"] }),
  ruleOf("Person.phone", ASK),
  ruleOf("Person.spouse", ASK),
);
const ITEMS = ["Person.name", "Person.birthCertificate", "Person.phone", "Person.spouse"];
const GRANT = grantOf([...ITEMS.map((item) => `${item} QUERY`), "Person.phone OBTAIN", "Person.phone COMPARE"]);
const SHARING = compileSharing(RULES, [GRANT]).sharingOf(CALLER, NOW);
const CITIZEN: CitizenCaller = { role: "citizen", sub: "citizen", clientId: "portal", idNumber: "11010519491231002X" };

const input = (change: Partial<DecisionInput> = {}): DecisionInput => ({
  caller: CALLER,
  sharing: SHARING,
  mode: "QUERY",
  dataSubject: PERSON,
  coordinates: ITEMS,
  consents: [],
  represents: new Set(),
  now: NOW,
  ...change,
});

/** The verdicts in short: on what a permitted item rests, or why one is withheld. */
function verdicts(change: Partial<DecisionInput> = {}): Record<Coordinate, string | undefined> {
  const asked = input(change);
  const { items } = decide(asked);
  return Object.fromEntries(
    asked.coordinates.map((coordinate) => {
      const verdict = items.get(coordinate);
      return [coordinate, verdict?.permitted ? verdict.basis : verdict?.code];
    }),
  );
}

const phone = (consents: readonly ConsentRecord[], change: Partial<DecisionInput> = {}) => verdicts({ consents, ...change })["Person.phone"];

describe("a caseworker application", () => {
  it("may use what the rules share, and nothing that needs a consent without one", () => {
    expect(verdicts()).toEqual({
      "Person.name": "UNCONDITIONAL",
      "Person.birthCertificate": "CONDITION",
      "Person.phone": "CONSENT_REQUIRED",
      "Person.spouse": "CONSENT_REQUIRED",
    });
  });

  it("may use exactly the item to which the data subject consented", () => {
    const { items } = decide(input({ consents: [recordOf(["Person.phone"], { id: "c", version: 4 })] }));
    expect(items.get("Person.phone")).toEqual({ permitted: true, basis: "CONSENT", consent: "c", consentVersion: 4 });
    expect(items.get("Person.spouse")).toEqual({ permitted: false, code: "CONSENT_REQUIRED" });
  });

  it("needs one valid consent among several", () => {
    const gone = recordOf(["Person.phone"], { id: "gone", status: "REVOKED" });
    const refused = recordOf([], { id: "refused", status: "REFUSED", refusedItems: ["Person.phone"] });
    expect(phone([gone, recordOf(["Person.phone"]), refused])).toBe("CONSENT");
  });

  it("has no use of a consent to another department, scenario, data subject or item, nor of one to come", () => {
    for (const change of [
      { department: "11540100MB1A000283" },
      { scenario: "business-opening" },
      { dataSubject: "PERSON:54010219900101002X" },
      { items: ["Person.spouse"] },
      { givenAt: new Date(NOW.getTime() + 1) },
    ] as const) {
      expect(phone([recordOf(["Person.phone"], change)])).toBe("CONSENT_REQUIRED");
    }
  });

  it("may use another case's consent of the same department and scenario", () => {
    expect(phone([recordOf(["Person.phone"], { case: "case 2" })])).toBe("CONSENT");
  });

  it("may use a consent until just before it ends", () => {
    expect(phone([recordOf(["Person.phone"], { until: new Date(NOW.getTime() + 1) })])).toBe("CONSENT");
    expect(phone([recordOf(["Person.phone"], { until: NOW })])).toBe("CONSENT_EXPIRED");
    expect(phone([recordOf(["Person.phone"], { until: new Date(Number.NaN) })])).toBe("CONSENT_REQUIRED");
  });

  it("may use a consent in the modes that its notice named", () => {
    const consents = [recordOf(["Person.phone"], { modes: new Map([["Person.phone", ["COMPARE"]]]) })];
    expect(phone(consents, { mode: "COMPARE" })).toBe("CONSENT");
    expect(phone(consents, { mode: "QUERY" })).toBe("CONSENT_REQUIRED");
    expect(phone([recordOf(["Person.phone"], { modes: new Map() })])).toBe("CONSENT_REQUIRED");
  });

  it("gets nothing by a record that contradicts itself or has a status that nobody knows", () => {
    expect(phone([recordOf(["Person.phone"], { withdrawnItems: ["Person.phone"] })])).toBe("CONSENT_WITHDRAWN");
    expect(phone([recordOf(["Person.phone"], { refusedItems: ["Person.phone"] })])).toBe("CONSENT_REFUSED");
    expect(phone([recordOf(["Person.phone"], { status: "RENEWED" as ConsentStatus })])).toBe("CONSENT_REQUIRED");
  });

  it("is not refused for want of consents where none is needed", () => {
    const statutory = compileSharing(RULES, [{ ...GRANT, statutoryBasis: "社会救助暂行办法" }]).sharingOf(CALLER, NOW);
    expect(verdicts({ sharing: statutory, consents: null })).toMatchObject({ "Person.phone": "STATUTORY", "Person.name": "UNCONDITIONAL" });
  });

  it("gets nothing that needs consent when consents cannot be read, and the rest all the same", () => {
    expect(verdicts({ consents: null })).toEqual({
      "Person.name": "UNCONDITIONAL",
      "Person.birthCertificate": "CONDITION",
      "Person.phone": "DECISION_UNAVAILABLE",
      "Person.spouse": "DECISION_UNAVAILABLE",
    });
  });

  it("gets nothing without a sharing grant, and nothing that the grant does not cover", () => {
    expect(new Set(Object.values(verdicts({ sharing: null })))).toEqual(new Set(["DECISION_UNAVAILABLE"]));
    expect(verdicts({ coordinates: ["Person.shoeSize"] })).toEqual({ "Person.shoeSize": "DECISION_UNAVAILABLE" });
    expect(verdicts({ mode: "READ" as SharingMode })).toMatchObject({ "Person.name": "DECISION_UNAVAILABLE" });
  });

  it("gets the verdicts of its own grant and mode, though the list of items is the same", () => {
    const none = compileSharing(RULES, []).sharingOf(CALLER, NOW);
    expect(verdicts()).toMatchObject({ "Person.name": "UNCONDITIONAL" });
    expect(verdicts({ sharing: none })).toMatchObject({ "Person.name": "DECISION_UNAVAILABLE" });
    expect(verdicts({ mode: "OBTAIN" })).toMatchObject({ "Person.name": "DECISION_UNAVAILABLE", "Person.phone": "CONSENT_REQUIRED" });
    expect(verdicts()).toMatchObject({ "Person.name": "UNCONDITIONAL" });
  });
});

describe("why a consent does not serve", () => {
  const ended: readonly [string, ConsentRecord][] = [
    ["CONSENT_WITHDRAWN", recordOf([], { status: "WITHDRAWN", withdrawnItems: ["Person.phone"] })],
    ["CONSENT_WITHDRAWN", recordOf(["Person.spouse"], { withdrawnItems: ["Person.phone"] })],
    ["CONSENT_WITHDRAWN", recordOf(["Person.phone"], { status: "REVOKED" })],
    ["CONSENT_REFUSED", recordOf([], { status: "REFUSED", refusedItems: ["Person.phone"] })],
    ["CONSENT_REFUSED", recordOf(["Person.spouse"], { refusedItems: ["Person.phone"] })],
    ["CONSENT_EXPIRED", recordOf(["Person.phone"], { status: "EXPIRED" })],
    ["CONSENT_EXPIRED", recordOf(["Person.phone"], { until: NOW })],
    ["CONSENT_EXHAUSTED", recordOf(["Person.phone"], { status: "EXHAUSTED" })],
  ];

  it.each(ended)("is told as %s to the case that asked", (code, record) => {
    expect(phone([record])).toBe(code);
  });

  it.each(ended)("is not told as %s to another case or to a list", (_, record) => {
    expect(phone([{ ...record, case: "case 2" }])).toBe("CONSENT_REQUIRED");
    expect(phone([record], { mode: "OBTAIN" })).toBe("CONSENT_REQUIRED");
  });

  it("is told by the latest answer", () => {
    const refused = recordOf([], { status: "REFUSED", refusedItems: ["Person.phone"], givenAt: new Date("2025-05-01T00:00:00Z") });
    const withdrawn = recordOf([], { status: "WITHDRAWN", withdrawnItems: ["Person.phone"], givenAt: new Date("2025-07-01T00:00:00Z") });
    expect(phone([refused, withdrawn])).toBe("CONSENT_WITHDRAWN");
    expect(phone([withdrawn, refused])).toBe("CONSENT_WITHDRAWN");
  });
});

describe("a citizen", () => {
  const seen = (change: Partial<DecisionInput>) => verdicts({ caller: CITIZEN, sharing: null, consents: null, ...change });

  it("sees everything of the own data subject", () => {
    expect(new Set(Object.values(seen({})))).toEqual(new Set(["SELF"]));
  });

  it("sees everything of those whom they represent", () => {
    const company: DataSubjectKey = "LEGAL_ENTITY:91350100M000100Y43";
    expect(seen({ dataSubject: company, represents: new Set([company]), coordinates: ["LegalEntity.shareholders"] })).toEqual({
      "LegalEntity.shareholders": "REPRESENTED",
    });
  });

  it("sees of anyone else the name at most", () => {
    expect(seen({ dataSubject: "PERSON:54010219900101002X" })).toEqual({
      "Person.name": "REFERRED",
      "Person.birthCertificate": "FORBIDDEN",
      "Person.phone": "FORBIDDEN",
      "Person.spouse": "FORBIDDEN",
    });
    expect(seen({ dataSubject: "LEGAL_ENTITY:91350100M000100Y43", coordinates: ["LegalEntity.name", "Licence.name"] })).toEqual({
      "LegalEntity.name": "REFERRED",
      "Licence.name": "FORBIDDEN",
    });
  });

  it("is not the legal entity that has the same key", () => {
    expect(seen({ dataSubject: "LEGAL_ENTITY:11010519491231002X" })).toMatchObject({ "Person.phone": "FORBIDDEN" });
  });
});

describe("every other role", () => {
  it.each(["officer", "authority", "auditor", "security", "administrator"] as Role[])("gets nothing as %s", (role) => {
    const caller = { role, sub: "s", clientId: "c", department: null } as Caller;
    expect(new Set(Object.values(verdicts({ caller, consents: [recordOf(ITEMS)], represents: new Set([PERSON]) })))).toEqual(new Set(["FORBIDDEN"]));
  });
});

describe("deciding many data subjects", () => {
  it("shares what is alike for all of them", () => {
    const other = decide(input({ dataSubject: "PERSON:54010219900101002X" }));
    expect(decide(input()).items).toBe(other.items);
    expect(decide(input({ consents: [recordOf(["Person.phone"])] })).items).not.toBe(other.items);
    expect(other.items.get("Person.phone")).toEqual({ permitted: false, code: "CONSENT_REQUIRED" });
    const [first, second] = ["consent 1", "consent 2"].map((id) => decide(input({ consents: [recordOf(["Person.phone"], { id })] })).consents);
    expect(first).toEqual([{ consent: "consent 1", consentVersion: 1, items: ["Person.phone"] }]);
    expect(first?.[0]?.items).toBe(second?.[0]?.items);
  });
});
