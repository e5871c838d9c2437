import { describe, expect, it } from "vitest";
import { type Coordinate, SHARING_MODES, type SharingMode, type SharingRule, type SharingType } from "../model/sharing.js";
import type { GrantStatus, SharingGrant } from "../model/sharing-grant.js";
import { compileSharing, type TouchedItem } from "./compile-sharing.js";
import { REFUSAL_REASONS, REMEDIES } from "./refusal.js";
import { CALLER, grantOf, NOW, ruleOf, rulesOf } from "./testing/fixtures.js";

const RULES = rulesOf(
  ruleOf("Person.idNumber", { type: "CONDITIONAL", modes: ["QUERY", "COMPARE", "OBTAIN"] }),
  ruleOf("Person.name"),
  ruleOf("Person.phone", { type: "CONDITIONAL", modes: ["QUERY", "COMPARE", "OBTAIN"], consent: true }),
  ruleOf("Person.annualIncome", { type: "CONDITIONAL", modes: ["COMPARE", "AGGREGATE"], consent: true }),
  ruleOf("Person.birthCertificate", { type: "CONDITIONAL", modes: ["QUERY", "COMPARE"] }),
  ruleOf("Person.causeOfDeath", { type: "WITHHELD", modes: [] }),
  ruleOf("LegalEntity.uscc"),
  ruleOf("LegalEntity.name"),
);

const touch = (coordinate: Coordinate, mode: SharingMode = "QUERY", kind: TouchedItem["kind"] = "SELECTION"): TouchedItem => ({ coordinate, mode, kind });
const sharing = (grants: readonly SharingGrant[], rules: ReadonlyMap<Coordinate, SharingRule> = RULES, caller = CALLER) =>
  compileSharing(rules, grants).sharingOf(caller, NOW);
const reason = (item: TouchedItem, grants: readonly SharingGrant[], rules = RULES) => sharing(grants, rules).refusalOf(item)?.reason ?? "COVERED";

describe("an item is covered", () => {
  it("when a rule shares it in the mode and the sharing grant lists it", () => {
    expect(reason(touch("Person.name"), [grantOf(["Person.name QUERY"])])).toBe("COVERED");
  });

  it("in the listed mode only: modes are not ordered", () => {
    const grants = [grantOf(["Person.phone OBTAIN"])];
    expect(reason(touch("Person.phone", "OBTAIN"), grants)).toBe("COVERED");
    expect(reason(touch("Person.phone", "QUERY"), grants)).toBe("NOT_IN_GRANT");
    expect(reason(touch("Person.phone", "COMPARE"), grants)).toBe("NOT_IN_GRANT");
  });

  it("for no other department, application or scenario", () => {
    const grants = [grantOf(["Person.name QUERY"])];
    for (const other of [{ department: "11540100MB1A000283" }, { application: "other-desk" }, { scenario: "business-opening" }]) {
      expect(sharing(grants, RULES, { ...CALLER, ...other }).refusalOf(touch("Person.name"))?.reason).toBe("NO_GRANT");
    }
  });

  it("never without a rule, whatever the sharing grant lists", () => {
    expect(reason(touch("Person.shoeSize"), [grantOf(["Person.shoeSize QUERY"])])).toBe("NO_RULE");
    expect(reason(touch("Person.shoeSize"), [])).toBe("NO_RULE");
    expect(reason(touch("Person.shoeSize"), [grantOf([], { status: "SUSPENDED" })])).toBe("NO_RULE");
  });

  it("never when it is withheld or of a sharing type that nobody knows", () => {
    expect(reason(touch("Person.causeOfDeath"), [grantOf(["Person.causeOfDeath QUERY"])])).toBe("MODE_NOT_SHARED");
    const unknown = rulesOf(ruleOf("Person.name", { type: "OPEN" as SharingType }));
    expect(reason(touch("Person.name"), [grantOf(["Person.name QUERY"])], unknown)).toBe("MODE_NOT_SHARED");
    expect(sharing([grantOf(["Person.name QUERY"])], unknown).basisOf("Person.name", "QUERY")).toBeUndefined();
  });

  it("never in a mode that the rule does not share or that nobody knows", () => {
    expect(reason(touch("Person.annualIncome", "QUERY"), [grantOf(["Person.annualIncome QUERY"])])).toBe("MODE_NOT_SHARED");
    expect(reason(touch("Person.name", "READ" as SharingMode), [grantOf(["Person.name READ"])])).toBe("MODE_NOT_SHARED");
    expect(sharing([grantOf(["Person.name READ"])]).basisOf("Person.name", "READ" as SharingMode)).toBeUndefined();
  });

  it("only for the departments and purposes that the rule admits", () => {
    const grants = [grantOf(["Person.name QUERY"])];
    const admits = (change: Partial<SharingRule>) => reason(touch("Person.name"), grants, rulesOf(ruleOf("Person.name", change)));
    expect(admits({ departments: [CALLER.department] })).toBe("COVERED");
    expect(admits({ departments: ["11540100MB1A000283"] })).toBe("DEPARTMENT_NOT_ADMITTED");
    expect(admits({ departments: [] })).toBe("DEPARTMENT_NOT_ADMITTED");
    expect(admits({ purposes: [CALLER.scenario] })).toBe("COVERED");
    expect(admits({ purposes: ["business-opening"] })).toBe("DEPARTMENT_NOT_ADMITTED");
  });

  it("while the sharing grant is in force: from its first moment until just before its last", () => {
    const at = (change: Partial<SharingGrant>) => reason(touch("Person.name"), [grantOf(["Person.name QUERY"], change)]);
    expect(at({ validFrom: NOW })).toBe("COVERED");
    expect(at({ validFrom: new Date(NOW.getTime() + 1) })).toBe("GRANT_EXPIRED");
    expect(at({ validUntil: NOW })).toBe("GRANT_EXPIRED");
    expect(at({ validUntil: new Date(NOW.getTime() + 1) })).toBe("COVERED");
    expect(at({ validUntil: new Date(Number.NaN) })).toBe("GRANT_EXPIRED");
    expect(at({ status: "SUSPENDED" })).toBe("GRANT_SUSPENDED");
    expect(at({ status: "TERMINATED" })).toBe("GRANT_EXPIRED");
    expect(at({ status: "EXPIRED" })).toBe("GRANT_EXPIRED");
    expect(at({ status: "PENDING" as GrantStatus })).toBe("GRANT_EXPIRED");
  });
});

