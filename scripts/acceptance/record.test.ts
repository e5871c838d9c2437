import { createHmac } from "node:crypto";
import type { DataSource } from "typeorm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditRecord } from "../../gateway/audit/record.js";
import { openAuditDatabase } from "../../gateway/audit/audit-store.js";
import { CAST } from "../seed/cast.js";
import { describeOnEngines } from "../testing/engines.js";
import { answerRequest, requestConsent } from "./consents.js";
import { type Answer, type Question, useRunningStack } from "./running-stack.js";

const HOUSING = { account: "housing-caseworker", scenario: "public-rental-housing", case: "2026-9001" };
const QUERY = "query Household($id: ID!) { person(idNumber: $id) { name phone currentAddress } }";
const ANSWERED: Question = { ...HOUSING, query: QUERY, variables: { id: CAST.zhang } };

describeOnEngines("A first audit record per operation, durable before the answer", (engine) => {
  let url: string | undefined;
  let audit: DataSource;
  const running = useRunningStack(() => (url = engine.kind === "mariadb" ? engine.url() : undefined));

  beforeAll(async () => {
    audit = await openAuditDatabase({ url, directory: running.directory });
  });
  afterAll(() => audit.destroy());

  const idOf = ({ extensions }: Answer): string => (extensions.assent as { auditId: string }).auditId;
  const recordOf = async (answer: Answer): Promise<AuditRecord> => {
    const rows: { record: string }[] = await audit.query("SELECT record FROM audit_records WHERE id = ?", [idOf(answer)]);
    expect(rows).toHaveLength(1);
    return JSON.parse(rows[0]?.record ?? "");
  };

  it("says who used what about whom, why and on which basis", async () => {
    const request = await requestConsent(running, HOUSING, CAST.zhang, ["Person.phone", "Person.currentAddress"]);
    const consent = await answerRequest(running, "citizen-zhang", request, ["Person.phone"]);
    const answer = await running.ask(ANSWERED);
    const record = await recordOf(answer);
    expect(record).toMatchObject({
      id: idOf(answer),
      outcome: "ANSWERED",
      code: null,
      mode: "QUERY",
      caller: {
        role: "application",
        client: "housing-desk",
        department: "11540100MB1A0001X3",
        application: "housing-desk",
        operator: "housing-caseworker",
        scenario: HOUSING.scenario,
        case: HOUSING.case,
      },
      operation: { name: "Household", hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      facts: ["currentAddress", "idNumber", "name", "phone"].map((field) => `Person.${field} QUERY`),
      grant: "seeded-public-rental-housing@1",
      refusals: [],
    });
    expect(record.uses).toHaveLength(1);
    const [use] = record.uses;
    expect(use?.type).toBe("Person");
    expect(record.sets[use?.shown ?? -1]).toEqual(expect.arrayContaining(["Person.name", "Person.phone"]));
    expect(use?.withheld).toEqual(["Person.currentAddress CONSENT_REFUSED"]);
    expect(use?.consented?.map((items) => record.sets[items])).toEqual([["Person.phone"]]);
    expect(use?.objects).toEqual([[expect.stringMatching(/^[\w-]{22}$/), `${consent}@1`]]);
    expect(Object.keys(record.rules)).toEqual(expect.arrayContaining(["Person.name", "Person.phone", "Person.currentAddress"]));
  });

  it("has an HMAC of the answer's data, under a secret that is kept apart", async () => {
    const answer = await running.ask(ANSWERED);
    const { resultMac } = await recordOf(answer);
    const [row]: { secret: string }[] = await audit.query("SELECT secret FROM audit_result_secrets WHERE id = ?", [idOf(answer)]);
    const secret = Buffer.from(row?.secret ?? "", "base64url");
    expect(resultMac).toBe(createHmac("sha256", secret).update(JSON.stringify(answer.data)).digest("base64url"));
  });

  it("is there for every answer when it arrives, and for every refusal, many at once; and never holds a value", async () => {
    const questions: readonly (readonly [Question, string | null])[] = [
      [ANSWERED, null],
      [{ ...HOUSING, query: "query($id: ID!) { person(idNumber: $id) { ethnicity } }", variables: { id: CAST.li } }, "SHARING_REFUSED"],
      [{ account: "auditor", query: QUERY, variables: { id: CAST.wang } }, "FORBIDDEN"],
      [{ account: null, query: QUERY, variables: { id: CAST.wang } }, "UNAUTHENTICATED"],
      [{ account: "citizen-zhang", query: "{ me { person { name phone spouse { name } } } }" }, null],
      [{ ...HOUSING, query: QUERY, variables: { id: "540102198503120000" } }, "INVALID_IDENTIFIER"],
      [{ ...HOUSING, query: `{ person(idNumber: "${CAST.zhang}" }`, variables: {} }, "GRAPHQL_PARSE_FAILED"],
    ];
    await Promise.all(
      Array.from({ length: 42 }, async (_, index) => {
        const [question, code] = questions[index % questions.length] as (typeof questions)[number];
        const record = await recordOf(await running.ask(question));
        expect([record.outcome, record.code]).toEqual([code === null ? "ANSWERED" : "REFUSED", code]);
      }),
    );
    const all: { record: string }[] = await audit.query("SELECT record FROM audit_records");
    const text = all.map(({ record }) => record).join("\n");
    for (const value of [CAST.zhang, CAST.li, CAST.wang, "540102198503120000", "张伟", "李娜", "19900008503", "199******03"])
      expect([value, text.includes(value)]).toEqual([value, false]);
  });

  describe("without it nothing is released", () => {
    beforeAll(() => audit.query("ALTER TABLE audit_records RENAME TO audit_records_away"));
    afterAll(() => audit.query("ALTER TABLE audit_records_away RENAME TO audit_records"));

    it("neither an answer nor a refusal", async () => {
      for (const question of [ANSWERED, { account: "auditor", query: QUERY, variables: { id: CAST.wang } }]) {
        const { status, data, errors, extensions } = await running.ask(question);
        expect({ status, data, codes: errors.map((error) => error.extensions), extensions }).toEqual({
          status: 503,
          data: null,
          codes: [{ code: "AUDIT_UNAVAILABLE" }],
          extensions: {},
        });
      }
    });
  });
});
