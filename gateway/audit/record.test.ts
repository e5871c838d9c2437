import { createSecretKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createDecisionTable } from "../decisions/decision-table.js";
import type { CollectedField } from "../document/shape.js";
import { CASEWORKER, citizen, NOW } from "../testing/callers.js";
import { idNumberOf } from "../testing/world.js";
import { buildRecord, type RecordInput } from "./record.js";
import { createPseudonymise } from "./pseudonym.js";
import { createUses } from "./uses.js";

const pseudonym = createPseudonymise(createSecretKey(Buffer.alloc(32, 1)));
const ZHANG = idNumberOf(0);
const INPUT: RecordInput = {
  id: "r1",
  gateway: "gateway-1",
  receivedAt: NOW,
  recordedAt: NOW,
  caller: CASEWORKER,
  outcome: "ANSWERED",
  code: null,
  mode: "QUERY",
  operation: { name: "Q", hash: "00" },
  facts: [
    { coordinate: "Person.name", mode: "QUERY", kind: "SELECTION", standing: "ROOT" },
    { coordinate: "Person.idNumber", mode: "QUERY", kind: "REACH", standing: "ROOT" },
    { coordinate: "Person.name", mode: "QUERY", kind: "ARGUMENT", standing: "ROOT" },
  ],
  refusals: [],
  grant: "grant-1@3",
  ruleVersion: (coordinate) => (coordinate === "Person.name" ? "v1" : undefined),
  named: [],
  withheld: [],
  uses: null,
  resultMac: "mac",
};

function usesOf() {
  const table = createDecisionTable();
  table.register({
    typeName: "Person",
    key: ZHANG,
    decisions: [{ dataSubject: `PERSON:${ZHANG}`, items: new Map(), consents: [{ consent: "c1", consentVersion: 2, items: ["Person.phone"] }] }],
  });
  const uses = createUses(table);
  const fields = ["name", "phone"].map((fieldName) => ({ field: { fieldName }, shapes: [] }) as unknown as CollectedField);
  uses.shown("Person", ZHANG, fields);
  uses.shown("Person", idNumberOf(1), fields);
  uses.withheld("Person", idNumberOf(1), { code: "CONSENT_REQUIRED", coordinate: "Person.phone" }, false);
  for (const n of [2, 3]) uses.shown("Person", idNumberOf(n), fields);
  return uses;
}

describe("the record of an operation", () => {
  it("says who asked why, in which mode, for which facts, on which rules and sharing grant", () => {
    expect(buildRecord(INPUT, pseudonym)).toEqual({
      id: "r1",
      gateway: "gateway-1",
      receivedAt: "2025-09-01T02:00:00.000Z",
      recordedAt: "2025-09-01T02:00:00.000Z",
      outcome: "ANSWERED",
      code: null,
      caller: {
        role: "application",
        client: "housing-desk",
        department: CASEWORKER.department,
        application: "housing-desk",
        operator: "caseworker 7",
        scenario: "public-rental-housing",
        case: "2025-0001",
        citizen: null,
      },
      mode: "QUERY",
      operation: { name: "Q", hash: "00" },
      facts: ["Person.idNumber QUERY", "Person.name QUERY"],
      refusals: [],
      grant: "grant-1@3",
      rules: { "Person.name": "v1" },
      named: [],
      withheld: [],
      rows: {},
      sets: [],
      uses: [],
      resultMac: "mac",
    });
  });

  it("says of each data subject, by pseudonym, what was shown, what withheld and on whose consent", () => {
    const { sets, uses } = buildRecord({ ...INPUT, uses: usesOf() }, pseudonym);
    expect(sets).toEqual([["Person.name", "Person.phone"], ["Person.phone"], ["Person.name"]]);
    expect(uses).toEqual([
      { type: "Person", shown: 0, consented: [1], objects: [[pseudonym("Person", ZHANG), "c1@2"]] },
      { type: "Person", shown: 2, withheld: ["Person.phone CONSENT_REQUIRED"], objects: [[pseudonym("Person", idNumberOf(1))]] },
      { type: "Person", shown: 0, objects: [[pseudonym("Person", idNumberOf(2))], [pseudonym("Person", idNumberOf(3))]] },
    ]);
  });

  it("holds no identity number, of the data subjects or of the citizen who asks", () => {
    const text = JSON.stringify(buildRecord({ ...INPUT, caller: citizen(ZHANG), uses: usesOf() }, pseudonym));
    for (const n of [0, 1, 2]) expect(text).not.toContain(idNumberOf(n));
    expect(text).toContain(pseudonym("PERSON", ZHANG));
  });

  it("of a refusal says which facts were refused and why", () => {
    const refusals = [{ coordinate: "Person.phone", mode: "QUERY" as const, reason: "NOT_IN_GRANT" }];
    expect(buildRecord({ ...INPUT, outcome: "REFUSED", code: "SHARING_REFUSED", refusals, resultMac: null }, pseudonym)).toMatchObject({
      outcome: "REFUSED",
      code: "SHARING_REFUSED",
      refusals: ["Person.phone QUERY NOT_IN_GRANT"],
      resultMac: null,
    });
    expect(buildRecord({ ...INPUT, caller: null, operation: null, mode: null }, pseudonym)).toMatchObject({ caller: null, operation: null, mode: null });
  });
});

describe("a pseudonym", () => {
  it("is the same for the same type, key and secret, and for no other", () => {
    const all = [
      pseudonym("Person", "1"),
      pseudonym("Person", "2"),
      pseudonym("LegalEntity", "1"),
      createPseudonymise(createSecretKey(Buffer.alloc(32, 2)))("Person", "1"),
    ];
    expect(new Set(all).size).toBe(4);
    expect(pseudonym("Person", "1")).toBe(all[0]);
    expect(all[0]).toMatch(/^[\w-]{22}$/);
  });
});
