import { expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import type { Capacity } from "../model/standing.js";
import { StandingRow } from "./rows/standing-row.js";
import { readStandings } from "./standings.js";
import { COMPANY, NOW, useConsentStore, ZHANG } from "./testing/consent-store.js";

describeOnEngines("a standing in the register", (engine) => {
  const store = useConsentStore(engine);
  const WARD = "PERSON:540102201201010035";

  it("lets nobody act in an unknown capacity, or in one for another kind of data subject", async () => {
    const requests = [await store.ask({ dataSubject: WARD }), await store.ask({ dataSubject: COMPANY })];
    for (const [dataSubject, capacity] of [
      [WARD, "NEIGHBOUR"],
      [WARD, "LEGAL_REPRESENTATIVE"],
      [COMPANY, "GUARDIAN"],
    ] as const) {
      await store.database().manager.insert(StandingRow, { idNumber: ZHANG, dataSubject, capacity: capacity as Capacity, validFrom: NOW, validUntil: null });
    }
    for (const { id } of requests) await expect(store.answer(id, ["Person.phone"])).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await readStandings(store.database(), ZHANG, NOW)).toEqual([]);
  });

  it("lets a guardian act for a person, and a legal representative for a legal entity", async () => {
    const { manager } = store.database();
    await manager.insert(StandingRow, { idNumber: ZHANG, dataSubject: WARD, capacity: "GUARDIAN", validFrom: NOW, validUntil: null });
    await manager.insert(StandingRow, { idNumber: ZHANG, dataSubject: COMPANY, capacity: "LEGAL_REPRESENTATIVE", validFrom: NOW, validUntil: null });
    expect(await readStandings(store.database(), ZHANG, NOW)).toEqual([COMPANY, WARD]);
  });
});
