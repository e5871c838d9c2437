import { beforeAll, describe, expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { changeVersion } from "./changes.js";
import { lookUpConsents } from "./consent-look-up.js";
import { statusAt } from "./consent-requests.js";
import { guardianConsentsUntil } from "../model/standing.js";
import { consentsOfDataSubjects, consentsOfRequests, withdrawConsent } from "./consents.js";
import { eventsAbout } from "./events.js";
import { ConsentRequestRow } from "./rows/consent-request-row.js";
import { NoticeRow } from "./rows/notice-row.js";
import { addStandings } from "./standings.js";
import { COMPANY, DATA_SUBJECT, hours, HOUSING, NOTICE, NOW, SCENARIO, useConsentStore, ZHANG } from "./testing/consent-store.js";

const LI = "54010219900101002X";

describeOnEngines("a request for consent", (engine) => {
  const store = useConsentStore(engine);
  const manager = () => store.database().manager;
  const version = () => changeVersion(manager(), "consents");

  it("is open, with its notice as it is shown, and on the record", async () => {
    const request = await store.ask({ dataSubject: "PERSON:000000000000000001" });
    expect(request).toMatchObject({ status: "REQUESTED", given: null, version: 1, noticeHash: NOTICE.hash });
    expect(await manager().findOneBy(ConsentRequestRow, { id: request.id })).toEqual(request);
    expect(await manager().findOneBy(NoticeRow, { hash: NOTICE.hash })).toEqual(NOTICE);
    const [event, ...others] = await eventsAbout(manager(), request.id);
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      type: "REQUEST",
      before: null,
      after: "REQUESTED",
      actor: "caseworker 7",
      items: ["Person.phone", "Person.spouse"],
      at: NOW,
    });
  });

  it("is the only one open for its data subject, department and scenario", async () => {
    await store.ask({ dataSubject: "PERSON:000000000000000002" });
    await expect(store.ask({ dataSubject: "PERSON:000000000000000002", caseNumber: "case 2" })).rejects.toMatchObject({ code: "CONFLICT" });
    await store.ask({ dataSubject: "PERSON:000000000000000002", scenario: "business-opening" });
    await store.ask({ dataSubject: "PERSON:000000000000000002", department: "11540100MB1A000283" });
  });

  it("is opened by one of many who ask at once", async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => store.ask({ dataSubject: "PERSON:000000000000000003" })));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason.code] : []))).toEqual(Array(11).fill("CONFLICT"));
    expect(await manager().countBy(ConsentRequestRow, { dataSubject: "PERSON:000000000000000003" })).toBe(1);
  });

  it("lapses when it is not answered in time, and then makes place for another", async () => {
    const dataSubject = "PERSON:000000000000000004" as const;
    const first = await store.ask({ dataSubject });
    expect(statusAt(first, hours(23))).toBe("REQUESTED");
    expect(statusAt(first, hours(24))).toBe("LAPSED");
    await expect(store.answer(first.id, ["Person.phone"], { idNumber: "000000000000000004", now: hours(24) })).rejects.toMatchObject({ code: "CONFLICT" });
    const second = await store.ask({ dataSubject, now: hours(24), lapsesAt: hours(48) });
    expect(await manager().findOneBy(ConsentRequestRow, { id: first.id })).toMatchObject({ status: "LAPSED", version: 2, openKey: null, answeredAt: null });
    expect((await eventsAbout(manager(), first.id)).map(({ type, actor }) => [type, actor])).toEqual([
      ["REQUEST", "caseworker 7"],
      ["LAPSE", "platform"],
    ]);
    expect(second.status).toBe("REQUESTED");
  });

  it("raises the version of consents, and so does its answer", async () => {
    const before = await version();
    const request = await store.ask({ dataSubject: "PERSON:000000000000000005" });
    await store.answer(request.id, [], { idNumber: "000000000000000005" });
    expect(await version()).toBe(before + 2);
  });
});

