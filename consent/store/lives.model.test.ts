import fc from "fast-check";
import { expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import type { DataSubjectKey } from "../model/data-subject.js";
import { Refusal } from "../model/errors.js";
import { consentsOfRequests, withdrawConsent } from "./consents.js";
import { lookUpConsents } from "./consent-look-up.js";
import { eventsAbout } from "./events.js";
import { reserveUses, settleUses } from "./one-time-uses.js";
import { ConsentRequestRow } from "./rows/consent-request-row.js";
import { sweep } from "./sweep.js";
import { HOUSING, hours, SCENARIO, useConsentStore } from "./testing/consent-store.js";

/** The life of requests and consents, written down a second time and by hand: what the store must do, step by step. */
const ITEMS = ["Person.phone", "Person.spouse"] as const;
type Item = (typeof ITEMS)[number];
const LAPSES_AFTER = 24;
const COOL_DOWN = 30 * 24;

interface KnownRequest {
  readonly id: string;
  status: "REQUESTED" | "GIVEN" | "REFUSED" | "LAPSED";
  readonly lapsesAt: number;
  answeredAt: number;
}

interface KnownConsent {
  readonly id: string;
  status: "GIVEN" | "REFUSED" | "WITHDRAWN" | "EXPIRED" | "EXHAUSTED";
  readonly items: Map<Item, "GIVEN" | "REFUSED" | "WITHDRAWN">;
  readonly until: number | null;
  readonly oneTime: boolean;
  holder: string | null;
  reservedAt: number;
}

interface Model {
  now: number;
  readonly scenario: string;
  readonly people: readonly { readonly requests: KnownRequest[]; readonly consents: KnownConsent[] }[];
}

interface Real {
  readonly store: ReturnType<typeof useConsentStore>;
  readonly ids: readonly string[];
  steps: number;
}

type Step = fc.AsyncCommand<Model, Real>;

const keyOf = (idNumber: string): DataSubjectKey => `PERSON:${idNumber}`;
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: unknown) => (error instanceof Refusal ? error.code : Promise.reject(error)),
  );

/** Runs a step, then holds every consent of the person against the model. */
function step(text: string, person: number, check: (model: Model) => boolean, run: (model: Model, real: Real, idNumber: string) => Promise<void>): Step {
  return {
    check,
    toString: () => text,
    async run(model, real) {
      real.steps += 1;
      const idNumber = real.ids[person] as string;
      await run(model, real, idNumber);
      const stored = await lookUpConsents(real.store.database(), HOUSING, model.scenario, [keyOf(idNumber)]);
      const shown = stored.map(({ id, status, items }) => [id, status, items.map(({ coordinate, state }) => `${coordinate} ${state}`)]);
      const known = (model.people[person]?.consents ?? []).map(({ id, status, items }) => [id, status, [...items].map(([item, state]) => `${item} ${state}`)]);
      expect(shown.sort()).toEqual(known.sort());
    },
  };
}

const isOpen = ({ status, lapsesAt }: KnownRequest, now: number): boolean => status === "REQUESTED" && now < lapsesAt;
const always = (): boolean => true;

const asks = (person: number): Step =>
  step(`ask ${person}`, person, always, async (model, { store }, idNumber) => {
    const requests = model.people[person]?.requests ?? [];
    const isBlocked = requests.some((request) => isOpen(request, model.now) || (request.status === "REFUSED" && request.answeredAt > model.now - COOL_DOWN));
    const items = ITEMS.map((coordinate) => ({ coordinate, modes: ["QUERY" as const] }));
    const asked = store.ask({
      dataSubject: keyOf(idNumber),
      scenario: model.scenario,
      items,
      now: hours(model.now),
      lapsesAt: hours(model.now + LAPSES_AFTER),
    });
    expect(await codeOf(asked)).toBe(isBlocked ? "CONFLICT" : "done");
    if (isBlocked) return;
    for (const request of requests) if (request.status === "REQUESTED") request.status = "LAPSED";
    requests.push({ id: (await asked).id, status: "REQUESTED", lapsesAt: model.now + LAPSES_AFTER, answeredAt: 0 });
  });

