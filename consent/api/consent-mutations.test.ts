import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { citizenIdCheck } from "../model/identifiers.js";
import { DEPARTMENTS } from "../model/departments.js";
import { changeSharingGrant } from "../store/sharing-grants.js";
import { ANSWER, COMPANY_USCC, caseworker, citizen, consentOf, done, LI, NOW, REQUEST, useConsentService, WITHDRAW, ZHANG } from "./testing/consent-service.js";

let made = 0;
/** Identity numbers that pass their check; whether such persons exist, the consent service cannot know. */
function somebody(): string {
  made += 1;
  const first17 = `54010219900101${String(made).padStart(3, "0")}`;
  return first17 + citizenIdCheck(first17);
}

const ITEMS = ["Person.phone", "Person.spouse"];
const asking = (key: string, items: readonly string[] = ITEMS, kind = "PERSON") => ({ input: { holder: { kind, key }, items } });

describeOnEngines("requestConsent", (engine) => {
  const { ask, at, service } = useConsentService(engine);

  it("opens a request that says what it is for, with nothing preselected", async () => {
    const asked = done(await ask(caseworker(), REQUEST, asking(somebody()))).requestConsent;
    expect(asked).toMatchObject({
      status: "REQUESTED",
      items: ITEMS,
      given: [],
      consent: null,
      department: DEPARTMENTS.housing.code,
      scenario: "public-rental-housing",
      requestedAt: "2025-09-01T02:00:00.000Z",
      lapsesAt: "2025-10-01T02:00:00.000Z",
    });
    const { notice } = asked;
    expect(notice).toMatchObject({ locale: "zh-CN", version: "1", hash: createHash("sha256").update(notice.text).digest("hex") });
    for (const said of ["住房和城乡建设局", "公租房资格审核", "联系电话（Person.phone）：查阅", "配偶（Person.spouse）：查阅", "撤回", "2025年10月1日"])
      expect(notice.text).toContain(said);
  });

  it("answers alike for everyone: neither answer nor notice tells who exists", async () => {
    const [one, other] = [await ask(caseworker(), REQUEST, asking(somebody())), await ask(caseworker(), REQUEST, asking("110105194912310038"))].map(
      ({ data }) => ({ ...data?.requestConsent, id: null }),
    );
    expect(one?.status).toBe("REQUESTED");
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
  });

  it("names the modes in which the sharing grant holds an item", async () => {
    const { notice } = done(await ask(caseworker(), REQUEST, asking(somebody(), ["Person.annualIncome", "Person.name"]))).requestConsent;
    expect(notice.text).toContain("年收入（Person.annualIncome）：比对");
    expect(notice.text).toContain("姓名（Person.name）：查阅、比对");
  });

  it("is refused a second time while the first is open, by one or by many at once", async () => {
    const key = somebody();
    const answers = await Promise.all(Array.from({ length: 6 }, (_, number) => ask(caseworker({ case: `case ${number}` }), REQUEST, asking(key))));
    expect(answers.filter(({ data }) => data !== null)).toHaveLength(1);
    expect(answers.filter(({ codes }) => codes.requestConsent === "CONFLICT")).toHaveLength(5);
    expect((await ask(caseworker(), REQUEST, asking(key, ["Person.phone"]))).codes).toEqual({ requestConsent: "CONFLICT" });
  });

  it("asks only for items that the caller's sharing grant lists and a person can be asked about", async () => {
    const refused = async (items: readonly string[], change = {}) => (await ask(caseworker(change), REQUEST, asking(somebody(), items))).codes;
    expect(await refused(["Person.parents"])).toEqual({ requestConsent: "FORBIDDEN" });
    expect(await refused(["Person.phone", "Person.causeOfDeath"])).toEqual({ requestConsent: "FORBIDDEN" });
    expect(await refused(ITEMS, { application: "other-desk" })).toEqual({ requestConsent: "FORBIDDEN" });
    expect(await refused(ITEMS, { department: DEPARTMENTS.civilAffairs.code })).toEqual({ requestConsent: "FORBIDDEN" });
    expect(await refused(ITEMS, { scenario: "no-such-scenario" })).toEqual({ requestConsent: "FORBIDDEN" });
    const analyst = { department: DEPARTMENTS.statistics.code, application: "statistics-desk", scenario: "population-statistics" };
    expect(await refused(["Person.annualIncome"], analyst)).toEqual({ requestConsent: "FORBIDDEN" });
  });

  it("offers no choice where a statute decides", async () => {
    const allowance = { department: DEPARTMENTS.civilAffairs.code, application: "social-assistance", scenario: "minimum-living-allowance" };
    expect((await ask(caseworker(allowance), REQUEST, asking(somebody(), ["Person.maritalStatus"]))).codes).toEqual({ requestConsent: "FORBIDDEN" });
  });

  it("takes the identifier of the kind that it names, and items of that kind", async () => {
    expect((await ask(caseworker(), REQUEST, asking("110105194912310021"))).codes).toEqual({ requestConsent: "INVALID_IDENTIFIER" });
    expect((await ask(caseworker(), REQUEST, asking(COMPANY_USCC))).codes).toEqual({ requestConsent: "INVALID_IDENTIFIER" });
    expect((await ask(caseworker(), REQUEST, asking(ZHANG, ["LegalEntity.name"], "LEGAL_ENTITY"))).codes).toEqual({ requestConsent: "INVALID_IDENTIFIER" });
    expect((await ask(caseworker(), REQUEST, asking(somebody(), ["LegalEntity.name"]))).codes).toEqual({ requestConsent: "BAD_USER_INPUT" });
    expect((await ask(caseworker(), REQUEST, asking(COMPANY_USCC, ["Person.phone"], "LEGAL_ENTITY"))).codes).toEqual({ requestConsent: "BAD_USER_INPUT" });
    for (const items of [
      [],
      ["Person.phone", "Person.phone"],
      ["phone"],
      ["__proto__"],
      Array.from({ length: 51 }, (_, index) => `Person.item${"a".repeat(index)}`),
    ]) {
      expect((await ask(caseworker(), REQUEST, asking(somebody(), items))).codes).toEqual({ requestConsent: "BAD_USER_INPUT" });
    }
  });

  it("is a caseworker's, with a purpose and a case", async () => {
    for (const caller of [
      citizen(LI),
      caseworker({ role: "officer" }),
      caseworker({ role: "platform" }),
      caseworker({ case: null }),
      caseworker({ scenario: null }),
    ]) {
      expect((await ask(caller, REQUEST, asking(somebody()))).codes).toEqual({ requestConsent: "FORBIDDEN" });
    }
  });

  it("needs a sharing grant that is in force", async () => {
    at(new Date("2035-01-01T00:00:00Z"));
    expect((await ask(caseworker(), REQUEST, asking(somebody()))).codes).toEqual({ requestConsent: "FORBIDDEN" });
    at(NOW);
    await changeSharingGrant(service().database, () => "00000000-0000-4000-8000-000000000001", {
      id: "seeded-public-rental-housing",
      version: 1,
      event: "SUSPEND",
      actor: "authority",
      reason: "test",
      now: NOW,
    });
    expect((await ask(caseworker(), REQUEST, asking(somebody()))).codes).toEqual({ requestConsent: "FORBIDDEN" });
  });
});

