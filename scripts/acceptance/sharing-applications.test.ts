import { describe, expect, it } from "vitest";
import { DEPARTMENTS } from "../../consent/model/departments.js";
import { CAST } from "../seed/cast.js";
import { type Answer, useRunningStack } from "./running-stack.js";

const running = useRunningStack();

const APPLICATION = "id version status isOverdue deadline { dueOn calendar isEstimate } items { coordinate mode state providerDepartment }";
const SUBMIT = `mutation Apply($input: SubmitSharingApplicationInput!) { submitSharingApplication(input: $input) { ${APPLICATION} } }`;
const REVIEW = `mutation Review($input: ReviewSharingApplicationInput!) { reviewSharingApplication(input: $input) { ${APPLICATION} } }`;
const COMPANY = `query Company($uscc: ID!) { legalEntity(uscc: $uscc) { name registrationNumber } }`;

const item = (coordinate: string, mode = "QUERY") => ({ coordinate, mode });
const INPUT = {
  application: "housing-desk",
  scenario: "business-opening",
  items: [item("LegalEntity.name"), item("LegalEntity.registrationNumber")],
  users: "企业服务窗口",
  divisions: ["540000"],
  validUntil: "2099-01-01T00:00:00Z",
  submission: "2026-0001",
};
const codesOf = ({ errors }: Answer): string[] => errors.map(({ extensions }) => extensions.code);
const submit = (change: object = {}, account = "housing-officer") => running.ask({ account, query: SUBMIT, variables: { input: { ...INPUT, ...change } } });
const asCaseworker = () =>
  running.ask({ account: "housing-caseworker", scenario: "business-opening", case: "2026-9001", query: COMPANY, variables: { uscc: CAST.company } });
/** The gateway hears of a changed grant by announcement; a test does not wait by the clock. */
const heard = () => running.stack.gateway.parts.snapshot.refresh();

