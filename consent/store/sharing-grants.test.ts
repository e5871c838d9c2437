import { expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import type { GrantEvent } from "../model/consent-life.js";
import type { SharingGrant } from "../model/sharing-grant.js";
import { eventsAbout } from "./events.js";
import { addSharingGrants, changeSharingGrant, readGrantSnapshot } from "./sharing-grants.js";
import { hours, HOUSING, NOW, SCENARIO, useConsentStore } from "./testing/consent-store.js";

const GRANT: SharingGrant = {
  id: "grant-1",
  version: 1,
  department: HOUSING,
  application: "housing-desk",
  scenario: SCENARIO,
  statutoryBasis: null,
  items: [
    { coordinate: "Person.name", mode: "QUERY", unmasked: false },
    { coordinate: "Person.phone", mode: "QUERY", unmasked: true },
  ],
  divisions: ["540000", "510100"],
  status: "ACTIVE",
  validFrom: hours(-1),
  validUntil: hours(1),
};

describeOnEngines("sharing grants", (engine) => {
  const store = useConsentStore(engine);
  const snapshot = (known: number | null = null) => readGrantSnapshot(store.database(), known);
  const change = (version: number, event: GrantEvent) =>
    changeSharingGrant(store.database(), store.newId, { id: "grant-1", version, event, actor: "authority", reason: "test", now: NOW });

  it("are published as they were added, under a version that has risen", async () => {
    const before = await snapshot();
    expect(before).toEqual({ version: 1, grants: [] });
    expect(await addSharingGrants(store.database(), [GRANT])).toBe(1);
    expect(await snapshot(1)).toEqual({ version: 2, grants: [GRANT] });
  });

  it("are not published again to who knows the version, and that takes one look", async () => {
    const statements = await store.statementsOf(async () => expect(await snapshot(2)).toBeNull());
    expect(statements.filter((sql) => sql.startsWith("SELECT"))).toHaveLength(1);
  });

  it("are added once, and nothing changes when they are there", async () => {
    expect(await addSharingGrants(store.database(), [GRANT, GRANT].slice(0, 1))).toBe(0);
    expect(await snapshot(2)).toBeNull();
  });

  it("are suspended, resumed and ended, each time under a new version and on the record", async () => {
    expect((await change(1, "SUSPEND")).status).toBe("SUSPENDED");
    expect(await snapshot(2)).toMatchObject({ version: 3, grants: [{ status: "SUSPENDED", version: 2 }] });
    expect((await change(2, "RESUME")).status).toBe("ACTIVE");
    expect((await change(3, "TERMINATE")).status).toBe("TERMINATED");
    expect(await snapshot()).toMatchObject({ version: 5, grants: [{ status: "TERMINATED", version: 4 }] });
    const events = await eventsAbout(store.database().manager, "grant-1");
    expect(events.map(({ type, before, after, version, actor, words }) => [type, before, after, version, actor, words])).toEqual([
      ["SUSPEND", "ACTIVE", "SUSPENDED", 2, "authority", "test"],
      ["RESUME", "SUSPENDED", "ACTIVE", 3, "authority", "test"],
      ["TERMINATE", "ACTIVE", "TERMINATED", 4, "authority", "test"],
    ]);
  });

  it("bear no transition that is not legal, and no change to a version that is gone", async () => {
    await expect(change(4, "RESUME")).rejects.toMatchObject({ code: "CONFLICT" });
    await addSharingGrants(store.database(), [{ ...GRANT, id: "grant-2" }]);
    const stale = { id: "grant-2", version: 7, event: "SUSPEND" as const, actor: "authority", reason: "test", now: NOW };
    await expect(changeSharingGrant(store.database(), store.newId, stale)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(changeSharingGrant(store.database(), store.newId, { ...stale, id: "grant-9" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("are changed by one of two who try at once", async () => {
    const attempt = () =>
      changeSharingGrant(store.database(), store.newId, { id: "grant-2", version: 1, event: "SUSPEND", actor: "authority", reason: "test", now: NOW });
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, attempt));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason.code] : []))).toEqual(Array(7).fill("CONFLICT"));
  });

  it("leave nothing behind when the change fails half-way", async () => {
    const before = await snapshot();
    const broken = { ...GRANT, id: "grant-3", items: [GRANT.items[0], GRANT.items[0]] as typeof GRANT.items };
    await expect(addSharingGrants(store.database(), [broken])).rejects.toThrow();
    expect(await snapshot()).toEqual(before);
  });
});
