import { describe, expect, it } from "vitest";
import { DEPARTMENTS } from "../../consent/model/departments.js";
import { PersonRow } from "../../subgraphs/population/store/person-row.js";
import { CAST } from "../seed/cast.js";
import { idNumberOf, licenceIdentifierOf } from "../seed/numbers.js";
import { answerRequest, giveInStore, grantToHousing, requestConsent, withdraw } from "./consents.js";
import { type Answer, useRunningStack } from "./running-stack.js";

const running = useRunningStack();
const HOUSING = { account: "housing-caseworker", scenario: "public-rental-housing", case: "2026-5001" };
const ALLOWANCE = { account: "civil-affairs-caseworker", scenario: "minimum-living-allowance", case: "2026-5002" };
const BUSINESS = { account: "market-caseworker", scenario: "business-opening", case: "2026-5003" };
const STATISTICS = { account: "statistics-analyst", scenario: "population-statistics", case: "2026-5004" };

/** Well-formed, and in no register. */
const NOBODY = idNumberOf("540102", "1985-03-12", 771);
const NO_LICENCE = licenceIdentifierOf(10, DEPARTMENTS.marketRegulation.code, 999_999);

const codesOf = ({ errors }: Answer): string[] => errors.map(({ path, extensions }) => `${path?.join(".") ?? ""} ${extensions.code}`).sort();
const bytesOf = ({ status, text }: Answer): string => `${status} ${text.replace(/"auditId":"[0-9a-f-]{36}"/, "")}`;

describe("COMPARE: a verdict on the claims as a whole", () => {
  const compare = (idNumber: string, claims: object, caller = HOUSING): Promise<Answer> =>
    running.ask({
      ...caller,
      query: "query($id: ID!, $claims: PersonClaims!) { personVerification(idNumber: $id) { verdict(claims: $claims) } }",
      variables: { id: idNumber, claims },
    });
  const verdictOf = ({ data }: Answer): unknown => data.personVerification.verdict;

  it("MATCH only where every claim holds", async () => {
    expect(verdictOf(await compare(CAST.zhang, { name: "张伟", birthDate: "1985-03-12" }))).toBe("MATCH");
    expect(verdictOf(await compare(CAST.zhang, { name: "张伟", birthDate: "1985-03-13" }))).toBe("NO_MATCH");
    expect(verdictOf(await compare(CAST.zhang, { name: "李娜", birthDate: "1985-03-12" }))).toBe("NO_MATCH");
  });

  it("no claim, no verdict, alike for those who exist and those who do not", async () => {
    const empty = await compare(CAST.zhang, {});
    expect([verdictOf(empty), codesOf(empty)]).toEqual([null, ["personVerification.verdict DECISION_UNAVAILABLE"]]);
    expect(bytesOf(await compare(NOBODY, {}))).toBe(bytesOf(empty));
  });

  it.each([
    ["an open item", HOUSING, { name: "李娜" }, []],
    ["an item that needs consent", HOUSING, { name: "李娜", annualIncomeWithin: "PUBLIC_RENTAL_HOUSING" }, ["personVerification.verdict CONSENT_REQUIRED"]],
    ["an item that a statute opens", ALLOWANCE, { name: "李娜", annualIncomeWithin: "LOW_INCOME_FAMILY" }, []],
  ])("a person who exists, one who does not and one outside the grant's divisions look alike: %s", async (_, caller, claims, codes) => {
    const existing = await compare(CAST.zhang, claims, caller);
    expect(existing.status).toBe(200);
    expect(codesOf(existing)).toEqual(codes);
    expect(verdictOf(existing)).toBe(codes.length > 0 ? null : "NO_MATCH");
    expect(bytesOf(await compare(NOBODY, claims, caller))).toBe(bytesOf(existing));
    expect(bytesOf(await compare(CAST.outsider, claims, caller))).toBe(bytesOf(existing));
  });

  it("of one outside the grant's divisions even true claims do not match", async () => {
    expect(verdictOf(await compare(CAST.outsider, { name: "李强" }))).toBe("NO_MATCH");
  });

  it("an item that needs consent is compared from when it is given until it is withdrawn", async () => {
    const claims = { name: "王建国", annualIncomeWithin: "PUBLIC_RENTAL_HOUSING" };
    const request = await requestConsent(running, HOUSING, CAST.wang, ["Person.annualIncome"]);
    expect(codesOf(await compare(CAST.wang, claims))).toEqual(["personVerification.verdict CONSENT_REQUIRED"]);
    const consent = (await answerRequest(running, "citizen-wang", request, ["Person.annualIncome"])) ?? "";
    expect(verdictOf(await compare(CAST.wang, claims))).toBe("MATCH");
    await withdraw(running, "citizen-wang", consent);
    const withdrawn = await compare(CAST.wang, claims);
    expect([verdictOf(withdrawn), codesOf(withdrawn)]).toEqual([null, ["personVerification.verdict CONSENT_WITHDRAWN"]]);
  });

  it("two verdicts on one person are decided each by its own claims, whatever their names", async () => {
    const query = `query($id: ID!) { personVerification(idNumber: $id) {
      decision: verdict(claims: { name: "张伟" })
      verdict(claims: { name: "张伟", annualIncomeWithin: PUBLIC_RENTAL_HOUSING })
      idNumber: verdict(claims: { name: "张伟", birthDate: "1985-03-13" })
    } }`;
    const answer = await running.ask({ ...HOUSING, query, variables: { id: CAST.zhang } });
    expect(answer.data.personVerification).toEqual({ decision: "MATCH", verdict: null, idNumber: "NO_MATCH" });
    expect(codesOf(answer)).toEqual(["personVerification.verdict CONSENT_REQUIRED"]);
  });

  it("a licence that exists and one that does not look alike, with the holder's consent missing", async () => {
    const query = 'query($id: ID!) { licenceVerification(identifier: $id) { verdict(claims: { number: "1", holderName: "2" }) } }';
    const [existing, another, missing] = await Promise.all(
      [CAST.foodLicence, CAST.drivingLicence, NO_LICENCE].map((id) => running.ask({ ...BUSINESS, query, variables: { id } })),
    );
    expect(existing && codesOf(existing)).toEqual(["licenceVerification.verdict CONSENT_REQUIRED"]);
    expect([another, missing].map((answer) => answer && bytesOf(answer))).toEqual(Array(2).fill(existing && bytesOf(existing)));
  });
});