const answers = (person: number, give: readonly Item[], lasts: number | null, oneTime: boolean): Step =>
  step(
    `answer ${person} ${give.join()}`,
    person,
    (model) => (model.people[person]?.requests.length ?? 0) > 0,
    async (model, { store }, idNumber) => {
      const request = model.people[person]?.requests.at(-1) as KnownRequest;
      const until = lasts === null ? null : model.now + lasts;
      const answered = store.answer(request.id, give, { idNumber, oneTime, until: until === null ? null : hours(until), now: hours(model.now) });
      const expected = !isOpen(request, model.now) ? "CONFLICT" : until !== null && until <= model.now ? "BAD_USER_INPUT" : "done";
      expect(await codeOf(answered)).toBe(expected);
      if (expected !== "done") return;
      const isGiven = give.length > 0;
      request.status = isGiven ? "GIVEN" : "REFUSED";
      request.answeredAt = model.now;
      const consent = (await consentsOfRequests(store.database().manager, [request.id])).get(request.id);
      const found = consent?.id ?? (await lookUpConsents(store.database(), HOUSING, model.scenario, [keyOf(idNumber)])).at(-1)?.id ?? "";
      const items = new Map(ITEMS.map((item) => [item, give.includes(item) ? ("GIVEN" as const) : ("REFUSED" as const)]));
      const status = isGiven ? ("GIVEN" as const) : ("REFUSED" as const);
      model.people[person]?.consents.push({
        id: found,
        status,
        items,
        until: isGiven ? until : null,
        oneTime: isGiven && oneTime,
        holder: null,
        reservedAt: 0,
      });
    },
  );

const consentAt = (model: Model, person: number, index: number): KnownConsent | undefined => {
  const consents = model.people[person]?.consents ?? [];
  return consents[index % Math.max(1, consents.length)];
};

const withdraws = (person: number, index: number, wanted: readonly Item[] | null): Step =>
  step(
    `withdraw ${person} ${wanted?.join() ?? "all"}`,
    person,
    (model) => consentAt(model, person, index) !== undefined,
    async (model, { store }, idNumber) => {
      const consent = consentAt(model, person, index) as KnownConsent;
      const done = withdrawConsent(store.database(), store.newId, { consent: consent.id, idNumber, items: wanted, now: hours(model.now) });
      const expected = withdrawalOf(consent, wanted, model.now);
      expect(await codeOf(done)).toBe(expected);
      if (expected !== "done") return;
      for (const [item, state] of consent.items) if (state === "GIVEN" && (wanted === null || wanted.includes(item))) consent.items.set(item, "WITHDRAWN");
      if (![...consent.items.values()].includes("GIVEN")) consent.status = "WITHDRAWN";
    },
  );

function withdrawalOf(consent: KnownConsent, wanted: readonly Item[] | null, now: number): string {
  if (consent.status === "REFUSED") return "NOT_FOUND";
  if (wanted?.length === 0) return "BAD_USER_INPUT";
  const first = wanted?.map((item) => consent.items.get(item)).find((state) => state !== "GIVEN");
  if (first !== undefined) return first === "REFUSED" ? "BAD_USER_INPUT" : "CONFLICT";
  return consent.status !== "GIVEN" || (consent.until !== null && consent.until <= now) ? "CONFLICT" : "done";
}

const reserves = (person: number, index: number, operation: string): Step =>
  step(
    `reserve ${person} for ${operation}`,
    person,
    (model) => consentAt(model, person, index) !== undefined,
    async (model, { store }) => {
      const consent = consentAt(model, person, index) as KnownConsent;
      const isFree =
        consent.oneTime && consent.status === "GIVEN" && (consent.until === null || model.now < consent.until) && (consent.holder ?? operation) === operation;
      const held = await reserveUses(store.database(), { request: `${model.scenario} ${operation}`.slice(-36), consents: [consent.id], now: hours(model.now) });
      expect(held).toEqual(isFree ? [consent.id] : []);
      if (!isFree) return;
      if (consent.holder === null) consent.reservedAt = model.now;
      consent.holder = operation;
    },
  );