describe("from a sharing application to its use", () => {
  it("items that the scenario does not need are pointed out before anything is submitted", async () => {
    const query =
      'query Check($items: [WantedItemInput!]!) { checkSharingApplication(scenario: "business-opening", items: $items) { coordinate mode prospect } }';
    const items = [...INPUT.items, item("Person.phone"), item("Person.causeOfDeath"), item("LegalEntity.name", "OBTAIN")];
    const answer = await running.ask({ account: "housing-officer", query, variables: { items } });
    expect(answer.data.checkSharingApplication.map(({ prospect }: { prospect: string }) => prospect)).toEqual([
      "OPEN",
      "REVIEW",
      "NOT_NEEDED",
      "WITHHELD",
      "NOT_NEEDED",
    ]);
    const refused = await submit({ items, submission: "too-much" });
    expect(codesOf(refused)).toEqual(["BAD_USER_INPUT"]);
    expect(refused.data).toBeNull();
  });

  it("what is open is granted at once, what has a condition when its department approves, and each counts at the gateway", async () => {
    expect(codesOf(await asCaseworker())).toEqual(["SHARING_REFUSED"]);
    const submitted = (await submit()).data.submitSharingApplication;
    expect(submitted).toMatchObject({
      version: 1,
      status: "SUBMITTED",
      isOverdue: false,
      items: [
        { coordinate: "LegalEntity.name", mode: "QUERY", state: "APPROVED", providerDepartment: DEPARTMENTS.marketRegulation.code },
        { coordinate: "LegalEntity.registrationNumber", mode: "QUERY", state: "PENDING", providerDepartment: DEPARTMENTS.marketRegulation.code },
      ],
    });
    await heard();
    const [refusal] = (await asCaseworker()).errors;
    expect(refusal?.extensions.refusals).toMatchObject([{ coordinate: "LegalEntity.registrationNumber", reason: "NOT_IN_GRANT" }]);

    const input = { id: submitted.id, version: 1, approve: [item("LegalEntity.registrationNumber")] };
    const reviewed = await running.ask({ account: "legal-entity-officer", query: REVIEW, variables: { input } });
    expect(reviewed.data.reviewSharingApplication).toMatchObject({ version: 2, status: "APPROVED" });
    await heard();
    const answer = await asCaseworker();
    expect([answer.status, answer.errors]).toEqual([200, []]);
    expect(answer.data.legalEntity.registrationNumber).toEqual(expect.any(String));
  });

  it("the same submission again is the same application, and another for the same system and scenario is a conflict", async () => {
    const query = `{ sharingApplications { ${APPLICATION} } }`;
    const mine = async (account: string): Promise<{ id: string }[]> => (await running.ask({ account, query })).data.sharingApplications;
    const [known] = await mine("housing-officer");
    expect((await submit()).data.submitSharingApplication.id).toBe(known?.id);
    expect(codesOf(await submit({ submission: "2026-0002" }))).toEqual(["CONFLICT"]);
    expect([await mine("legal-entity-officer"), await mine("authority-officer")].map((list) => list.map(({ id }) => id))).toEqual([[known?.id], [known?.id]]);
    expect(await mine("population-officer")).toEqual([]);
  });

  it("the authority suspends it at once with a reason, resumes it, and ends it for good", async () => {
    const list = async (account: string) =>
      (await running.ask({ account, query: "{ sharingGrants { id version status scenario items { coordinate mode } } }" })).data.sharingGrants;
    const [grant] = (await list("housing-officer")).filter(({ scenario }: { scenario: string }) => scenario === "business-opening");
    expect(grant).toMatchObject({ version: 2, status: "ACTIVE", items: [item("LegalEntity.name"), item("LegalEntity.registrationNumber")] });
    const change = (name: string, version: number, account = "authority-officer", reason = "违规使用") =>
      running.ask({
        account,
        query: `mutation Change($input: ChangeSharingGrantInput!) { ${name}(input: $input) { version status } }`,
        variables: { input: { id: grant.id, version, reason } },
      });
    expect(codesOf(await change("suspendSharingGrant", 2, "authority-officer", " "))).toEqual(["BAD_USER_INPUT"]);
    expect(codesOf(await change("suspendSharingGrant", 1))).toEqual(["CONFLICT"]);
    for (const account of ["housing-officer", "legal-entity-officer", "auditor"]) expect((await change("suspendSharingGrant", 2, account)).status).toBe(403);
    expect((await change("suspendSharingGrant", 2)).data.suspendSharingGrant).toEqual({ version: 3, status: "SUSPENDED" });
    await heard();
    expect((await asCaseworker()).errors[0]?.extensions.refusals).toMatchObject([
      { reason: "GRANT_SUSPENDED" },
      { reason: "GRANT_SUSPENDED" },
      { reason: "GRANT_SUSPENDED" },
    ]);
    expect((await change("resumeSharingGrant", 3)).data.resumeSharingGrant).toEqual({ version: 4, status: "ACTIVE" });
    await heard();
    expect((await asCaseworker()).errors).toEqual([]);
    expect((await change("terminateSharingGrant", 4)).data.terminateSharingGrant).toEqual({ version: 5, status: "TERMINATED" });
    expect(codesOf(await change("resumeSharingGrant", 5))).toEqual(["CONFLICT"]);
    await heard();
    expect(codesOf(await asCaseworker())).toEqual(["SHARING_REFUSED"]);
    expect((await list("population-officer")).length).toBe(0);
    expect((await list("authority-officer")).length).toBeGreaterThan(4);
  });

  it("nobody acts who has no part in it", async () => {
    const [known] = (await running.ask({ account: "housing-officer", query: "{ sharingApplications { id version } }" })).data.sharingApplications;
    const input = { ...known, approve: [] as object[], reason: "x" };
    const review = (account: string) => running.ask({ account, query: REVIEW, variables: { input } });
    expect(codesOf(await review("population-officer"))).toEqual(["NOT_FOUND"]);
    expect(codesOf(await review("housing-officer"))).toEqual(["FORBIDDEN"]);
    expect(codesOf(await review("legal-entity-officer"))).toEqual(["CONFLICT"]);
    for (const account of ["citizen-zhang", "auditor", "authority-officer"]) expect((await review(account)).status).toBe(403);
    expect((await submit({}, "authority-officer")).status).toBe(403);
    expect(codesOf(await running.ask({ account: "legal-entity-officer", query: REVIEW, variables: { input: { ...input, version: 1 } } }))).toEqual([
      "CONFLICT",
    ]);
  });

  it.each([
    ["application", { application: "房屋" }],
    ["scenario", { scenario: "no-such-scenario" }],
    ["users", { users: " " }],
    ["divisions", { divisions: ["54010"] }],
    ["validUntil", { validUntil: "2020-01-01T00:00:00Z" }],
    ["submission", { submission: "a b" }],
    ["items", { items: [] }],
    ["items", { items: [item("LegalEntity.name"), item("LegalEntity.name")] }],
    ["items", { items: [item("__proto__")] }],
  ])("a wrong %s is BAD_USER_INPUT, and nothing is submitted", async (_, change) => {
    expect(codesOf(await submit({ submission: "wrong", application: "other-desk", ...change }))).toEqual(["BAD_USER_INPUT"]);
  });
});