describe("of several sharing grants for one scenario", () => {
  it("the one in force counts, the latest first", () => {
    const old = grantOf(["Person.name QUERY"], { id: "old", validUntil: NOW });
    const current = grantOf(["Person.name QUERY"], { id: "current", validFrom: new Date("2025-02-01T00:00:00Z") });
    const later = grantOf(["Person.name QUERY"], { id: "later", validFrom: new Date("2025-03-01T00:00:00Z") });
    expect(sharing([old, current]).grant?.id).toBe("current");
    expect(sharing([current, later, old]).grant?.id).toBe("later");
    expect(sharing([later, old, current]).grant?.id).toBe("later");
  });

  it("a suspended one is told of before an expired one", () => {
    const grants = [grantOf([], { id: "a", status: "EXPIRED" }), grantOf([], { id: "b", status: "SUSPENDED" })];
    expect(reason(touch("Person.name"), grants)).toBe("GRANT_SUSPENDED");
    expect(reason(touch("Person.name"), [...grants].reverse())).toBe("GRANT_SUSPENDED");
  });
});

describe("aggregating what needs consent", () => {
  it("needs a statutory basis, since nobody can be asked", () => {
    const items = ["Person.annualIncome AGGREGATE"];
    expect(reason(touch("Person.annualIncome", "AGGREGATE"), [grantOf(items)])).toBe("MODE_NOT_SHARED");
    expect(reason(touch("Person.annualIncome", "AGGREGATE"), [grantOf(items, { statutoryBasis: " " })])).toBe("MODE_NOT_SHARED");
    expect(reason(touch("Person.annualIncome", "AGGREGATE"), [grantOf(items, { statutoryBasis: "统计法" })])).toBe("COVERED");
  });
});

