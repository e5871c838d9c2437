import { describe, expect, it } from "vitest";
import type { Verdict } from "../../consent/model/decision.js";
import { createDecisionTable, DecisionHandle, type DecidedEntity, verdictByElement, verdictOnAll } from "./decision-table.js";

const YES: Verdict = { permitted: true, basis: "UNCONDITIONAL" };
const NO: Verdict = { permitted: false, code: "CONSENT_REQUIRED" };
const UNAVAILABLE: Verdict = { permitted: false, code: "DECISION_UNAVAILABLE" };

const entity = (key: string, ...verdicts: Verdict[]): DecidedEntity => ({
  typeName: "Licence",
  key,
  decisions: verdicts.map((verdict, n) => ({ dataSubject: `PERSON:${n}`, items: new Map([["Licence.number", verdict]]), consents: [] })),
});

describe("a request's table of decisions", () => {
  it("gives an entity with the same data subjects the same handle", () => {
    const table = createDecisionTable();
    const handle = table.register(entity("1", YES));
    expect(table.register(entity("1", YES))).toBe(handle);
    expect(table.find("Licence", "1", ["PERSON:0"])).toBe(handle);
  });

  it("gives an entity with other data subjects another handle", () => {
    const table = createDecisionTable();
    expect(table.register(entity("1", YES, YES))).not.toBe(table.register(entity("1", YES)));
    expect(table.find("Licence", "1", ["PERSON:9"])).toBeUndefined();
  });

  it("resolves a handle for its own entity only", () => {
    const table = createDecisionTable();
    const handle = table.register(entity("1", YES));
    expect(table.resolve(handle, "Licence", "1")).toMatchObject({ key: "1" });
    expect(table.resolve(handle, "Licence", "2")).toBeNull();
    expect(table.resolve(handle, "Person", "1")).toBeNull();
  });

  it("resolves no handle of another request, and nothing that JSON can hold", () => {
    const table = createDecisionTable();
    table.register(entity("1", YES));
    const forgeries = [createDecisionTable().register(entity("1", YES)), new DecisionHandle(), { ...new DecisionHandle() }, true, "1", {}, null, undefined];
    for (const forged of forgeries) expect(table.resolve(forged, "Licence", "1")).toBeNull();
  });

  it("tells nothing of a handle in JSON", () => {
    expect(JSON.stringify(createDecisionTable().register(entity("1", YES)))).toBe("{}");
  });
});

describe("the verdict on an entity", () => {
  it("permits what every data subject permits", () => {
    expect(verdictOnAll(entity("1", YES, YES), ["Licence.number"])).toEqual(YES);
  });

  it("withholds what one of them withholds", () => {
    expect(verdictOnAll(entity("1", YES, NO), ["Licence.number"])).toEqual(NO);
    expect(verdictOnAll(entity("1", NO, YES), ["Licence.number"])).toEqual(NO);
  });

  it("withholds what nothing was decided about", () => {
    expect(verdictOnAll(entity("1", YES), ["Licence.image"])).toEqual(UNAVAILABLE);
    expect(verdictOnAll(entity("1", YES), ["Licence.number", "Licence.image"])).toEqual(UNAVAILABLE);
  });

  it("permits nothing without an entity, a data subject or an item", () => {
    expect(verdictOnAll(null, ["Licence.number"])).toEqual(UNAVAILABLE);
    expect(verdictOnAll(entity("1"), ["Licence.number"])).toEqual(UNAVAILABLE);
    expect(verdictOnAll(entity("1", YES), [])).toEqual(UNAVAILABLE);
  });
});

describe("the verdict on the elements of a list", () => {
  it("names who permits, and the code of the first who does not", () => {
    expect(verdictByElement(entity("1", YES, NO, UNAVAILABLE), "Licence.number")).toEqual({ permitted: new Set(["PERSON:0"]), withheld: "CONSENT_REQUIRED" });
  });

  it("withholds nothing when all permit", () => {
    expect(verdictByElement(entity("1", YES), "Licence.number")).toEqual({ permitted: new Set(["PERSON:0"]), withheld: null });
  });

  it("permits nobody without an entity or a data subject", () => {
    for (const nobody of [null, entity("1")])
      expect(verdictByElement(nobody, "Licence.number")).toEqual({ permitted: new Set(), withheld: "DECISION_UNAVAILABLE" });
  });
});
