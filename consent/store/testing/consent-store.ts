import type { DataSource } from "typeorm";
import { afterAll, beforeAll } from "vitest";
import type { TestEngine } from "../../../scripts/testing/engines.js";
import type { DataSubjectKey } from "../../model/data-subject.js";
import { DEPARTMENTS } from "../../model/departments.js";
import { type ConsentAnswer, answerConsentRequest } from "../consent-answers.js";
import { openConsentDatabase } from "../consent-database.js";
import { type NewConsentRequest, openConsentRequest } from "../consent-requests.js";
import type { ConsentRequestRow } from "../rows/consent-request-row.js";

/** The moment at which the tests of the store take place; and others, hours from it. */
export const NOW = new Date("2025-09-01T02:00:00.000Z");
export const hours = (count: number): Date => new Date(NOW.getTime() + count * 3_600_000);

export const ZHANG = "11010519491231002X";
export const DATA_SUBJECT: DataSubjectKey = `PERSON:${ZHANG}`;
export const COMPANY: DataSubjectKey = "LEGAL_ENTITY:91350100M000100Y43";
export const HOUSING = DEPARTMENTS.housing.code;
export const SCENARIO = "public-rental-housing";
export const NOTICE = { hash: "a".repeat(64), locale: "zh-CN", version: "1", text: "告知书 𠮷" };

/** Ids that nobody could mistake for each other, the same in every run. */
function countedIds(): () => string {
  let made = 0;
  return () => {
    made += 1;
    return `00000000-0000-4000-8000-${String(made).padStart(12, "0")}`;
  };
}

/** A consent database of one test file and engine: opened before its tests, closed after them. */
export function useConsentStore(engine: TestEngine) {
  let opened: DataSource | undefined;
  const newId = countedIds();
  beforeAll(async () => {
    opened = await openConsentDatabase({ url: engine.url(), poolSize: 20 });
  });
  afterAll(() => opened?.destroy());
  const database = (): DataSource => {
    if (!opened) throw new Error("the database is not open yet");
    return opened;
  };
  return {
    database,
    newId,
    /** Asks for consent; by default the housing bureau asks the first person for two items. */
    ask: (change: Partial<NewConsentRequest> = {}): Promise<ConsentRequestRow> => openConsentRequest(database(), newId, { ...REQUEST, ...change }),
    answer: (request: string, give: readonly string[], change: Partial<ConsentAnswer> = {}): Promise<ConsentRequestRow> =>
      answerConsentRequest(database(), newId, { request, give, idNumber: ZHANG, noticeHash: NOTICE.hash, until: null, now: NOW, ...change }),
    /** Every SQL statement of the work, in order. */
    async statementsOf(work: () => Promise<unknown>): Promise<string[]> {
      const statements: string[] = [];
      const { logger } = database();
      const silent = (): void => undefined;
      database().logger = {
        logQuery: (sql) => void statements.push(sql),
        logQueryError: silent,
        logQuerySlow: silent,
        logSchemaBuild: silent,
        logMigration: silent,
        log: silent,
      };
      await work().finally(() => {
        database().logger = logger;
      });
      return statements;
    },
  };
}

const REQUEST: NewConsentRequest = {
  dataSubject: DATA_SUBJECT,
  department: HOUSING,
  scenario: SCENARIO,
  caseNumber: "case 1",
  items: [
    { coordinate: "Person.phone", modes: ["QUERY"] },
    { coordinate: "Person.spouse", modes: ["QUERY", "COMPARE"] },
  ],
  notice: NOTICE,
  actor: "caseworker 7",
  now: NOW,
  lapsesAt: hours(24),
};
