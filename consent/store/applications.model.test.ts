import fc from "fast-check";
import { expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import type { Actor, ApplicationAct } from "../model/application-acts.js";
import { DEPARTMENTS } from "../model/departments.js";
import { Refusal } from "../model/errors.js";
import { REVIEW_PERIODS } from "../model/sharing-application.js";
import { deadlineAfter } from "../model/working-days.js";
import { eventsAbout } from "./events.js";
import { SEEDED_SCENARIOS } from "./seeded-scenarios.js";
import { actOnSharingApplication, readSharingApplication, submitSharingApplication } from "./sharing-applications.js";
import { addScenarios, grantsOfHolder } from "./sharing-grants.js";
import { HOUSING, hours, NOW, SCENARIO, useConsentStore } from "./testing/consent-store.js";

/** The life of an application, written down a second time and by hand: what the store must do, step by step. */
const [POLICE, CIVIL, STRANGER, AUTHORITY] = [
  DEPARTMENTS.publicSecurity.code,
  DEPARTMENTS.civilAffairs.code,
  DEPARTMENTS.naturalResources.code,
  DEPARTMENTS.bigData.code,
];
const HELD_BY: Readonly<Record<string, string>> = { "Person.phone": POLICE, "Person.currentAddress": POLICE, "Person.spouse": CIVIL };
const WANTED = Object.keys(HELD_BY);

interface Model {
  id: string;
  version: number;
  status: "SUBMITTED" | "NEEDS_MATERIAL" | "APPROVED" | "REFUSED" | "DISPUTED" | "MEDIATED";
  readonly states: Map<string, "PENDING" | "APPROVED" | "REFUSED">;
  asked: boolean;
  extended: boolean;
}

interface Real {
  readonly store: ReturnType<typeof useConsentStore>;
  steps: number;
}

/** What becomes of the model by an act: a code, and the model is changed when it is "done". */
function expected(model: Model, by: Actor, done: ApplicationAct): string {
  const { role, department } = by;
  const isConsumer = role === "officer" && department === HOUSING;
  const own = WANTED.filter((item) => HELD_BY[item] === department);
  const pending = own.filter((item) => model.states.get(item) === "PENDING");
  if (role === "officer" && department === STRANGER) return "NOT_FOUND";
  switch (done.type) {
    case "ASK_FOR_MATERIAL":
      if (role !== "officer" || own.length === 0) return "FORBIDDEN";
      if (pending.length === 0 || model.asked || model.status !== "SUBMITTED") return "CONFLICT";
      Object.assign(model, { status: "NEEDS_MATERIAL", asked: true });
      return "done";
    case "SUPPLY":
      if (!isConsumer) return "FORBIDDEN";
      if (model.status !== "NEEDS_MATERIAL") return "CONFLICT";
      model.status = "SUBMITTED";
      return "done";
    case "EXTEND":
      if (role !== "authority") return "FORBIDDEN";
      if (model.extended) return "CONFLICT";
      if (done.days < 1 || done.days > 10) return "BAD_USER_INPUT";
      if (model.status !== "SUBMITTED") return "CONFLICT";
      model.extended = true;
      return "done";
    case "REVIEW": {
      if (role !== "officer" || own.length === 0) return "FORBIDDEN";
      if (pending.length === 0) return "CONFLICT";
      const approved = done.approve.map(({ coordinate }) => coordinate);
      if (approved.some((item) => !pending.includes(item))) return "BAD_USER_INPUT";
      if (model.status !== "SUBMITTED") return "CONFLICT";
      for (const item of pending) model.states.set(item, approved.includes(item) ? "APPROVED" : "REFUSED");
      const states = [...model.states.values()];
      if (!states.includes("PENDING")) model.status = states.includes("APPROVED") ? "APPROVED" : "REFUSED";
      return "done";
    }
    case "DISPUTE":
      if (!isConsumer) return "FORBIDDEN";
      if (model.status !== "REFUSED") return "CONFLICT";
      model.status = "DISPUTED";
      return "done";
    case "MEDIATE":
      if (role !== "authority") return "FORBIDDEN";
      if (done.approve.some(({ coordinate }) => model.states.get(coordinate) !== "REFUSED") || model.status !== "DISPUTED") return "CONFLICT";
      for (const { coordinate } of done.approve) model.states.set(coordinate, "APPROVED");
      model.status = "MEDIATED";
      return "done";
  }
}

function step(by: Actor, done: ApplicationAct, isStale: boolean): fc.AsyncCommand<Model, Real> {
  return {
    check: () => true,
    toString: () => `${by.role} ${by.department} ${JSON.stringify(done)}${isStale ? " stale" : ""}`,
    async run(model, real) {
      real.steps += 1;
      const { store } = real;
      const act = {
        application: model.id,
        version: isStale ? model.version - 1 : model.version,
        by,
        actor: "somebody",
        act: done,
        periods: REVIEW_PERIODS,
        now: NOW,
      };
      const result = actOnSharingApplication(store.database(), store.newId, act);
      const code = await result.then(
        () => "done",
        (error: unknown) => (error instanceof Refusal ? error.code : Promise.reject(error)),
      );
      const isStranger = by.role === "officer" && by.department === STRANGER;
      const foreseen = isStale ? (isStranger ? "NOT_FOUND" : "CONFLICT") : expected(model, by, done);
      expect(code).toBe(foreseen);
      if (code === "done") model.version += 1;
    },
  };
}

const actors = fc.constantFrom<Actor>(
  { role: "officer", department: HOUSING },
  { role: "officer", department: POLICE },
  { role: "officer", department: CIVIL },
  { role: "officer", department: STRANGER },
  { role: "authority", department: AUTHORITY },
);
const approve = fc.subarray(WANTED).map((items) => items.map((coordinate) => ({ coordinate, mode: "QUERY" as const })));
const ACTS: fc.Arbitrary<ApplicationAct> = fc.oneof(
  fc.constant({ type: "ASK_FOR_MATERIAL" as const, what: "x" }),
  fc.constant({ type: "SUPPLY" as const, what: "x" }),
  fc.record({ type: fc.constant("EXTEND" as const), days: fc.integer({ min: 0, max: 11 }), reason: fc.constant("x") }),
  { weight: 4, arbitrary: fc.record({ type: fc.constant("REVIEW" as const), approve, reason: fc.constant("x") }) },
  { weight: 2, arbitrary: fc.constant({ type: "DISPUTE" as const, reason: "x" }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("MEDIATE" as const), approve, reason: fc.constant("x") }) },
);
const isStale = fc.integer({ min: 0, max: 9 }).map((drawn) => drawn === 0);

