import fc from "fast-check";
import { expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import type { Actor, ApplicationAct } from "../model/application-acts.js";
import { DEPARTMENTS } from "../model/departments.js";
import { Refusal } from "../model/errors.js";
import { type ApplicationItem, REVIEW_PERIODS, type SharingApplication } from "../model/sharing-application.js";
import { deadlineAfter } from "../model/working-days.js";
import { readChangeVersions } from "./changes.js";
import { eventsAbout } from "./events.js";
import { SEEDED_SCENARIOS } from "./seeded-scenarios.js";
import {
  actOnSharingApplication,
  type NewSharingApplication,
  readSharingApplication,
  readSharingApplications,
  submitSharingApplication,
} from "./sharing-applications.js";
import { addScenarios, readGrantSnapshot } from "./sharing-grants.js";
import { HOUSING, hours, NOW, SCENARIO, useConsentStore } from "./testing/consent-store.js";

const [POLICE, CIVIL] = [DEPARTMENTS.publicSecurity.code, DEPARTMENTS.civilAffairs.code];
const officer = (department: string): Actor => ({ role: "officer", department });
const authority: Actor = { role: "authority", department: DEPARTMENTS.bigData.code };
const item = (coordinate: string, providerDepartment: string = POLICE, state: ApplicationItem["state"] = "PENDING"): ApplicationItem => ({
  coordinate,
  mode: "QUERY",
  unmasked: false,
  providerDepartment,
  state,
});
const PHONE = { coordinate: "Person.phone", mode: "QUERY" } as const;
const SPOUSE = { coordinate: "Person.spouse", mode: "QUERY" } as const;

let submissions = 0;
let systems = 0;
/** Each of a system of its own: a system holds one sharing grant a scenario. */
const newApplication = (change: Partial<NewSharingApplication> = {}): NewSharingApplication => ({
  department: HOUSING,
  application: `desk-${++systems}`,
  scenario: SCENARIO,
  users: "住房保障科审核人员",
  divisions: ["540100"],
  validUntil: hours(24 * 365),
  items: [item("Person.name", POLICE, "APPROVED"), item("Person.phone"), item("Person.spouse", CIVIL)],
  submittedAt: NOW,
  deadline: deadlineAfter(NOW, REVIEW_PERIODS.review),
  submission: `submission ${++submissions}`,
  actor: "housing-officer",
  ...change,
});

describeOnEngines("sharing applications", (engine) => {
  const store = useConsentStore(engine);
  const submit = async (change: Partial<NewSharingApplication> = {}) => {
    await addScenarios(store.database(), SEEDED_SCENARIOS);
    return submitSharingApplication(store.database(), store.newId, newApplication(change));
  };
  const act = ({ id, version }: Pick<SharingApplication, "id" | "version">, by: Actor, done: ApplicationAct, now = NOW) =>
    actOnSharingApplication(store.database(), store.newId, { application: id, version, by, actor: `${by.role} 7`, act: done, periods: REVIEW_PERIODS, now });
  const grantOf = async ({ id }: SharingApplication) => (await readGrantSnapshot(store.database(), null))?.grants.find((grant) => grant.id === `grant-${id}`);
  const itemsOf = async (application: SharingApplication) => (await grantOf(application))?.items.map(({ coordinate }) => coordinate);
  const history = (id: string) => eventsAbout(store.database().manager, id);

  it("grant what is open at once, without its provider", async () => {
    const application = await submit();
    expect([application.status, application.version]).toEqual(["SUBMITTED", 1]);
    expect(await grantOf(application)).toMatchObject({
      version: 1,
      department: HOUSING,
      application: application.application,
      scenario: SCENARIO,
      statutoryBasis: null,
      divisions: ["540100"],
      status: "ACTIVE",
      validFrom: NOW,
      validUntil: hours(24 * 365),
      items: [{ coordinate: "Person.name", mode: "QUERY", unmasked: false }],
    });
    expect(await readSharingApplication(store.database(), application.id, officer(CIVIL))).toEqual({
      ...application,
      items: [...application.items].sort((a, b) => (a.coordinate < b.coordinate ? -1 : 1)),
    });
  });

  it("are approved at once when all of it is open, and grant nothing when nothing is", async () => {
    expect((await submit({ items: [item("Person.name", POLICE, "APPROVED")] })).status).toBe("APPROVED");
    const pending = await submit({ items: [item("Person.phone")] });
    expect([pending.status, await grantOf(pending)]).toEqual(["SUBMITTED", undefined]);
  });

  it("widen their sharing grant by each department's review, and tell the gateways", async () => {
    const application = await submit();
    const before = await readChangeVersions(store.database());
    const reviewed = await act(application, officer(POLICE), { type: "REVIEW", approve: [PHONE], reason: null });
    expect([reviewed.status, await itemsOf(application)]).toEqual(["SUBMITTED", ["Person.name", "Person.phone"]]);
    const done = await act(reviewed, officer(CIVIL), { type: "REVIEW", approve: [], reason: "婚姻状况由申请人提供" });
    expect([done.status, (await grantOf(application))?.version, await itemsOf(application)]).toEqual(["APPROVED", 2, ["Person.name", "Person.phone"]]);
    expect((await readChangeVersions(store.database())).grants).toBe(before.grants + 1);
  });

  it("keep who did what, when, why, and what it was before and after", async () => {
    const application = await submit();
    const asked = await act(application, officer(POLICE), { type: "ASK_FOR_MATERIAL", what: "授权文件" }, hours(1));
    const supplied = await act(asked, officer(HOUSING), { type: "SUPPLY", what: "见附件" }, hours(2));
    await act(supplied, officer(POLICE), { type: "REVIEW", approve: [PHONE], reason: null }, hours(3));
    expect(
      (await history(application.id)).map(({ version, at, type, before, after, items, actor, words }) => [
        version,
        at,
        type,
        before,
        after,
        items,
        actor,
        words,
      ]),
    ).toEqual([
      [1, NOW, "SUBMIT", null, "SUBMITTED", ["Person.name", "Person.phone", "Person.spouse"], "housing-officer", "住房保障科审核人员"],
      [2, hours(1), "ASK_FOR_MATERIAL", "SUBMITTED", "NEEDS_MATERIAL", [], "officer 7", "授权文件"],
      [3, hours(2), "SUPPLY", "NEEDS_MATERIAL", "SUBMITTED", [], "officer 7", "见附件"],
      [4, hours(3), "REVIEW", "SUBMITTED", "SUBMITTED", ["Person.phone"], "officer 7", null],
    ]);
    expect((await history(`grant-${application.id}`)).map(({ version, type, items }) => [version, type, items])).toEqual([
      [1, "GRANT", ["Person.name"]],
      [2, "WIDEN", ["Person.phone"]],
    ]);
  });

  it("grant by mediation what a department had refused", async () => {
    const application = await submit({ items: [item("Person.phone")] });
    const refused = await act(application, officer(POLICE), { type: "REVIEW", approve: [], reason: "无必要" });
    const disputed = await act(refused, officer(HOUSING), { type: "DISPUTE", reason: "需联系申请人" });
    expect(await grantOf(application)).toBeUndefined();
    const mediated = await act(disputed, authority, { type: "MEDIATE", approve: [PHONE], reason: "必要" });
    expect([mediated.status, await itemsOf(application)]).toEqual(["MEDIATED", ["Person.phone"]]);
  });

  it("are not there for a department without a part in them", async () => {
    const application = await submit();
    const stranger = officer(DEPARTMENTS.naturalResources.code);
    expect(await readSharingApplication(store.database(), application.id, stranger)).toBeNull();
    await expect(act(application, stranger, { type: "REVIEW", approve: [], reason: "x" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(act({ id: "none", version: 1 }, authority, { type: "EXTEND", days: 1, reason: "x" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("are changed by one of several who act upon the same version", async () => {
    const application = await submit({ items: [item("Person.phone"), item("Person.spouse", CIVIL)] });
    const acts = await Promise.allSettled([
      act(application, officer(POLICE), { type: "REVIEW", approve: [PHONE], reason: null }),
      act(application, officer(CIVIL), { type: "REVIEW", approve: [SPOUSE], reason: null }),
      act(application, authority, { type: "EXTEND", days: 5, reason: "x" }),
    ]);
    expect(acts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of acts) if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "CONFLICT" });
    expect(await history(application.id)).toHaveLength(2);
  });

  it("are submitted once, however often and however many at once", async () => {
    await addScenarios(store.database(), SEEDED_SCENARIOS);
    const submission = newApplication();
    const made = await Promise.all(Array.from({ length: 8 }, () => submitSharingApplication(store.database(), store.newId, submission)));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(await history(made[0]?.id ?? "")).toHaveLength(1);
    const other = submitSharingApplication(store.database(), store.newId, { ...submission, users: "别人" });
    await expect(other).rejects.toMatchObject({ code: "CONFLICT", details: { reason: "SUBMISSION" } });
  });

  it("are refused while the system holds a sharing grant for the scenario, or another application of it is open", async () => {
    const granted = await submit({ items: [item("Person.name", POLICE, "APPROVED")] });
    await expect(submit({ application: granted.application })).rejects.toMatchObject({ code: "CONFLICT", details: { reason: "GRANT_HELD" } });
    const open = await submit({ items: [item("Person.phone")] });
    await expect(submit({ application: open.application })).rejects.toMatchObject({ code: "CONFLICT", details: { reason: "APPLICATION_OPEN" } });
    const refused = await act(open, officer(POLICE), { type: "REVIEW", approve: [], reason: "无必要" });
    expect(refused.status).toBe("REFUSED");
    expect((await submit({ application: open.application })).status).toBe("SUBMITTED");
    expect((await submit({ application: granted.application, submittedAt: hours(24 * 366), validUntil: hours(24 * 700) })).status).toBe("SUBMITTED");
  });

  it("are one of several that are submitted for a system at once", async () => {
    await addScenarios(store.database(), SEEDED_SCENARIOS);
    const first = newApplication();
    const submissions = Array.from({ length: 6 }, () => newApplication({ application: first.application }));
    const made = await Promise.allSettled(submissions.map((submission) => submitSharingApplication(store.database(), store.newId, submission)));
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of made) if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "CONFLICT", details: { reason: "GRANT_HELD" } });
  });

  it("are listed for those who have a part in them, what is overdue and what is due soon apart", async () => {
    const department = DEPARTMENTS.statistics.code;
    const late = await submit({ department, deadline: { ...deadlineAfter(NOW, 1), dueAt: hours(-1) } });
    const soon = await submit({ department, deadline: { ...deadlineAfter(NOW, 1), dueAt: hours(20) } });
    const later = await submit({ department, deadline: { ...deadlineAfter(NOW, 1), dueAt: hours(200) } });
    const done = await submit({ department, items: [item("Person.name", POLICE, "APPROVED")], deadline: { ...deadlineAfter(NOW, 1), dueAt: hours(-2) } });
    const read = async (by: Actor, due: "OVERDUE" | "DUE_SOON" | null, bound = 100) =>
      (await readSharingApplications(store.database(), { by, due, soon: hours(24), now: NOW, bound })).map(({ id }) => id);
    expect(await read(officer(department), null)).toEqual([done.id, late.id, soon.id, later.id]);
    expect(await read(officer(department), null, 2)).toEqual([done.id, late.id]);
    expect([await read(officer(department), "OVERDUE"), await read(officer(department), "DUE_SOON")]).toEqual([[late.id], [soon.id]]);
    expect(await read(officer(POLICE), "OVERDUE")).toContain(late.id);
    expect(await read(authority, "OVERDUE")).toContain(late.id);
    expect(await read(officer(DEPARTMENTS.naturalResources.code), null)).toEqual([]);
  });

  it("walk as the pure life does, step by step, whatever is tried", async () => {
    const actors = fc.constantFrom(officer(HOUSING), officer(POLICE), officer(CIVIL), authority);
    const approve = fc.subarray([PHONE, SPOUSE]);
    const acts = fc.oneof(
      fc.record({ type: fc.constantFrom("ASK_FOR_MATERIAL" as const, "SUPPLY" as const), what: fc.constant("x") }),
      fc.record({ type: fc.constant("EXTEND" as const), days: fc.integer({ min: 1, max: 11 }), reason: fc.constant("x") }),
      fc.record({ type: fc.constant("REVIEW" as const), approve, reason: fc.constant("x") }),
      fc.record({ type: fc.constant("DISPUTE" as const), reason: fc.constant("x") }),
      fc.record({ type: fc.constant("MEDIATE" as const), approve, reason: fc.constant("x") }),
    );
    const property = fc.asyncProperty(fc.array(fc.tuple(actors, acts, fc.boolean()), { maxLength: 10 }), async (steps) => {
      let known = await submit();
      let done = 1;
      for (const [by, step, isStale] of steps) {
        const result = await act(isStale ? { ...known, version: known.version - 1 } : known, by, step).catch((error: unknown) => error);
        if (result instanceof Refusal) continue;
        expect(isStale).toBe(false);
        known = result as SharingApplication;
        done += 1;
      }
      const stored = await readSharingApplication(store.database(), known.id, authority);
      expect(stored).toMatchObject({
        status: known.status,
        version: done,
        deadline: known.deadline,
        materialAsked: known.materialAsked,
        extended: known.extended,
      });
      const approved = stored?.items.filter(({ state }) => state === "APPROVED").map(({ coordinate }) => coordinate);
      expect(await itemsOf(known)).toEqual(approved);
      expect((await history(known.id)).map(({ version }) => version)).toEqual(Array.from({ length: done }, (_, index) => index + 1));
    });
    await fc.assert(property, { numRuns: 40 });
  }, 60_000);
});