describe("reaching a type", () => {
  const grants = [grantOf(["Person.name QUERY", "Person.annualIncome COMPARE"])];

  it("is covered by any covered item of it in that mode", () => {
    expect(reason(touch("Person.idNumber", "QUERY", "REACH"), grants)).toBe("COVERED");
    expect(reason(touch("Person.idNumber", "COMPARE", "REACH"), grants)).toBe("COVERED");
    expect(reason(touch("Person.idNumber", "OBTAIN", "REACH"), grants)).toBe("NOT_IN_GRANT");
    expect(reason(touch("LegalEntity.uscc", "QUERY", "REACH"), grants)).toBe("NOT_IN_GRANT");
  });

  it("is not covered by items that themselves are not", () => {
    expect(reason(touch("Person.idNumber", "QUERY", "REACH"), [grantOf(["Person.causeOfDeath QUERY", "Person.shoeSize QUERY"])])).toBe("NOT_IN_GRANT");
  });

  it("lets a caller name a key, but selecting it needs the item", () => {
    expect(reason(touch("Person.idNumber", "QUERY", "ARGUMENT"), grants)).toBe("COVERED");
    expect(reason(touch("Person.idNumber", "QUERY", "SELECTION"), grants)).toBe("NOT_IN_GRANT");
    expect(reason(touch("Person.idNumber"), [grantOf(["Person.idNumber QUERY"])])).toBe("COVERED");
  });

  it("by its key only in a mode in which the key is shared, and for no statistic", () => {
    const persons = [grantOf(["Person.name AGGREGATE"])];
    expect(reason(touch("Person.idNumber", "AGGREGATE", "REACH"), persons)).toBe("COVERED");
    expect(reason(touch("Person.idNumber", "AGGREGATE", "ARGUMENT"), persons)).toBe("MODE_NOT_SHARED");
    const names = [grantOf(["LegalEntity.name AGGREGATE", "LegalEntity.name QUERY"])];
    expect(reason(touch("LegalEntity.uscc", "AGGREGATE", "ARGUMENT"), names)).toBe("NOT_IN_GRANT");
    expect(reason(touch("LegalEntity.uscc", "QUERY", "ARGUMENT"), names)).toBe("COVERED");
  });

  it("or naming it passes only in modes in which its key is shared; an unknown one, or a key of an unknown sharing type, refuses", () => {
    const rules = rulesOf(ruleOf("Person.idNumber", { type: "CONDITIONAL", modes: ["QUERY"] }), ruleOf("Person.name"));
    const names = [grantOf(["Person.name QUERY", "Person.name COMPARE", "Person.name OBTAIN", "Person.name READ"])];
    const unknown = rulesOf(ruleOf("Person.idNumber", { type: "OPEN" as SharingType }), ruleOf("Person.name"));
    for (const kind of ["REACH", "ARGUMENT"] as const) {
      expect(reason(touch("Person.idNumber", "QUERY", kind), names, rules)).toBe("COVERED");
      for (const mode of ["COMPARE", "OBTAIN", "READ"] as SharingMode[])
        expect(reason(touch("Person.idNumber", mode, kind), names, rules)).toBe("MODE_NOT_SHARED");
      expect(reason(touch("Person.idNumber", "QUERY", kind), names, unknown)).toBe("MODE_NOT_SHARED");
    }
  });

  it("never passes where its key is withheld or of an unknown sharing type, in no mode, not even in a statistic", () => {
    const names = [grantOf(SHARING_MODES.map((mode) => `Person.name ${mode}`))];
    for (const type of ["WITHHELD", "OPEN"] as SharingType[]) {
      const rules = rulesOf(ruleOf("Person.idNumber", { type, modes: [...SHARING_MODES] }), ruleOf("Person.name"));
      for (const mode of SHARING_MODES) expect(reason(touch("Person.idNumber", mode, "REACH"), names, rules)).toBe("MODE_NOT_SHARED");
    }
  });

  it("does not let a caller filter by an item that is no key", () => {
    expect(reason(touch("Person.phone", "QUERY", "ARGUMENT"), grants)).toBe("NOT_IN_GRANT");
  });

  it("takes the keys of another register where they are given", () => {
    const rules = rulesOf(ruleOf("Vehicle.plate"), ruleOf("Vehicle.colour"));
    const table = compileSharing(rules, [grantOf(["Vehicle.colour QUERY"])], new Set(["Vehicle.plate"])).sharingOf(CALLER, NOW);
    expect(table.refusalOf(touch("Vehicle.plate", "QUERY", "ARGUMENT"))).toBeNull();
    expect(table.refusalOf(touch("Vehicle.plate", "QUERY", "SELECTION"))?.reason).toBe("NOT_IN_GRANT");
  });
});

describe("a covered item of a data subject is decided", () => {
  const all = ["Person.name QUERY", "Person.birthCertificate QUERY", "Person.phone QUERY", "Person.annualIncome COMPARE"];

  it("by its rule, its condition, or the data subject's consent", () => {
    const held = sharing([grantOf(all)]);
    expect(held.basisOf("Person.name", "QUERY")).toBe("UNCONDITIONAL");
    expect(held.basisOf("Person.birthCertificate", "QUERY")).toBe("CONDITION");
    expect(held.basisOf("Person.phone", "QUERY")).toBe("NEEDS_CONSENT");
    expect(held.basisOf("Person.annualIncome", "COMPARE")).toBe("NEEDS_CONSENT");
    expect(held.basisOf("Person.phone", "COMPARE")).toBeUndefined();
    expect(held.anyNeedsConsent(["Person.name", "Person.phone"], "QUERY")).toBe(true);
    expect(held.anyNeedsConsent(["Person.name", "Person.annualIncome"], "QUERY")).toBe(false);
  });

  it("by the scenario's statutory basis, and then nobody is asked", () => {
    const held = sharing([grantOf(all, { statutoryBasis: "社会救助暂行办法" })]);
    expect(held.basisOf("Person.phone", "QUERY")).toBe("STATUTORY");
    expect(held.basisOf("Person.name", "QUERY")).toBe("UNCONDITIONAL");
    expect(held.anyNeedsConsent(["Person.phone"], "QUERY")).toBe(false);
  });
});

describe("a refusal", () => {
  it("names coordinate, mode and reason, and says what would help", () => {
    expect(sharing([]).refusalOf(touch("Person.phone"))).toEqual({ coordinate: "Person.phone", mode: "QUERY", reason: "NO_GRANT", remedy: REMEDIES.NO_GRANT });
  });

  it("has a remedy for each reason, a whole sentence", () => {
    for (const name of REFUSAL_REASONS) expect(REMEDIES[name]).toMatch(/^[A-Z].{20,}\.$/);
  });
});