describeOnEngines("sharing applications", (engine) => {
  const store = useConsentStore(engine);
  let runs = 0;

  it("live as the model does, for thousands of steps", async () => {
    await addScenarios(store.database(), SEEDED_SCENARIOS);
    let steps = 0;
    const ends = new Set<string>();
    const property = fc.asyncProperty(
      fc.commands([fc.tuple(actors, ACTS, isStale).map((drawn) => step(...drawn))], { maxCommands: 50, size: "max" }),
      async (commands) => {
        const system = `model-${++runs}`;
        const items = WANTED.map((coordinate) => ({
          coordinate,
          mode: "QUERY" as const,
          unmasked: false,
          providerDepartment: HELD_BY[coordinate] as string,
          state: "PENDING" as const,
        }));
        const { id } = await submitSharingApplication(store.database(), store.newId, {
          ...{ department: HOUSING, application: system, scenario: SCENARIO, users: "x", divisions: ["540100"], submission: system, actor: "somebody" },
          ...{ validUntil: hours(9999), items, submittedAt: NOW, deadline: deadlineAfter(NOW, 10) },
        });
        const model: Model = { id, version: 1, status: "SUBMITTED", states: new Map(WANTED.map((item) => [item, "PENDING"])), asked: false, extended: false };
        const real: Real = { store, steps: 0 };
        await fc.asyncModelRun(() => ({ model, real }), commands);
        steps += real.steps;
        ends.add(model.status);
        const stored = await readSharingApplication(store.database(), id, { role: "authority", department: AUTHORITY });
        const { version, status, asked: materialAsked, extended } = model;
        expect(stored).toMatchObject({ version, status, materialAsked, extended });
        expect(new Map(stored?.items.map(({ coordinate, state }) => [coordinate, state]))).toEqual(model.states);
        const [grant] = await grantsOfHolder(store.database().manager, { department: HOUSING, application: system, scenario: SCENARIO });
        expect((grant?.items ?? []).map(({ coordinate }) => coordinate).sort()).toEqual(WANTED.filter((item) => model.states.get(item) === "APPROVED").sort());
        expect((await eventsAbout(store.database().manager, id)).map((event) => event.version)).toEqual(
          Array.from({ length: version }, (_, index) => index + 1),
        );
      },
    );
    await fc.assert(property, { numRuns: 120, seed: 1 });
    expect(steps).toBeGreaterThan(2000);
    expect([...ends].sort()).toEqual(["APPROVED", "DISPUTED", "MEDIATED", "NEEDS_MATERIAL", "REFUSED", "SUBMITTED"]);
  }, 120_000);
});
