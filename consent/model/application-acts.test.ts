import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Refusal } from "./errors.js";
import { type ApplicationItem, type ApplicationStatus, REVIEW_PERIODS, type SharingApplication } from "./sharing-application.js";
import type { Scenario } from "./sharing-grant.js";
import type { SharingType } from "./sharing.js";
import { deadlineAfter } from "./working-days.js";
import { type Actor, type ApplicationAct, act, type ProspectBasis, prospectOf } from "./application-acts.js";
import { NOW, ruleOf, rulesOf } from "../decide/testing/fixtures.js";

const [CONSUMER, POLICE, CIVIL, AUTHORITY] = ["11540100MB1A0001X3", "11540100MB1A00052K", "11540100MB1A000283", "11540100MB1A000876"] as const;
const officer = (department: string): Actor => ({ role: "officer", department });
const authority: Actor = { role: "authority", department: AUTHORITY };

const item = (coordinate: string, providerDepartment: string, state: ApplicationItem["state"] = "PENDING"): ApplicationItem => ({
  coordinate,
  mode: "QUERY",
  unmasked: false,
  providerDepartment,
  state,
});
const name = (coordinate: string) => ({ coordinate, mode: "QUERY" as const });

const SUBMITTED: SharingApplication = {
  id: "a1",
  version: 1,
  department: CONSUMER,
  application: "housing-desk",
  scenario: "public-rental-housing",
  users: "审核人员",
  divisions: ["540100"],
  validUntil: new Date("2027-01-01T00:00:00Z"),
  items: [item("Person.name", POLICE, "APPROVED"), item("Person.phone", POLICE), item("Person.currentAddress", POLICE), item("Person.maritalStatus", CIVIL)],
  status: "SUBMITTED",
  submittedAt: NOW,
  deadline: deadlineAfter(NOW, REVIEW_PERIODS.review),
  materialAsked: false,
  extended: false,
};
const does = (application: SharingApplication, actor: Actor, done: ApplicationAct): SharingApplication => act(application, actor, done, NOW, REVIEW_PERIODS);
const refusalOf = (application: SharingApplication, actor: Actor, done: ApplicationAct): string => {
  try {
    does(application, actor, done);
    return "done";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.code;
  }
};
const states = ({ items }: SharingApplication): string[] => items.map(({ coordinate, state }) => `${coordinate} ${state}`);