describeOnEngines("answerConsentRequest and withdrawConsent", (engine) => {
  const { ask, at, client } = useConsentService(engine);
  const fresh = async () => {
    const key = somebody();
    const { id, notice } = done(await ask(caseworker(), REQUEST, asking(key))).requestConsent;
    const answer = (give: readonly string[], change = {}, caller = citizen(key)) =>
      ask(caller, ANSWER, { input: { request: id, give, noticeHash: notice.hash, ...change } });
    const seen = async () => (await client.consentsOf(DEPARTMENTS.housing.code, "public-rental-housing", [`PERSON:${key}`])).get(`PERSON:${key}`);
    return { key, id, notice, answer, seen };
  };

  it("give consent to one of two fields, and take it back at once", async () => {
    const { key, answer, seen } = await fresh();
    expect(await seen()).toEqual([]);
    const answered = done(await answer(["Person.phone"], { until: "2025-12-01T00:00:00Z" })).answerConsentRequest;
    expect(answered).toMatchObject({ status: "GIVEN", given: ["Person.phone"], consent: { status: "GIVEN", items: ["Person.phone"] } });
    expect(await seen()).toMatchObject([
      {
        status: "GIVEN",
        items: ["Person.phone"],
        refusedItems: ["Person.spouse"],
        withdrawnItems: [],
        until: new Date("2025-12-01T00:00:00Z"),
        case: "case 1",
      },
    ]);
    const consent = consentOf(answered).id;
    const withdrawn = await ask(citizen(key), WITHDRAW, { input: { consent } });
    expect(done(withdrawn).withdrawConsent).toEqual({
      id: consent,
      status: "WITHDRAWN",
      items: [],
      department: DEPARTMENTS.housing.code,
      scenario: "public-rental-housing",
      givenAt: "2025-09-01T02:00:00.000Z",
      until: "2025-12-01T00:00:00.000Z",
    });
    expect(await seen()).toMatchObject([{ status: "WITHDRAWN", items: [], withdrawnItems: ["Person.phone"], version: 2 }]);
    expect((await ask(citizen(key), WITHDRAW, { input: { consent } })).codes).toEqual({ withdrawConsent: "CONFLICT" });
  });

  it("refuse, and are not asked for again for 30 days, by no case; then there is place for another request", async () => {
    const { key, answer } = await fresh();
    expect(done(await answer([])).answerConsentRequest).toMatchObject({ status: "REFUSED", given: [], consent: null });
    for (const caseNumber of ["case 1", "case 2"]) {
      expect((await ask(caseworker({ case: caseNumber }), REQUEST, asking(key))).codes).toEqual({ requestConsent: "CONFLICT" });
    }
    at(new Date(NOW.getTime() + 31 * 86_400_000));
    expect(done(await ask(caseworker(), REQUEST, asking(key))).requestConsent.status).toBe("REQUESTED");
    at(NOW);
  });

  it("count once: of two answers at once, one", async () => {
    const { answer, seen } = await fresh();
    const answers = await Promise.all([answer(["Person.phone"]), answer([]), answer(["Person.spouse"]), answer(ITEMS)]);
    expect(answers.filter(({ data }) => data !== null)).toHaveLength(1);
    expect(answers.filter(({ codes }) => codes.answerConsentRequest === "CONFLICT")).toHaveLength(3);
    expect(await seen()).toHaveLength(1);
  });

  it("are to the notice that was shown", async () => {
    const { answer } = await fresh();
    expect((await answer(["Person.phone"], { noticeHash: "0".repeat(64) })).codes).toEqual({ answerConsentRequest: "CONFLICT" });
    expect((await answer(["Person.phone"], { noticeHash: "read it" })).codes).toEqual({ answerConsentRequest: "BAD_USER_INPUT" });
  });

  it("name what was asked, and an end that is to come", async () => {
    const { answer } = await fresh();
    expect((await answer(["Person.name"])).codes).toEqual({ answerConsentRequest: "BAD_USER_INPUT" });
    expect((await answer(["Person.phone"], { until: "2025-09-01T02:00:00Z" })).codes).toEqual({ answerConsentRequest: "BAD_USER_INPUT" });
  });

  it("are the data subject's: what is foreign is like what does not exist", async () => {
    const { key, id, answer } = await fresh();
    expect((await answer(ITEMS, {}, citizen(ZHANG))).codes).toEqual({ answerConsentRequest: "NOT_FOUND" });
    expect((await answer(ITEMS, { request: "00000000-0000-4000-8000-00000000ffff" }, citizen(ZHANG))).codes).toEqual({ answerConsentRequest: "NOT_FOUND" });
    expect((await answer(ITEMS, { request: `${id} ` })).codes).toEqual({ answerConsentRequest: "NOT_FOUND" });
    expect((await answer(ITEMS, { request: id.toUpperCase() })).codes).toEqual({ answerConsentRequest: /[a-f]/.test(id) ? "NOT_FOUND" : undefined });
    for (const caller of [caseworker(), { ...citizen(key), role: "auditor" as const }])
      expect((await answer(ITEMS, {}, caller)).codes).toEqual({ answerConsentRequest: "FORBIDDEN" });
    const input = { consent: consentOf(done(await answer(ITEMS)).answerConsentRequest).id };
    expect((await ask(citizen(ZHANG), WITHDRAW, { input })).codes).toEqual({ withdrawConsent: "NOT_FOUND" });
    expect((await ask(caseworker(), WITHDRAW, { input })).codes).toEqual({ withdrawConsent: "FORBIDDEN" });
    expect((await ask(citizen(ZHANG), WITHDRAW, { input: { consent: "1" } })).codes).toEqual({ withdrawConsent: "NOT_FOUND" });
  });

  it("are a legal entity's by its representative", async () => {
    const registration = caseworker({ department: DEPARTMENTS.marketRegulation.code, application: "business-registration", scenario: "business-opening" });
    const { id, notice } = done(
      await ask(registration, REQUEST, asking(COMPANY_USCC, ["LegalEntity.annualReports", "Licence.number"], "LEGAL_ENTITY")),
    ).requestConsent;
    expect((await ask(citizen(LI), ANSWER, { input: { request: id, give: [], noticeHash: notice.hash } })).codes).toEqual({
      answerConsentRequest: "NOT_FOUND",
    });
    const given = await ask(citizen(ZHANG), ANSWER, { input: { request: id, give: ["Licence.number"], noticeHash: notice.hash } });
    expect(consentOf(done(given).answerConsentRequest).items).toEqual(["Licence.number"]);
  });

  it("come too late for a request that has lapsed", async () => {
    const { answer } = await fresh();
    at(new Date("2025-10-01T02:00:00.000Z"));
    expect((await answer(ITEMS)).codes).toEqual({ answerConsentRequest: "CONFLICT" });
    at(NOW);
  });
});
