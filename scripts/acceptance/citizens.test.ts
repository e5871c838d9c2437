import { describe, expect, it } from "vitest";
import { CAST } from "../seed/cast.js";
import { answerRequest, requestConsent, withdraw } from "./consents.js";
import { type Answer, useRunningStack } from "./running-stack.js";

const running = useRunningStack();
const HOUSING = { account: "housing-caseworker", scenario: "public-rental-housing" };
const BUSINESS = { account: "market-caseworker", scenario: "business-opening", case: "2026-8001" };

const codesOf = ({ errors }: Answer): string[] => errors.map(({ path, extensions }) => `${path?.join(".") ?? ""} ${extensions.code}`).sort();
const own = (account: string, selection: string): Promise<Answer> => running.ask({ account, query: `{ me { ${selection} } }` });

describe("me", () => {
  it("is the caller as the gateway sees it, whoever that is", async () => {
    const selection = "role department application scenario case";
    const nothing = { department: null, application: null, scenario: null, case: null };
    expect((await own("citizen-zhang", selection)).data.me).toEqual({ ...nothing, role: "citizen" });
    expect((await own("auditor", selection)).data.me).toEqual({ ...nothing, role: "auditor" });
    expect((await own("population-officer", selection)).data.me).toEqual({ ...nothing, role: "officer", department: "11540100MB1A00052K" });
    expect((await running.ask({ ...HOUSING, case: "2026-8002", query: `{ me { ${selection} } }` })).data.me).toEqual({
      role: "application",
      department: "11540100MB1A0001X3",
      application: "housing-desk",
      scenario: "public-rental-housing",
      case: "2026-8002",
    });
  });

  it.each(["person { name }", "represents { name }", "consents { id }", "consentRequests { id }"])("%s is a citizen's alone", async (selection) => {
    for (const account of ["auditor", "security-admin", "authority-officer", "licence-officer"]) {
      const answer = await own(account, selection);
      expect([answer.status, answer.data, codesOf(answer)]).toEqual([403, null, [" FORBIDDEN"]]);
    }
    const caseworker = await running.ask({ ...HOUSING, case: "2026-8002", query: `{ me { ${selection} } }` });
    expect([caseworker.status, codesOf(caseworker)]).toEqual([403, [" FORBIDDEN"]]);
  });
});

describe("me.person", () => {
  it("is the citizen's own data, whole, over every register", async () => {
    const answer = await own(
      "citizen-zhang",
      `person {
        idNumber name phone annualIncome maritalStatus registeredAddress
        spouse { __typename name } children { name } companies { name }
        socialInsurance { kind number employer { name } }
        licences { name number holderName } realEstate { unitNumber area }
      }`,
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data.me.person).toEqual({
      idNumber: CAST.zhang,
      name: "张伟",
      phone: "19900008503",
      annualIncome: 58_000,
      maritalStatus: "MARRIED",
      registeredAddress: "西藏自治区拉萨市城关区北京中路88号3栋2单元501室",
      spouse: { __typename: "Person", name: "李娜" },
      children: [{ name: "张小明" }],
      companies: [{ name: "拉萨雪莲餐饮有限公司" }],
      socialInsurance: ["MEDICAL", "PENSION"].map((kind) => ({ kind, number: "1985031200", employer: { name: "拉萨雪莲餐饮有限公司" } })),
      licences: [
        { name: "中华人民共和国机动车驾驶证", number: CAST.zhang, holderName: "张伟" },
        { name: "结婚证", number: "J540102-2015-000001", holderName: "张伟" },
      ],
      realEstate: [{ unitNumber: CAST.home, area: 98.6 }],
    });
  });

  it.each([
    ["citizen-li", "李娜", CAST.li],
    ["citizen-wang", "王建国", CAST.wang],
  ])("is %s's for %s", async (account, name, idNumber) => {
    expect((await own(account, "person { name idNumber }")).data.me.person).toEqual({ name, idNumber });
  });

  it.each([
    ["spouse { phone }", "Person.phone"],
    ["spouse { idNumber }", "Person.idNumber"],
    ["children { birthDate }", "Person.birthDate"],
    ["spouse { spouse { name } }", "Person.spouse"],
    ["spouse { ... on DataSubject { ... on Person { phone } } }", "Person.phone"],
    ["licences { holder { ... on Person { phone } } }", "Person.phone"],
    ["companies { registeredCapital }", "LegalEntity.registeredCapital"],
    ["realEstate { owners { ... on Person { idNumber } } }", "Person.idNumber"],
    ["employment { employer { uscc } }", "LegalEntity.uscc"],
  ])("of others it shows the name at most: %s is refused whole", async (selection, coordinate) => {
    running.clear();
    const answer = await own("citizen-zhang", `person { name ${selection} }`);
    expect({ status: answer.status, data: answer.data, details: answer.errors.map(({ extensions }) => extensions) }).toEqual({
      status: 403,
      data: null,
      details: [{ code: "FORBIDDEN", coordinate }],
    });
    expect(running.heard()).toEqual([]);
  });

  it("shows a home's other owner to nobody, and that something is withheld", async () => {
    const answer = await own("citizen-li", "person { realEstate { area owners { name } mortgages { amount } } }");
    expect(answer.data.me.person.realEstate).toEqual([{ area: 98.6, owners: [{ name: "李娜" }], mortgages: null }]);
    expect(codesOf(answer)).toEqual(["me.person.realEstate.0.mortgages FORBIDDEN", "me.person.realEstate.0.owners FORBIDDEN"]);
  });
});