describe("reviewing an application", () => {
  it("approves some items of the reviewer's own department and refuses its others, with a reason; other departments' stay", () => {
    const reviewed = does(SUBMITTED, officer(POLICE), { type: "REVIEW", approve: [name("Person.phone")], reason: "现住址与事项无关" });
    expect([reviewed.status, reviewed.version, states(reviewed)]).toEqual([
      "SUBMITTED",
      2,
      ["Person.name APPROVED", "Person.phone APPROVED", "Person.currentAddress REFUSED", "Person.maritalStatus PENDING"],
    ]);
    const done = does(reviewed, officer(CIVIL), { type: "REVIEW", approve: [name("Person.maritalStatus")], reason: null });
    expect([done.status, done.version]).toEqual(["APPROVED", 3]);
  });

  it("refuses the application when nothing of it is approved", () => {
    const only = { ...SUBMITTED, items: [item("Person.phone", POLICE)] };
    expect(does(only, officer(POLICE), { type: "REVIEW", approve: [], reason: "无必要" }).status).toBe("REFUSED");
  });

  it.each<[string, Actor, ApplicationAct, string]>([
    ["another department's item", officer(POLICE), { type: "REVIEW", approve: [name("Person.maritalStatus")], reason: "x" }, "BAD_USER_INPUT"],
    ["an item that is not applied for", officer(POLICE), { type: "REVIEW", approve: [name("Person.parents")], reason: "x" }, "BAD_USER_INPUT"],
    ["an item twice", officer(POLICE), { type: "REVIEW", approve: [name("Person.phone"), name("Person.phone")], reason: "x" }, "BAD_USER_INPUT"],
    ["what was approved before", officer(POLICE), { type: "REVIEW", approve: [name("Person.name")], reason: "x" }, "BAD_USER_INPUT"],
    ["a refusal without a reason", officer(POLICE), { type: "REVIEW", approve: [], reason: null }, "BAD_USER_INPUT"],
    ["a refusal with an empty reason", officer(POLICE), { type: "REVIEW", approve: [], reason: "  " }, "BAD_USER_INPUT"],
    ["a department without an item in it", officer("11540100MB1A00060E"), { type: "REVIEW", approve: [], reason: "x" }, "FORBIDDEN"],
    ["the consumer department", officer(CONSUMER), { type: "REVIEW", approve: [], reason: "x" }, "FORBIDDEN"],
    ["the authority", authority, { type: "REVIEW", approve: [], reason: "x" }, "FORBIDDEN"],
  ])("is not open to %s", (_, actor, done, code) => {
    expect(refusalOf(SUBMITTED, actor, done)).toBe(code);
  });

  it("is never done on an own application, though the department holds an item of it", () => {
    const own = { ...SUBMITTED, department: POLICE };
    expect(refusalOf(own, officer(POLICE), { type: "REVIEW", approve: [name("Person.phone")], reason: "x" })).toBe("FORBIDDEN");
    const byAuthority = { ...SUBMITTED, department: AUTHORITY };
    expect(refusalOf(byAuthority, authority, { type: "EXTEND", days: 5, reason: "x" })).toBe("FORBIDDEN");
  });

  it("is done once by each department", () => {
    const reviewed = does(SUBMITTED, officer(POLICE), { type: "REVIEW", approve: [name("Person.phone")], reason: "x" });
    expect(refusalOf(reviewed, officer(POLICE), { type: "REVIEW", approve: [], reason: "x" })).toBe("CONFLICT");
  });
});

describe("material that is missing", () => {
  const asked = does(SUBMITTED, officer(CIVIL), { type: "ASK_FOR_MATERIAL", what: "授权文件" });

  it("is asked for once, and the period counts anew when it is supplied", () => {
    expect([asked.status, asked.materialAsked]).toEqual(["NEEDS_MATERIAL", true]);
    const later = new Date("2025-09-24T02:00:00Z");
    const supplied = act(asked, officer(CONSUMER), { type: "SUPPLY", what: "见附件" }, later, REVIEW_PERIODS);
    expect([supplied.status, supplied.deadline.dueOn]).toEqual(["SUBMITTED", "2025-10-14"]);
    expect(refusalOf(supplied, officer(POLICE), { type: "ASK_FOR_MATERIAL", what: "更多" })).toBe("CONFLICT");
  });

  it("stops the review until it is there, and only the consumer department supplies it", () => {
    expect(refusalOf(asked, officer(POLICE), { type: "REVIEW", approve: [], reason: "x" })).toBe("CONFLICT");
    expect(refusalOf(asked, officer(POLICE), { type: "SUPPLY", what: "x" })).toBe("FORBIDDEN");
    expect(refusalOf(SUBMITTED, officer(CONSUMER), { type: "SUPPLY", what: "x" })).toBe("CONFLICT");
    expect(refusalOf(SUBMITTED, officer(CONSUMER), { type: "ASK_FOR_MATERIAL", what: "x" })).toBe("FORBIDDEN");
  });
});

describe("an extension", () => {
  it("is the authority's to give, once, by ten working days at most, counted from the first period's end", () => {
    const extended = does(SUBMITTED, authority, { type: "EXTEND", days: 10, reason: "需多部门核实" });
    // NOW is 2025-09-01: ten working days end on 15 September, ten more on 28 September, a make-up day.
    expect([SUBMITTED.deadline.dueOn, extended.deadline.dueOn, extended.status]).toEqual(["2025-09-15", "2025-09-28", "SUBMITTED"]);
    expect(refusalOf(extended, authority, { type: "EXTEND", days: 1, reason: "x" })).toBe("CONFLICT");
    for (const days of [0, 11, 1.5]) expect(refusalOf(SUBMITTED, authority, { type: "EXTEND", days, reason: "x" })).toBe("BAD_USER_INPUT");
    expect(refusalOf(SUBMITTED, officer(POLICE), { type: "EXTEND", days: 1, reason: "x" })).toBe("FORBIDDEN");
  });
});

