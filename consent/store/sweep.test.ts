import { expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { readChangeVersions } from "./changes.js";
import { consentsOfRequests } from "./consents.js";
import { eventsAbout } from "./events.js";
import { reserveUses } from "./one-time-uses.js";
import { ConsentRecordRow } from "./rows/consent-record-row.js";
import { ConsentRequestRow } from "./rows/consent-request-row.js";
import { SEEDED_SHARING_GRANTS } from "./seeded-scenarios.js";
import { addSharingGrants, readGrantSnapshot } from "./sharing-grants.js";
import { sweep } from "./sweep.js";
import { hours, NOW, SCENARIO, useConsentStore } from "./testing/consent-store.js";

const NOTHING = { lapsedRequests: 0, expiredConsents: 0, expiredGrants: 0, abandonedUses: 0 };

describeOnEngines("the sweep", (engine) => {
  const store = useConsentStore(engine);
  let scenarios = 0;
  const ask = () => store.ask({ scenario: `${SCENARIO}-${++scenarios}` });
  const give = async (change: object) => {
    const request = await ask();
    await store.answer(request.id, ["Person.phone"], change);
    return (await consentsOfRequests(store.database().manager, [request.id])).get(request.id)?.id ?? "";
  };
  const statusOf = async (id: string) => (await store.database().manager.findOneByOrFail(ConsentRecordRow, { id })).status;
  const sweepAt = (hour: number) => sweep(store.database(), store.newId, hours(hour));

  it("writes down what time has ended, each on the record, and tells the gateways", async () => {
    const [request, over, unlimited] = [await ask(), await give({ until: hours(2) }), await give({})];
    const [grant] = SEEDED_SHARING_GRANTS;
    if (!grant) throw new Error("no seeded sharing grant");
    await addSharingGrants(store.database(), [{ ...grant, id: "short", validFrom: NOW, validUntil: hours(3) }]);
    expect(await sweepAt(1)).toEqual(NOTHING);
    const before = await readChangeVersions(store.database());
    expect(await sweepAt(25)).toEqual({ ...NOTHING, lapsedRequests: 1, expiredConsents: 1, expiredGrants: 1 });
    expect((await readChangeVersions(store.database())).grants).toBe(before.grants + 1);
    expect((await store.database().manager.findOneByOrFail(ConsentRequestRow, { id: request.id })).status).toBe("LAPSED");
    expect([await statusOf(over), await statusOf(unlimited)]).toEqual(["EXPIRED", "GIVEN"]);
    expect((await readGrantSnapshot(store.database(), null))?.grants.find(({ id }) => id === "short")?.status).toBe("EXPIRED");
    const last = async (id: string) => (await eventsAbout(store.database().manager, id)).at(-1);
    for (const id of [request.id, over, "short"])
      expect(await last(id)).toMatchObject({ at: hours(25), actor: "platform", type: id === request.id ? "LAPSE" : "EXPIRE" });
    expect(await sweepAt(26)).toEqual(NOTHING);
  });

  it("takes a use that nobody settled for used", async () => {
    const [abandoned, fresh] = [await give({ oneTime: true }), await give({ oneTime: true })];
    await reserveUses(store.database(), { request: "gateway that died", consents: [abandoned], now: NOW });
    await reserveUses(store.database(), { request: "under way", consents: [fresh], now: hours(1) });
    expect(await sweepAt(1)).toEqual({ ...NOTHING, abandonedUses: 1 });
    expect([await statusOf(abandoned), await statusOf(fresh)]).toEqual(["EXHAUSTED", "GIVEN"]);
  });

  it("is done once by any number of processes at once", async () => {
    const consents = await Promise.all(Array.from({ length: 5 }, () => give({ until: hours(30) })));
    const swept = await Promise.all([sweepAt(31), sweepAt(31), sweepAt(31)]);
    expect(swept.reduce((sum, { expiredConsents }) => sum + expiredConsents, 0)).toBe(5);
    for (const id of consents) expect((await eventsAbout(store.database().manager, id)).map(({ type }) => type)).toEqual(["GIVE", "EXPIRE"]);
  });
});
