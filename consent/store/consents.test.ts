import { expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { changeVersion } from "./changes.js";
import { lookUpConsents } from "./consent-look-up.js";
import { consentStatusAt, consentsOfDataSubjects, consentsOfRequests, type StoredConsent, type Withdrawal, withdrawConsent } from "./consents.js";
import { eventsAbout } from "./events.js";
import { addStandings } from "./standings.js";
import { COMPANY, hours, HOUSING, NOW, SCENARIO, useConsentStore, ZHANG } from "./testing/consent-store.js";

describeOnEngines("a consent", (engine) => {
  const store = useConsentStore(engine);
  const manager = () => store.database().manager;
  let people = 0;
  /** A consent to some items, by somebody of whom nothing is known yet. */
  const given = async (give: readonly string[], until: Date | null = null) => {
    people += 1;
    const idNumber = String(people).padStart(18, "0");
    const request = await store.ask({ dataSubject: `PERSON:${idNumber}` });
    await store.answer(request.id, give, { idNumber, until });
    const consent = (await consentsOfRequests(manager(), [request.id])).get(request.id) as StoredConsent;
    const withdraw = (items: readonly string[] | null, change: Partial<Withdrawal> = {}) =>
      withdrawConsent(store.database(), store.newId, { consent: consent.id, idNumber, items, now: hours(1), ...change });
    return { consent, idNumber, withdraw, lookUp: () => lookUpConsents(store.database(), HOUSING, SCENARIO, [`PERSON:${idNumber}`]) };
  };
  const BOTH = ["Person.phone", "Person.spouse"];
  const states = ({ status, items }: { status: string; items: readonly { coordinate: string; state: string }[] }) => [
    status,
    ...items.map(({ coordinate, state }) => `${coordinate} ${state}`),
  ];

  it("is withdrawn whole, at once", async () => {
    const { withdraw, lookUp, consent, idNumber } = await given(BOTH);
    const before = await changeVersion(manager(), "consents");
    expect(states(await withdraw(null))).toEqual(["WITHDRAWN", "Person.phone WITHDRAWN", "Person.spouse WITHDRAWN"]);
    expect(await changeVersion(manager(), "consents")).toBe(before + 1);
    const [found] = await lookUp();
    expect(found && states(found)).toEqual(["WITHDRAWN", "Person.phone WITHDRAWN", "Person.spouse WITHDRAWN"]);
    expect(found?.version).toBe(2);
    const [, event] = await eventsAbout(manager(), consent.id);
    expect(event).toMatchObject({ type: "WITHDRAW", before: "GIVEN", after: "WITHDRAWN", actor: idNumber, items: BOTH, at: hours(1), version: 2 });
  });

  it("is withdrawn item by item, and ends with the last", async () => {
    const { withdraw, lookUp } = await given(BOTH);
    expect(states(await withdraw(["Person.phone"]))).toEqual(["GIVEN", "Person.phone WITHDRAWN", "Person.spouse GIVEN"]);
    expect(await lookUp()).toMatchObject([{ status: "GIVEN", version: 2, items: [{ state: "WITHDRAWN" }, { state: "GIVEN" }] }]);
    expect(states(await withdraw(["Person.spouse"]))).toEqual(["WITHDRAWN", "Person.phone WITHDRAWN", "Person.spouse WITHDRAWN"]);
  });

  it("to one of two items is withdrawn with that one; what was refused stays refused", async () => {
    const { withdraw } = await given(["Person.phone"]);
    expect(states(await withdraw(null))).toEqual(["WITHDRAWN", "Person.phone WITHDRAWN", "Person.spouse REFUSED"]);
  });

  it("is withdrawn once: again is a conflict", async () => {
    const { withdraw } = await given(BOTH);
    await withdraw(["Person.phone"]);
    await expect(withdraw(["Person.phone"])).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(withdraw(["Person.spouse", "Person.phone"])).rejects.toMatchObject({ code: "CONFLICT" });
    await withdraw(null);
    await expect(withdraw(null)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(withdraw(["Person.spouse"])).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("loses only items that it gave", async () => {
    const { withdraw } = await given(["Person.phone"]);
    for (const items of [[], ["Person.name"], ["Person.spouse"], ["Person.phone", "Person.phone"]]) {
      await expect(withdraw(items)).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
    }
  });

  it("is nobody else's, and a refusal is none", async () => {
    const { withdraw } = await given(BOTH);
    await expect(withdraw(null, { idNumber: ZHANG })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(withdraw(null, { consent: "00000000-0000-4000-8000-999999999999" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    const refused = await store.ask({ dataSubject: `PERSON:${ZHANG}` });
    await store.answer(refused.id, []);
    const [record] = await lookUpConsents(store.database(), HOUSING, SCENARIO, [`PERSON:${ZHANG}`]);
    await expect(withdraw(null, { consent: record?.id ?? "", idNumber: ZHANG })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("has expired when its end is past, and cannot be withdrawn then", async () => {
    const { consent, withdraw } = await given(BOTH, hours(2));
    expect(consentStatusAt(consent, new Date(hours(2).getTime() - 1))).toBe("GIVEN");
    expect(consentStatusAt(consent, hours(2))).toBe("EXPIRED");
    await expect(withdraw(null, { now: hours(2) })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("is withdrawn by one of many who try at once; different items all go", async () => {
    const { withdraw } = await given(BOTH);
    const same = await Promise.allSettled(Array.from({ length: 8 }, () => withdraw(["Person.phone"])));
    expect(same.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(same.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason.code] : []))).toEqual(Array(7).fill("CONFLICT"));
    const other = await given(BOTH);
    await Promise.all([other.withdraw(["Person.phone"]), other.withdraw(["Person.spouse"])]);
    expect(await other.lookUp()).toMatchObject([{ status: "WITHDRAWN", version: 3 }]);
    expect((await eventsAbout(manager(), other.consent.id)).map(({ type }) => type)).toEqual(["GIVE", "WITHDRAW_SOME", "WITHDRAW"]);
  });

  it("of a legal entity is withdrawn by who represents it then", async () => {
    await addStandings(store.database(), [{ idNumber: ZHANG, dataSubject: COMPANY, capacity: "LEGAL_REPRESENTATIVE", validFrom: NOW, validUntil: hours(3) }]);
    const request = await store.ask({ dataSubject: COMPANY });
    await store.answer(request.id, BOTH);
    const consent = (await consentsOfRequests(manager(), [request.id])).get(request.id) as StoredConsent;
    const withdrawal = { consent: consent.id, idNumber: ZHANG, items: null };
    await expect(withdrawConsent(store.database(), store.newId, { ...withdrawal, now: hours(3) })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await withdrawConsent(store.database(), store.newId, { ...withdrawal, now: hours(2) });
    expect((await eventsAbout(manager(), consent.id))[1]).toMatchObject({ actor: ZHANG, actedFor: COMPANY, capacity: "LEGAL_REPRESENTATIVE" });
  });

  it("is listed to its data subject with the newest first, refusals aside, bounded, in one statement a table", async () => {
    const dataSubject = "PERSON:000000000000099999" as const;
    // Who refused is not asked again for 30 days.
    const later = 2 + 31 * 24;
    for (const [hour, give] of [
      [1, BOTH],
      [2, []],
      [later, ["Person.phone"]],
    ] as const) {
      const { id } = await store.ask({ dataSubject, now: hours(hour), lapsesAt: hours(hour + 9) });
      await store.answer(id, give, { idNumber: "000000000000099999", now: hours(hour) });
    }
    let listed: StoredConsent[] = [];
    const statements = await store.statementsOf(async () => {
      listed = await consentsOfDataSubjects(manager(), [dataSubject], 100);
    });
    expect(statements).toHaveLength(2);
    expect(listed.map(({ givenAt }) => givenAt)).toEqual([hours(later), hours(1)]);
    expect(await consentsOfDataSubjects(manager(), [dataSubject], 1)).toHaveLength(1);
    // The bound hides no consent for good: what is still given comes first, so each can be withdrawn in its turn.
    for (const expected of [hours(later), hours(1)]) {
      const [shown] = await consentsOfDataSubjects(manager(), [dataSubject], 1);
      expect(shown).toMatchObject({ status: "GIVEN", givenAt: expected });
      await withdrawConsent(store.database(), store.newId, { consent: shown?.id ?? "", idNumber: "000000000000099999", items: null, now: hours(later + 1) });
    }
    expect(await consentsOfDataSubjects(manager(), [dataSubject], 1)).toMatchObject([{ status: "WITHDRAWN", givenAt: hours(later) }]);
  });
});