describe("a refusal", () => {
  const refused = does({ ...SUBMITTED, items: [item("Person.phone", POLICE), item("Person.spouse", POLICE)] }, officer(POLICE), {
    type: "REVIEW",
    approve: [],
    reason: "无必要",
  });

  it("is disputed by the consumer department and mediated by the authority, which may grant some of it", () => {
    const disputed = does(refused, officer(CONSUMER), { type: "DISPUTE", reason: "审核需要联系申请人" });
    const mediated = does(disputed, authority, { type: "MEDIATE", approve: [name("Person.phone")], reason: "联系电话必要" });
    expect([disputed.status, mediated.status, states(mediated)]).toEqual(["DISPUTED", "MEDIATED", ["Person.phone APPROVED", "Person.spouse REFUSED"]]);
    expect(refusalOf(mediated, officer(CONSUMER), { type: "DISPUTE", reason: "x" })).toBe("CONFLICT");
  });

  it("is disputed by nobody else, and mediated only when disputed", () => {
    expect(refusalOf(refused, officer(POLICE), { type: "DISPUTE", reason: "x" })).toBe("FORBIDDEN");
    expect(refusalOf(refused, authority, { type: "MEDIATE", approve: [], reason: "x" })).toBe("CONFLICT");
    expect(refusalOf(SUBMITTED, officer(CONSUMER), { type: "DISPUTE", reason: "x" })).toBe("CONFLICT");
  });
});

describe("whatever is done to an application", () => {
  const actors = fc.constantFrom(officer(CONSUMER), officer(POLICE), officer(CIVIL), officer("11540100MB1A00060E"), authority);
  const names = fc.subarray(["Person.name", "Person.phone", "Person.currentAddress", "Person.maritalStatus"].map(name));
  const words = fc.constantFrom("", "因为");
  const acts = fc.oneof(
    fc.record({ type: fc.constantFrom("ASK_FOR_MATERIAL", "SUPPLY"), what: words }),
    fc.record({ type: fc.constant("EXTEND"), days: fc.integer({ min: -1, max: 12 }), reason: words }),
    fc.record({ type: fc.constant("REVIEW"), approve: names, reason: fc.option(words) }),
    fc.record({ type: fc.constant("DISPUTE"), reason: words }),
    fc.record({ type: fc.constant("MEDIATE"), approve: names, reason: words }),
    fc.record({ type: fc.string() }),
  ) as fc.Arbitrary<ApplicationAct>;
  /** Written down again by hand, from domain.md. */
  const MAY_FOLLOW: Record<ApplicationStatus, readonly ApplicationStatus[]> = {
    SUBMITTED: ["SUBMITTED", "NEEDS_MATERIAL", "APPROVED", "REFUSED"],
    NEEDS_MATERIAL: ["SUBMITTED"],
    APPROVED: [],
    REFUSED: ["DISPUTED"],
    DISPUTED: ["MEDIATED"],
    MEDIATED: [],
  };

  it("it takes only the legal steps, raises its version by one, approves for ever, and refuses everything else by a code", () => {
    const property = fc.property(fc.array(fc.tuple(actors, acts), { maxLength: 12 }), (steps) => {
      let application = SUBMITTED;
      for (const [actor, done] of steps) {
        let next: SharingApplication;
        try {
          next = does(application, actor, done);
        } catch (error) {
          expect(["FORBIDDEN", "CONFLICT", "BAD_USER_INPUT"]).toContain((error as Refusal).code);
          continue;
        }
        expect(MAY_FOLLOW[application.status]).toContain(next.status);
        expect(next.version).toBe(application.version + 1);
        for (const [index, known] of application.items.entries()) {
          const state = next.items[index]?.state;
          if (known.state === "APPROVED") expect(state).toBe("APPROVED");
          if (state !== known.state) expect(actor.role === "authority" || actor.department === known.providerDepartment).toBe(true);
        }
        application = next;
      }
    });
    fc.assert(property, { numRuns: 500 });
  });
});

