import { expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { consentsOfRequests, withdrawConsent } from "./consents.js";
import { lookUpConsents } from "./consent-look-up.js";
import { eventsAbout } from "./events.js";
import { reserveUses, settleUses } from "./one-time-uses.js";
import { DATA_SUBJECT, HOUSING, hours, NOW, SCENARIO, useConsentStore, ZHANG } from "./testing/consent-store.js";

describeOnEngines("consents for one use", (engine) => {
  const store = useConsentStore(engine);
  let scenarios = 0;
  const given = async (change: { oneTime?: boolean; until?: Date } = {}) => {
    const scenario = `${SCENARIO}-${++scenarios}`;
    const request = await store.ask({ scenario });
    await store.answer(request.id, ["Person.phone"], { oneTime: true, ...change });
    const consent = (await consentsOfRequests(store.database().manager, [request.id])).get(request.id);
    if (!consent) throw new Error("no consent");
    return { id: consent.id, scenario };
  };
  const reserve = (request: string, consents: readonly string[], now = NOW) => reserveUses(store.database(), { request, consents, now });
  const settle = (request: string, used: boolean) => settleUses(store.database(), store.newId, { request, used, now: hours(1) });
  const statusOf = async ({ scenario }: { scenario: string }) =>
    (await lookUpConsents(store.database(), HOUSING, scenario, [DATA_SUBJECT])).map(({ status, version, oneTime }) => [status, version, oneTime]);

  it("are had by one operation, again and again, and by no other", async () => {
    const consent = await given();
    expect(await statusOf(consent)).toEqual([["GIVEN", 1, true]]);
    expect(await reserve("first", [consent.id])).toEqual([consent.id]);
    expect(await reserve("first", [consent.id])).toEqual([consent.id]);
    expect(await reserve("second", [consent.id])).toEqual([]);
  });

  it("are had by exactly one of fifty at once", async () => {
    const consents = [await given(), await given(), await given()];
    for (const { id } of consents) {
      const outcomes = await Promise.all(Array.from({ length: 50 }, (_, n) => reserve(`${id.slice(-4)} operation ${n}`, [id])));
      expect(outcomes.filter(({ length }) => length === 1)).toHaveLength(1);
    }
  });

  it("are had in part when another operation has some of them", async () => {
    const [a, b] = [await given(), await given()];
    await reserve("holder of a", [a.id]);
    expect(await reserve("wants both", [b.id, a.id])).toEqual([b.id]);
  });

  it("are exhausted when they were used, for good and on the record, and settling again changes nothing", async () => {
    const consent = await given();
    await reserve("user", [consent.id]);
    expect(await settle("user", true)).toBe(1);
    expect(await statusOf(consent)).toEqual([["EXHAUSTED", 2, true]]);
    await settle("user", true);
    await settle("user", false);
    expect(await statusOf(consent)).toEqual([["EXHAUSTED", 2, true]]);
    expect([await reserve("user", [consent.id]), await reserve("other", [consent.id])]).toEqual([[], []]);
    const events = await eventsAbout(store.database().manager, consent.id);
    expect(events.map(({ type, before, after, actor }) => [type, before, after, actor])).toEqual([
      ["GIVE", null, "GIVEN", ZHANG],
      ["EXHAUST", "GIVEN", "EXHAUSTED", "platform"],
    ]);
  });

  it("are free again when nothing that they permit was asked for", async () => {
    const consent = await given();
    await reserve("gave back", [consent.id]);
    expect(await settle("gave back", false)).toBe(1);
    expect(await reserve("next", [consent.id])).toEqual([consent.id]);
    expect(await settle("nobody", true)).toBe(0);
  });

  it("are had by nobody once withdrawn or over, and neither is what was given for any number of uses, or is not there", async () => {
    const [withdrawn, over, unlimited] = [await given(), await given({ until: hours(2) }), await given({ oneTime: false })];
    await withdrawConsent(store.database(), store.newId, { consent: withdrawn.id, idNumber: ZHANG, items: null, now: NOW });
    expect(await reserve("late", [withdrawn.id, unlimited.id, "none"])).toEqual([]);
    expect(await reserve("late", [over.id], hours(2))).toEqual([]);
    expect(await reserve("in time", [over.id], hours(1))).toEqual([over.id]);
  });

  it("that are withdrawn while they are being used stay withdrawn", async () => {
    const consent = await given();
    await reserve("under way", [consent.id]);
    await withdrawConsent(store.database(), store.newId, { consent: consent.id, idNumber: ZHANG, items: null, now: NOW });
    await settle("under way", true);
    expect(await statusOf(consent)).toEqual([["WITHDRAWN", 2, true]]);
  });
});
