import { describe, expect, it } from "vitest";
import type { DataSubjectKey } from "../../consent/model/data-subject.js";
import type { Verdict } from "../../consent/model/decision.js";
import { createDecisionTable, type DecisionTable } from "../decisions/decision-table.js";
import type { EntityPlan, ProtectedField } from "../plan/step.js";
import { type BarrierContext, entityRequests, isWorthSending } from "./barrier.js";
import { createTreeObject, type TreeObject } from "./result-tree.js";

const YES: Verdict = { permitted: true, basis: "CONDITION" };
const NO: Verdict = { permitted: false, code: "CONSENT_REQUIRED" };

function protectedField(coordinate: string): ProtectedField {
  const fieldName = coordinate.split(".")[1] as string;
  const field = { responseName: fieldName, storeAs: fieldName, fieldName, selection: null, isIdentity: false, listDepth: 0 };
  return { field, coordinate, occurrence: coordinate, decisionKey: coordinate };
}

const PERSON: EntityPlan = {
  typeName: "Person",
  representation: [
    { kind: "Field", name: "__typename" },
    { kind: "Field", name: "idNumber" },
  ],
  needsDecision: true,
  key: "idNumber",
  fields: [],
  protectedFields: [protectedField("Person.name"), protectedField("Person.phone")],
  isNamedByKey: true,
  hasOpenFields: false,
};
const PLANS = new Map([["Person", PERSON]]);

function contextOf(decisions: DecisionTable, elementwise: string[] = []): BarrierContext {
  return { decisions, requiredItems: ({ coordinate }) => [coordinate], elementwise: new Set(elementwise) };
}

function person(idNumber: string, decision?: unknown): TreeObject {
  return Object.assign(createTreeObject(), { __typename: "Person", idNumber, ...(decision === undefined ? {} : { decision }) });
}

function decided(table: DecisionTable, key: string, phone: Verdict = NO) {
  const items = new Map([
    ["Person.name", YES],
    ["Person.phone", phone],
  ]);
  return table.register({ typeName: "Person", key, decisions: [{ dataSubject: `PERSON:${key}`, items, consents: [] }] });
}

const booleans = (request: { representation: TreeObject } | undefined): unknown => ({ ...(request?.representation.decision as object) });