const settles = (person: number, operation: string, used: boolean): Step =>
  step(`settle ${operation} ${used}`, person, always, async (model, { store }) => {
    await settleUses(store.database(), store.newId, { request: `${model.scenario} ${operation}`.slice(-36), used, now: hours(model.now) });
    for (const consent of model.people.flatMap(({ consents }) => consents)) {
      if (consent.holder !== operation) continue;
      if (used && consent.status === "GIVEN") consent.status = "EXHAUSTED";
      else if (!used && consent.status !== "EXHAUSTED") consent.holder = null;
    }
  });

const waits = (hoursLater: number): Step => step(`wait ${hoursLater}`, 0, always, async (model) => void (model.now += hoursLater));

const sweeps = (): Step =>
  step("sweep", 0, always, async (model, { store }) => {
    await sweep(store.database(), store.newId, hours(model.now));
    for (const { requests, consents } of model.people) {
      for (const request of requests) if (request.status === "REQUESTED" && request.lapsesAt <= model.now) request.status = "LAPSED";
      for (const consent of consents) if (consent.status === "GIVEN" && consent.until !== null && consent.until <= model.now) consent.status = "EXPIRED";
    }
    const given = model.people.flatMap(({ consents }) => consents).filter(({ status }) => status === "GIVEN");
    // An operation that has held something for more than ten minutes is over: all that it holds was used.
    const over = new Set(given.flatMap(({ holder, reservedAt }) => (holder !== null && reservedAt < model.now ? [holder] : [])));
    for (const consent of given) if (consent.holder !== null && over.has(consent.holder)) consent.status = "EXHAUSTED";
  });

const person = fc.nat(1);
const items = fc.subarray([...ITEMS]);
const operation = fc.constantFrom("a", "b");
const STEPS = [
  person.map(asks),
  fc.tuple(person, items, fc.option(fc.integer({ min: 0, max: 60 })), fc.boolean()).map((drawn) => answers(...drawn)),
  fc.tuple(person, fc.nat(3), fc.option(items)).map((drawn) => withdraws(...drawn)),
  fc.tuple(person, fc.nat(3), operation).map((drawn) => reserves(...drawn)),
  fc.tuple(person, operation, fc.boolean()).map((drawn) => settles(...drawn)),
  fc.constantFrom(1, 12, 30, COOL_DOWN + 1).map(waits),
  fc.constant(null).map(sweeps),
];

describeOnEngines("requests and consents", (engine) => {
  const store = useConsentStore(engine);
  let runs = 0;

  it("live as the model does, for thousands of steps", async () => {
    let steps = 0;
    const property = fc.asyncProperty(fc.commands(STEPS, { maxCommands: 60, size: "max" }), async (commands) => {
      runs += 1;
      const ids = [0, 1].map((n) => `1101051949123${String(runs * 2 + n).padStart(5, "0")}`);
      const model: Model = { now: 0, scenario: `${SCENARIO}-${runs}`, people: ids.map(() => ({ requests: [], consents: [] })) };
      const real: Real = { store, ids, steps: 0 };
      await fc.asyncModelRun(() => ({ model, real }), commands);
      steps += real.steps;
      for (const { requests, consents } of model.people) {
        for (const { id, status } of requests) expect((await store.database().manager.findOneByOrFail(ConsentRequestRow, { id })).status).toBe(status);
        for (const { id } of [...requests, ...consents]) {
          const versions = (await eventsAbout(store.database().manager, id)).map(({ version }) => version);
          expect(versions).toEqual(versions.map((_, index) => index + 1));
        }
      }
    });
    await fc.assert(property, { numRuns: 160, seed: 1 });
    expect(steps).toBeGreaterThan(3000);
  }, 120_000);
});
