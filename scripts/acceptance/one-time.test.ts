import { describe, expect, inject, it } from "vitest";
import { randomBytes } from "node:crypto";
import { CAST } from "../seed/cast.js";
import { requestConsent } from "./consents.js";
import { type RunningStack, useRunningStack } from "./running-stack.js";

const HOUSING = { account: "housing-caseworker", scenario: "public-rental-housing", case: "2026-6001" };
const PHONE = `query Phone($id: ID!) { person(idNumber: $id) { phone } }`;
const ANSWER = `mutation($input: AnswerConsentRequestInput!) { answerConsentRequest(input: $input) { consent { id status } } }`;

/** What fifty operations at once see of a phone that its owner gave for one use. */
function useOnce(running: RunningStack): void {
  it("is exactly one of fifty at once, and nobody's afterwards", async () => {
    const request = await requestConsent(running, HOUSING, CAST.zhang, ["Person.phone"]);
    const input = { request: request.id, give: ["Person.phone"], noticeHash: request.notice.hash, oneTime: true };
    const answered = await running.ask({ account: "citizen-zhang", query: ANSWER, variables: { input } });
    expect(answered.data.answerConsentRequest.consent.status).toBe("GIVEN");

    const ask = () => running.ask({ ...HOUSING, query: PHONE, variables: { id: CAST.zhang } });
    const answers = await Promise.all(Array.from({ length: 50 }, ask));
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    const shown = answers.filter(({ data }) => data.person.phone !== null);
    expect(shown).toHaveLength(1);
    for (const { errors } of answers.filter((answer) => !shown.includes(answer)))
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(["CONSENT_EXHAUSTED"]);
    expect((await ask()).errors.map(({ extensions }) => extensions.code)).toEqual(["CONSENT_EXHAUSTED"]);
    const mine = await running.ask({ account: "citizen-zhang", query: "{ me { consents { id status } } }" });
    expect(mine.data.me.consents[0]).toEqual({ id: answered.data.answerConsentRequest.consent.id, status: "EXHAUSTED" });
  }, 60_000);
}

describe("the use of a consent for one use (SQLite)", () => {
  useOnce(useRunningStack());
});

const server = inject("mariadbUrl");
describe.skipIf(!server)(
  server ? "the use of a consent for one use (MariaDB)" : "the use of a consent for one use (MariaDB; skipped: no mariadb-server on this machine)",
  () => {
    useOnce(useRunningStack(() => `${server}/once${randomBytes(4).toString("hex")}`));
  },
);