describe("the prospect of an item", () => {
  const scenario = {
    code: "public-rental-housing",
    statutoryBasis: null,
    items: [
      { coordinate: "Person.name", mode: "QUERY", unmasked: false },
      { coordinate: "Person.phone", mode: "QUERY", unmasked: true },
      { coordinate: "Person.annualIncome", mode: "AGGREGATE", unmasked: false },
    ],
  } as unknown as Scenario;
  const rules = rulesOf(
    ruleOf("Person.name"),
    ruleOf("Person.phone", { type: "CONDITIONAL", modes: ["QUERY"], consent: true }),
    ruleOf("Person.annualIncome", { type: "CONDITIONAL", modes: ["AGGREGATE"], consent: true }),
    ruleOf("Person.causeOfDeath", { type: "WITHHELD", modes: [] }),
    ruleOf("Person.odd", { type: "OPEN" as SharingType }),
  );
  const basis: ProspectBasis = { rules, providerOf: (coordinate) => (coordinate === "Person.nowhere" ? undefined : POLICE), scenario, department: CONSUMER };
  const prospect = (coordinate: string, change: Partial<Parameters<typeof prospectOf>[0]> = {}, other: Partial<ProspectBasis> = {}) =>
    prospectOf({ coordinate, mode: "QUERY", unmasked: false, ...change }, { ...basis, ...other });

  it("is OPEN for what is shared unconditionally, and REVIEW for what has a condition or leaves its department unmasked", () => {
    expect(prospect("Person.name")).toBe("OPEN");
    expect(prospect("Person.phone")).toBe("REVIEW");
    expect(prospect("Person.phone", { unmasked: true })).toBe("REVIEW");
    expect(prospect("Person.name", { unmasked: true })).toBe("NOT_NEEDED");
  });

  it("says what the scenario does not need, what is not shared, and what is the department's own", () => {
    expect(prospect("Person.name", { mode: "COMPARE" })).toBe("NOT_NEEDED");
    expect(prospect("Person.phone", { mode: "OBTAIN" })).toBe("MODE_NOT_SHARED");
    expect([prospect("Person.causeOfDeath"), prospect("Person.odd")]).toEqual(["WITHHELD", "WITHHELD"]);
    expect([prospect("Person.unheardOf"), prospect("Person.nowhere")]).toEqual(["UNKNOWN", "UNKNOWN"]);
    expect(prospect("Person.name", {}, { department: POLICE })).toBe("OWN");
  });

  it("holds to the departments and purposes that a rule admits", () => {
    const narrow = (change: Parameters<typeof ruleOf>[1]) => ({ rules: rulesOf(ruleOf("Person.name", change)) });
    expect(prospect("Person.name", {}, narrow({ departments: [CIVIL] }))).toBe("DEPARTMENT_NOT_ADMITTED");
    expect(prospect("Person.name", {}, narrow({ purposes: ["business-opening"] }))).toBe("DEPARTMENT_NOT_ADMITTED");
    expect(prospect("Person.name", {}, narrow({ departments: [CONSUMER], purposes: ["public-rental-housing"] }))).toBe("OPEN");
  });

  it("lets no statistic be made of what needs consent without a statutory basis", () => {
    expect(prospect("Person.annualIncome", { mode: "AGGREGATE" })).toBe("MODE_NOT_SHARED");
    expect(prospect("Person.annualIncome", { mode: "AGGREGATE" }, { scenario: { ...scenario, statutoryBasis: "《统计法》" } })).toBe("REVIEW");
  });
});