describe("me.represents", () => {
  it("is who the citizen represents: a company, and a child under 14; of them what is theirs", async () => {
    const answer = await own(
      "citizen-zhang",
      `represents {
        __typename name
        ... on Person { idNumber parents { name } birthCertificate { number } }
        ... on LegalEntity { uscc registeredCapital annualReports { year revenue } shareholders { share holder { name } } licences { number } }
      }`,
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data.me.represents).toEqual([
      {
        __typename: "LegalEntity",
        name: "拉萨雪莲餐饮有限公司",
        uscc: CAST.company,
        registeredCapital: 100,
        annualReports: [2024, 2023, 2022].map((year) => ({ year, revenue: 180 + (year - 2022) * 25 })),
        shareholders: [
          { share: 70, holder: { name: "张伟" } },
          { share: 30, holder: { name: "李娜" } },
        ],
        licences: [{ number: CAST.company }, { number: "JY15401020000001" }],
      },
      {
        __typename: "Person",
        name: "张小明",
        idNumber: CAST.child,
        parents: [{ name: "李娜" }, { name: "张伟" }],
        birthCertificate: { number: "L540000001" },
      },
    ]);
  });

  it.each(["citizen-li", "citizen-wang"])("is nobody for %s", async (account) => {
    expect((await own(account, "represents { name }")).data.me.represents).toEqual([]);
  });

  it("of whom those refer to, the name at most", async () => {
    const answer = await own("citizen-zhang", "represents { ... on Person { parents { phone } } }");
    expect([answer.status, answer.errors[0]?.extensions]).toEqual([403, { code: "FORBIDDEN", coordinate: "Person.phone" }]);
  });

  it("a guardian gives and withdraws consent for the child, a legal representative for the company", async () => {
    const asking = { ...HOUSING, case: "2026-8003" };
    const ask = (): Promise<Answer> =>
      running.ask({ ...asking, query: "query($id: ID!) { person(idNumber: $id) { maritalStatus } }", variables: { id: CAST.child } });
    const request = await requestConsent(running, asking, CAST.child, ["Person.maritalStatus"]);
    expect(codesOf(await ask())).toEqual(["person.maritalStatus CONSENT_REQUIRED"]);
    const consent = (await answerRequest(running, "citizen-zhang", request, ["Person.maritalStatus"])) ?? "";
    expect((await ask()).data.person).toEqual({ maritalStatus: "UNMARRIED" });
    await withdraw(running, "citizen-zhang", consent);
    expect(codesOf(await ask())).toEqual(["person.maritalStatus CONSENT_WITHDRAWN"]);
  });

  it("a legal representative gives the company's consent, and nobody else can", async () => {
    const query = "query($id: ID!) { legalEntity(uscc: $id) { name annualReports { year } } }";
    const ask = (): Promise<Answer> => running.ask({ ...BUSINESS, query, variables: { id: CAST.company } });
    expect([(await ask()).data.legalEntity.annualReports, codesOf(await ask())]).toEqual([null, ["legalEntity.annualReports CONSENT_REQUIRED"]]);
    const asked = await running.ask({
      ...BUSINESS,
      query: `mutation($key: ID!) { requestConsent(input: { holder: { kind: LEGAL_ENTITY, key: $key }, items: ["LegalEntity.annualReports"] }) { id notice { hash text } } }`,
      variables: { key: CAST.company },
    });
    const request = asked.data.requestConsent;
    const give = `mutation($input: AnswerConsentRequestInput!) { answerConsentRequest(input: $input) { status } }`;
    const variables = { input: { request: request.id, give: ["LegalEntity.annualReports"], noticeHash: request.notice.hash } };
    const foreign = await running.ask({ account: "citizen-li", query: give, variables });
    expect([foreign.data, codesOf(foreign)]).toEqual([null, ["answerConsentRequest NOT_FOUND"]]);
    await answerRequest(running, "citizen-zhang", request, ["LegalEntity.annualReports"]);
    expect((await ask()).data.legalEntity.annualReports).toEqual([{ year: 2024 }, { year: 2023 }, { year: 2022 }]);
  });
});