describe("AGGREGATE: statistics for whom a statute charges with them", () => {
  const query = `query($by: [PersonDimension!]!, $where: PersonStatisticsFilter, $measures: [PersonMeasure!]) {
    personStatistics(groupBy: $by, where: $where, measures: $measures) { rows { dimensions { dimension value } count measures { measure value } } }
  }`;
  const ask = (variables: object, caller = STATISTICS): Promise<Answer> => running.ask({ ...caller, query, variables: { ...variables } });
  const province = async (): Promise<PersonRow[]> => {
    const rows = await running.stack.subgraphs.get("population")?.database.getRepository(PersonRow).find();
    return (rows ?? []).filter(({ registeredDivision }) => registeredDivision.startsWith("54"));
  };

  it("counts those in the grant's divisions by each dimension, and averages an income that it shows of nobody", async () => {
    const { data, errors } = await ask({ by: ["SEX"], measures: ["AVERAGE_ANNUAL_INCOME"] });
    const persons = await province();
    const expected = ["FEMALE", "MALE"].map((sex) => {
      const group = persons.filter((person) => person.sex === sex);
      const incomes = group.flatMap(({ annualIncome }) => annualIncome ?? []);
      const average = incomes.reduce((sum, income) => sum + income, 0) / incomes.length;
      return {
        dimensions: [{ dimension: "SEX", value: sex }],
        count: group.length,
        measures: [{ measure: "AVERAGE_ANNUAL_INCOME", value: expect.closeTo(average, 3) }],
      };
    });
    expect(errors).toEqual([]);
    expect(data.personStatistics.rows).toEqual(expected);
  });

  it("counts with a filter, an item that needs consent elsewhere included", async () => {
    const { data } = await ask({ by: [], where: { maritalStatus: "WIDOWED", bornUntil: "1970-12-31" } });
    const widowed = (await province()).filter(({ maritalStatus, birthDate }) => maritalStatus === "WIDOWED" && birthDate <= "1970-12-31");
    expect(data.personStatistics.rows).toEqual([{ dimensions: [], count: widowed.length, measures: [] }]);
  });

  it.each([
    ["a filter by an item that is not in the grant", STATISTICS, { by: ["SEX"], where: { alive: true } }, ["Person.alive"]],
    ["a caseworker", HOUSING, { by: ["SEX"], measures: ["AVERAGE_ANNUAL_INCOME"] }, ["Person.annualIncome", "Person.idNumber", "Person.sex"]],
  ])("is refused: %s", async (_, caller, variables, coordinates) => {
    const answer = await ask(variables, caller);
    expect(answer.status).toBe(403);
    expect(answer.errors[0]?.extensions).toMatchObject({
      code: "SHARING_REFUSED",
      refusals: coordinates.map((coordinate) => ({ coordinate, mode: "AGGREGATE" })),
    });
  });

  it("leads to no person", async () => {
    const answer = await running.ask({ ...STATISTICS, query: `{ person(idNumber: "${CAST.zhang}") { sex } }` });
    expect(answer.errors[0]?.extensions).toMatchObject({
      code: "SHARING_REFUSED",
      refusals: [
        { coordinate: "Person.idNumber", mode: "QUERY", reason: "NOT_IN_GRANT" },
        { coordinate: "Person.sex", mode: "QUERY", reason: "NOT_IN_GRANT" },
      ],
    });
  });
});