describeOnEngines("the answer", (engine) => {
  const store = useConsentStore(engine);
  const manager = () => store.database().manager;
  let asked = 0;
  /** A request about somebody of whom nothing is known yet. */
  const fresh = async () => {
    asked += 1;
    const idNumber = String(asked).padStart(18, "0");
    const request = await store.ask({ dataSubject: `PERSON:${idNumber}` });
    return { idNumber, request, answer: (give: readonly string[], change = {}) => store.answer(request.id, give, { idNumber, ...change }) };
  };

  it("gives what was chosen and refuses the rest", async () => {
    const { request, answer, idNumber } = await fresh();
    expect(await answer(["Person.phone"], { until: hours(5), now: hours(1) })).toMatchObject({
      status: "GIVEN",
      given: ["Person.phone"],
      answeredAt: hours(1),
      version: 2,
      openKey: null,
    });
    const consent = (await consentsOfRequests(manager(), [request.id])).get(request.id);
    expect(consent).toMatchObject({
      status: "GIVEN",
      version: 1,
      dataSubject: `PERSON:${idNumber}`,
      department: HOUSING,
      scenario: SCENARIO,
      caseNumber: "case 1",
      noticeHash: NOTICE.hash,
      until: hours(5),
      givenAt: hours(1),
    });
    expect(consent?.items.map(({ coordinate, state, modes }) => [coordinate, state, modes])).toEqual([
      ["Person.phone", "GIVEN", ["QUERY"]],
      ["Person.spouse", "REFUSED", ["QUERY", "COMPARE"]],
    ]);
    const events = await eventsAbout(manager(), consent?.id ?? "");
    expect(events).toMatchObject([{ type: "GIVE", before: null, after: "GIVEN", actor: idNumber, actedFor: null, capacity: null, items: ["Person.phone"] }]);
  });

  it("refuses when nothing was chosen, and then there is no consent", async () => {
    const { request, answer, idNumber } = await fresh();
    expect(await answer([])).toMatchObject({ status: "REFUSED", given: [] });
    expect((await consentsOfRequests(manager(), [request.id])).size).toBe(0);
    expect(await lookUpConsents(store.database(), HOUSING, SCENARIO, [`PERSON:${idNumber}`])).toMatchObject([
      { status: "REFUSED", items: [{ state: "REFUSED" }, { state: "REFUSED" }] },
    ]);
  });

  it("is given once: a second one is a conflict, whatever it says", async () => {
    for (const first of [["Person.phone"], []]) {
      const { answer } = await fresh();
      await answer(first);
      await expect(answer(["Person.phone"])).rejects.toMatchObject({ code: "CONFLICT" });
      await expect(answer([])).rejects.toMatchObject({ code: "CONFLICT" });
      await expect(answer(first, { until: hours(5) })).rejects.toMatchObject({ code: "CONFLICT" });
    }
  });

  it("of a child is its guardian's to give, until the child is 14 at the latest; the child itself may withdraw", async () => {
    const child = "540102201201010035";
    const birthday = guardianConsentsUntil("2012-01-01");
    const dataSubject = `PERSON:${child}` as const;
    const request = await store.ask({ dataSubject });
    await expect(store.answer(request.id, ["Person.phone"], { idNumber: child })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await addStandings(store.database(), [{ idNumber: ZHANG, dataSubject, capacity: "GUARDIAN", validFrom: hours(-1), validUntil: birthday }]);
    await store.answer(request.id, ["Person.phone"], { until: hours(24 * 365) });
    const [consent] = await consentsOfDataSubjects(manager(), [dataSubject], 1);
    expect(consent?.until).toEqual(birthday);
    expect(await withdrawConsent(store.database(), store.newId, { consent: consent?.id ?? "", idNumber: child, items: null, now: NOW })).toMatchObject({
      status: "WITHDRAWN",
    });
    const later = await store.ask({ dataSubject, now: birthday, lapsesAt: new Date(birthday.getTime() + 1000) });
    expect(await store.answer(later.id, ["Person.phone"], { idNumber: child, now: birthday })).toMatchObject({ status: "GIVEN" });
  });

  it("of one among many at once counts, and there is one consent", async () => {
    const { request, answer } = await fresh();
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, (_, number) => answer(number % 2 === 0 ? ["Person.phone"] : [])));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason.code] : []))).toEqual(Array(11).fill("CONFLICT"));
    expect((await eventsAbout(manager(), request.id)).map(({ version }) => version)).toEqual([1, 2]);
  });

  it("names only items that were asked for, each once, and an end that is to come", async () => {
    const { answer, request } = await fresh();
    for (const give of [["Person.name"], ["Person.phone", "Person.phone"], ["Person.phone", "Person.name"], ["__proto__"]]) {
      await expect(answer(give)).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
    }
    for (const until of [NOW, hours(-1), new Date(Number.NaN)])
      await expect(answer(["Person.phone"], { until })).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
    expect(await manager().findOneBy(ConsentRequestRow, { id: request.id })).toMatchObject({ status: "REQUESTED", version: 1 });
  });

  it("is to the notice that was shown", async () => {
    const { answer } = await fresh();
    await expect(answer(["Person.phone"], { noticeHash: "b".repeat(64) })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(answer(["Person.phone"], { noticeHash: NOTICE.hash.toUpperCase() })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("is nobody else's: a foreign request is like one that does not exist", async () => {
    const { request } = await fresh();
    await expect(store.answer(request.id, [], { idNumber: LI })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(store.answer("00000000-0000-4000-8000-999999999999", [], { idNumber: LI })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  describe("of a representative", () => {
    beforeAll(() =>
      addStandings(store.database(), [
        { idNumber: ZHANG, dataSubject: COMPANY, capacity: "LEGAL_REPRESENTATIVE", validFrom: hours(-1), validUntil: hours(1) },
      ]).then(() => undefined),
    );

    it("counts while they have standing, and says who acted for whom", async () => {
      const request = await store.ask({ dataSubject: COMPANY });
      await expect(store.answer(request.id, [], { now: hours(1) })).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(store.answer(request.id, [], { now: hours(-2) })).rejects.toMatchObject({ code: "NOT_FOUND" });
      await store.answer(request.id, ["Person.phone"]);
      const [, event] = await eventsAbout(manager(), request.id);
      expect(event).toMatchObject({ actor: ZHANG, actedFor: COMPANY, capacity: "LEGAL_REPRESENTATIVE" });
    });

    it("is not anybody else's", async () => {
      const request = await store.ask({ dataSubject: COMPANY, scenario: "business-opening" });
      await expect(store.answer(request.id, [], { idNumber: LI })).rejects.toMatchObject({ code: "NOT_FOUND" });
    });
  });
});

describeOnEngines("looking up consents", (engine) => {
  const store = useConsentStore(engine);
  const person = (number: number) => `PERSON:${String(number).padStart(18, "0")}` as const;

  it("finds the 7 of 50 persons who consented, in one statement", async () => {
    for (let number = 0; number < 7; number++) {
      const { id } = await store.ask({ dataSubject: person(number * 7) });
      await store.answer(id, ["Person.phone", "Person.spouse"], { idNumber: person(number * 7).slice(7) });
    }
    const fifty = Array.from({ length: 50 }, (_, number) => person(number));
    let found: Awaited<ReturnType<typeof lookUpConsents>> = [];
    const statements = await store.statementsOf(async () => {
      found = await lookUpConsents(store.database(), HOUSING, SCENARIO, fifty);
    });
    expect(statements).toHaveLength(1);
    expect(found.map(({ dataSubject }) => dataSubject).sort()).toEqual([0, 7, 14, 21, 28, 35, 42].map(person));
    expect(found[0]).toEqual({
      id: expect.any(String),
      version: 1,
      dataSubject: expect.any(String),
      case: "case 1",
      status: "GIVEN",
      givenAt: NOW.toISOString(),
      until: null,
      oneTime: false,
      items: [
        { coordinate: "Person.phone", state: "GIVEN", modes: ["QUERY"] },
        { coordinate: "Person.spouse", state: "GIVEN", modes: ["QUERY", "COMPARE"] },
      ],
    });
  });

  it("finds nothing of another department or scenario, and asks nothing about nobody", async () => {
    expect(await lookUpConsents(store.database(), "11540100MB1A000283", SCENARIO, [person(0)])).toEqual([]);
    expect(await lookUpConsents(store.database(), HOUSING, "business-opening", [person(0)])).toEqual([]);
    expect(await store.statementsOf(() => lookUpConsents(store.database(), HOUSING, SCENARIO, []))).toEqual([]);
  });

  it("finds every answer of a data subject, the first one first", async () => {
    const again = await store.ask({ dataSubject: DATA_SUBJECT, now: hours(1), lapsesAt: hours(9) });
    await store.answer(again.id, [], { now: hours(2) });
    const later = 31 * 24;
    await expect(store.ask({ dataSubject: DATA_SUBJECT, now: hours(3), lapsesAt: hours(9) })).rejects.toMatchObject({ code: "CONFLICT" });
    const last = await store.ask({ dataSubject: DATA_SUBJECT, now: hours(later), lapsesAt: hours(later + 9) });
    await store.answer(last.id, ["Person.spouse"], { now: hours(later + 1) });
    const found = await lookUpConsents(store.database(), HOUSING, SCENARIO, [DATA_SUBJECT, DATA_SUBJECT]);
    expect(found.map(({ status, givenAt }) => [status, givenAt])).toEqual([
      ["REFUSED", hours(2).toISOString()],
      ["GIVEN", hours(later + 1).toISOString()],
    ]);
  });
});