describe("what a citizen may not reach", () => {
  it.each([
    ["the own person by number", `person(idNumber: "${CAST.zhang}") { name }`],
    ["another person", `person(idNumber: "${CAST.wang}") { __typename }`],
    ["a list", "persons(where: {}) { pageInfo { hasNextPage } }"],
    ["a comparison", `personVerification(idNumber: "${CAST.zhang}") { verdict(claims: { name: "张伟" }) }`],
    ["a statistic", "personStatistics(groupBy: [SEX]) { rows { count } }"],
    ["the own company by code", `legalEntity(uscc: "${CAST.company}") { name }`],
    ["the own licence", `licence(identifier: "${CAST.drivingLicence}") { name }`],
    ["the own home", `parcel(unitNumber: "${CAST.home}") { area }`],
  ])("%s", async (_, selection) => {
    running.clear();
    const answer = await running.ask({ account: "citizen-zhang", query: `{ me { role } ${selection} }` });
    expect([answer.status, answer.data, codesOf(answer)]).toEqual([403, null, [" FORBIDDEN"]]);
    expect(running.heard()).toEqual([]);
  });

  it("a caseworker's mutation and headers", async () => {
    const input = { holder: { kind: "PERSON", key: CAST.wang }, items: ["Person.phone"] };
    const query = "mutation($input: RequestConsentInput!) { requestConsent(input: $input) { id } }";
    const asked = await running.ask({ account: "citizen-zhang", query, variables: { input } });
    expect([asked.status, asked.errors[0]?.extensions]).toEqual([403, { code: "FORBIDDEN", coordinate: "Mutation.requestConsent" }]);
    const dressed = await running.ask({ account: "citizen-zhang", scenario: "public-rental-housing", case: "2026-8004", query: "{ me { role } }" });
    expect([dressed.status, codesOf(dressed)]).toEqual([403, [" FORBIDDEN"]]);
  });

  it("others' requests and consents: neither seen, answered nor withdrawn, and not told from none", async () => {
    const asking = { ...HOUSING, case: "2026-8005" };
    const request = await requestConsent(running, asking, CAST.li, ["Person.phone"]);
    const consent = (await answerRequest(running, "citizen-li", request, ["Person.phone"])) ?? "";
    const mine = await own("citizen-wang", "consentRequests { id } consents { id }");
    expect(mine.data.me).toEqual({ consentRequests: [], consents: [] });
    const query = "mutation($consent: ID!) { withdrawConsent(input: { consent: $consent }) { id } }";
    const [foreign, missing] = await Promise.all(
      [consent, "00000000-0000-4000-8000-000000000000"].map((id) => running.ask({ account: "citizen-wang", query, variables: { consent: id } })),
    );
    expect(foreign && [foreign.data, codesOf(foreign)]).toEqual([null, ["withdrawConsent NOT_FOUND"]]);
    expect(missing && [missing.data, codesOf(missing)]).toEqual([null, ["withdrawConsent NOT_FOUND"]]);
    const seen = await running.ask({ ...asking, query: "query($id: ID!) { person(idNumber: $id) { phone } }", variables: { id: CAST.li } });
    expect(seen.data.person).toEqual({ phone: "199******07" });
  });

  it("open reference data is everyone's", async () => {
    const answer = await running.ask({ account: "citizen-wang", query: '{ administrativeDivision(code: "540102") { name parent { name } } }' });
    expect(answer.data.administrativeDivision).toEqual({ name: "城关区", parent: { name: "拉萨市" } });
  });
});