describe("One operation, one mode", () => {
  it.each([
    [
      "a query and a comparison",
      HOUSING,
      `person(idNumber: "${CAST.zhang}") { name } personVerification(idNumber: "${CAST.zhang}") { verdict(claims: { name: "张伟" }) }`,
    ],
    ["a query and a list", ALLOWANCE, `person(idNumber: "${CAST.zhang}") { name } persons(where: {}) { nodes { name } }`],
    ["a list and a statistic", STATISTICS, "persons(where: {}) { pageInfo { hasNextPage } } personStatistics(groupBy: [SEX]) { rows { count } }"],
  ])("%s are refused together, and nothing is resolved", async (_, caller, selection) => {
    running.clear();
    const answer = await running.ask({ ...caller, query: `{ ${selection} }` });
    expect({ status: answer.status, data: answer.data }).toEqual({ status: 403, data: null });
    expect(answer.errors.map(({ extensions }) => extensions.code)).toEqual(["SHARING_REFUSED"]);
    const refusals = answer.errors.flatMap(({ extensions }) => extensions.refusals as { mode: string; reason: string }[]);
    expect(new Set(refusals.map(({ reason }) => reason))).toEqual(new Set(["MODES_MIXED"]));
    expect(new Set(refusals.map(({ mode }) => mode)).size).toBe(2);
    expect(running.heard()).toEqual([]);
  });
});

describe("masked and unmasked values", () => {
  const address = "西藏自治区拉萨市城关区北京中路88号3栋2单元501室";

  it("an address leaves whole where the grant says unmasked, and masked where it does not", async () => {
    const query = `query($id: ID!) { person(idNumber: $id) { registeredAddress } }`;
    const whole = await running.ask({ ...ALLOWANCE, query, variables: { id: CAST.zhang } });
    expect(whole.data.person).toEqual({ registeredAddress: address });

    const masked = { ...HOUSING, scenario: "acceptance-masked" };
    await grantToHousing(running, masked.scenario, ["Person.registeredAddress"]);
    running.clear();
    const answer = await running.ask({ ...masked, query, variables: { id: CAST.zhang } });
    expect(answer.data.person).toEqual({ registeredAddress: "西藏自治区拉萨市城关区******" });
    expect(running.heard().some(({ answer: heard }) => heard.includes(address))).toBe(false);
  });

  it("a telephone number leaves masked, with consent too", async () => {
    const withdrawAgain = await giveInStore(running, { idNumber: CAST.zhang, scenario: HOUSING.scenario, items: ["Person.phone"] });
    running.clear();
    const answer = await running.ask({ ...HOUSING, query: "query($id: ID!) { person(idNumber: $id) { phone } }", variables: { id: CAST.zhang } });
    expect(answer.data.person).toEqual({ phone: "199******03" });
    expect(running.heard().some(({ answer: heard }) => heard.includes("19900008503"))).toBe(false);
    await withdrawAgain();
  });

  it("a citizen sees the own whole", async () => {
    const answer = await running.ask({ account: "citizen-zhang", query: "{ me { person { phone registeredAddress } } }" });
    expect(answer.data.me.person).toEqual({ phone: "19900008503", registeredAddress: address });
  });
});