describe("the barrier before a provider fetch", () => {
  it("sends the booleans of this fetch's own fields and nothing else", () => {
    const table = createDecisionTable();
    const [request] = entityRequests([person("1", decided(table, "1"))], PLANS, contextOf(table));
    expect(booleans(request)).toEqual({ "Person.name": true, "Person.phone": false });
    expect({ ...request?.representation, decision: null }).toEqual({ __typename: "Person", idNumber: "1", decision: null });
    expect(request?.permissions.map(({ permitted, issue }) => [permitted, issue?.code])).toEqual([
      [true, undefined],
      [false, "CONSENT_REQUIRED"],
    ]);
  });

  it.each([
    ["is missing", () => undefined],
    ["is null", () => null],
    ["is an object that says so itself", () => ({ "Person.name": true, "Person.phone": true })],
    ["is a text", () => "handle"],
    ["is of another request", () => decided(createDecisionTable(), "1", YES)],
    ["is another data subject's", (table: DecisionTable) => decided(table, "2", YES)],
    [
      "is of another type with the same key",
      (table: DecisionTable) =>
        table.register({ typeName: "LegalEntity", key: "1", decisions: [{ dataSubject: "PERSON:1", items: new Map([["Person.phone", YES]]), consents: [] }] }),
    ],
  ])("withholds everything with DECISION_UNAVAILABLE when the handle %s", (_, handleOf) => {
    const table = createDecisionTable();
    const [request] = entityRequests([person("1", handleOf(table))], PLANS, contextOf(table));
    expect(booleans(request)).toEqual({ "Person.name": false, "Person.phone": false });
    expect(request?.permissions.map(({ issue }) => issue?.code)).toEqual(["DECISION_UNAVAILABLE", "DECISION_UNAVAILABLE"]);
    expect(request && isWorthSending(request)).toBe(false);
  });

  it("asks once for a data subject that stands in several places", () => {
    const table = createDecisionTable();
    const handle = decided(table, "1");
    const places = [person("1", handle), person("2", decided(table, "2")), person("1", handle)];
    const requests = entityRequests(places, PLANS, contextOf(table));
    expect(requests.map(({ targets }) => targets)).toEqual([[places[0], places[2]], [places[1]]]);
  });

  it("never joins a place with a decision and one without", () => {
    const table = createDecisionTable();
    const requests = entityRequests([person("1", decided(table, "1")), person("1")], PLANS, contextOf(table));
    expect(requests.map(booleans)).toEqual([
      { "Person.name": true, "Person.phone": false },
      { "Person.name": false, "Person.phone": false },
    ]);
  });

  it("passes over what has no key or another type", () => {
    const table = createDecisionTable();
    const nameless = Object.assign(createTreeObject(), { __typename: "Person" });
    const other = Object.assign(createTreeObject(), { __typename: "Licence", idNumber: "1" });
    expect(entityRequests([nameless, other], PLANS, contextOf(table))).toEqual([]);
  });

  it("needs every item that a verdict's arguments reveal", () => {
    const table = createDecisionTable();
    const context: BarrierContext = { ...contextOf(table), requiredItems: () => ["Person.name", "Person.phone"] };
    const [request] = entityRequests([person("1", decided(table, "1"))], PLANS, context);
    expect(booleans(request)).toEqual({ "Person.name": false, "Person.phone": false });
  });

  it("permits nothing to a verdict whose arguments reveal nothing", () => {
    const table = createDecisionTable();
    const context: BarrierContext = { ...contextOf(table), requiredItems: () => [] };
    const [request] = entityRequests([person("1", decided(table, "1", YES))], PLANS, context);
    expect(request?.permissions.every(({ permitted }) => !permitted)).toBe(true);
  });
});

describe("a list that is decided element by element", () => {
  const owners = protectedField("Parcel.owners");
  const plans = new Map([
    [
      "Parcel",
      { ...PERSON, typeName: "Parcel", key: "unitNumber", representation: [{ kind: "Field", name: "unitNumber" }], protectedFields: [owners] } as EntityPlan,
    ],
  ]);
  const parcelWith = (...verdicts: [DataSubjectKey, Verdict][]) => {
    const table = createDecisionTable();
    const decision = table.register({
      typeName: "Parcel",
      key: "u",
      decisions: verdicts.map(([dataSubject, verdict]) => ({ dataSubject, items: new Map([["Parcel.owners", verdict]]), consents: [] })),
    });
    const parcel = Object.assign(createTreeObject(), { __typename: "Parcel", unitNumber: "u", decision });
    return entityRequests([parcel], plans, contextOf(table, ["Parcel.owners"]))[0];
  };

  it("names the owners who may stand in it, and says that others are missing", () => {
    const request = parcelWith(["PERSON:1", YES], ["PERSON:2", NO]);
    expect(booleans(request)).toEqual({ "Parcel.owners": true, "Parcel.owners/PERSON:1": true });
    expect(request?.permissions[0]).toMatchObject({ permitted: true, issue: { code: "CONSENT_REQUIRED" }, elements: new Set(["PERSON:1"]) });
  });

  it("is withheld when no owner permits", () => {
    const request = parcelWith(["PERSON:1", NO]);
    expect(booleans(request)).toEqual({ "Parcel.owners": false });
    expect(request && isWorthSending(request)).toBe(false);
  });

  it("is withheld when nobody owns it", () => {
    expect(parcelWith()?.permissions[0]).toMatchObject({ permitted: false, issue: { code: "DECISION_UNAVAILABLE" } });
  });
});

describe("what is worth sending", () => {
  it("is an entity of which the fetch wants open fields too", () => {
    const table = createDecisionTable();
    const plans = new Map([["Person", { ...PERSON, hasOpenFields: true }]]);
    const [request] = entityRequests([person("1")], plans, contextOf(table));
    expect(request && isWorthSending(request)).toBe(true);
  });
});
