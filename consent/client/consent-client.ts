import type { ConsentRecord } from "../model/consent-record.js";
import { CHANGES_PATH, type ChangesRequest, LOOK_UP_PATH, type LookUp, MAX_DATA_SUBJECTS, SNAPSHOT_PATH, type SnapshotRequest } from "../model/consent-wire.js";
import { type CaseUseKey, type DataSubjectKey, parseDataSubjectKey } from "../model/data-subject.js";
import type { GrantSnapshot } from "../model/sharing-grant.js";
import { createConsentCache } from "./consent-cache.js";
import { type ConsentWatch, createConsentWatch, type WatchOptions } from "./consent-watch.js";
import { createKnownCaseUses } from "./known-case-uses.js";
import { listIn, malformed, objectIn, textIn, versionIn } from "./read-answer.js";
import { readConsents } from "./read-consents.js";
import { readSnapshot } from "./read-snapshot.js";

/** Sends a signed `POST` of JSON to a path of the consent service, as the platform itself; the gateway provides it. */
export type SendSigned = (path: string, body: unknown) => Promise<{ readonly status: number; readonly json: unknown }>;

/** A case that is about to name data subjects. */
interface NamedByCase {
  readonly department: string;
  readonly scenario: string;
  readonly case: string;
  readonly dataSubjects: readonly CaseUseKey[];
  /** How many data subjects the case may name over its life. */
  readonly max: number;
}

/**
 * What a gateway asks the consent service. Every method throws Refusal DECISION_UNAVAILABLE when the service cannot be
 * reached or does not answer as the contract says. Consents are kept, and used while the service announces no change
 * (`consent-watch.ts`).
 */
export interface ConsentClient {
  /** Hears of changes once it is started; until then every decision asks. */
  readonly watch: ConsentWatch;
  /** Every answer that data subjects gave to a department in a scenario; each of them is in the map. One round trip per 1,000. */
  consentsOf(department: string, scenario: string, dataSubjects: readonly DataSubjectKey[]): Promise<Map<DataSubjectKey, ConsentRecord[]>>;
  /** Whom a citizen represents now. */
  standingsOf(idNumber: string): Promise<ReadonlySet<DataSubjectKey>>;
  /** Counts the data subjects that a case names, all or none. @returns whether all of them are within the limit */
  registerCaseUse(use: NamedByCase): Promise<boolean>;
  /** Reserves consents that are for one use, for one operation. @returns those that the operation holds now */
  reserveUses(request: string, consents: readonly string[]): Promise<ReadonlySet<string>>;
  /** Says what became of them; what is not said stays reserved, and so is used. */
  settleUses(request: string, used: boolean): Promise<void>;
  /** Every sharing grant; null when nothing has changed since the known version. */
  snapshot(knownVersion: number | null): Promise<GrantSnapshot | null>;
}

/** What a client is made of. */
export interface ConsentClientOptions extends Pick<WatchOptions, "leaseMs" | "waitMs"> {
  readonly send: SendSigned;
  /** For the questions about changes, which the service holds open: apart from the others where those are timed. */
  readonly listen?: SendSigned;
}

/** A client of the consent service over senders of the caller's. */
export function createConsentClient({ send, listen = send, leaseMs, waitMs }: ConsentClientOptions): ConsentClient {
  const post = async (path: string, body: LookUp | SnapshotRequest | ChangesRequest, by = send): Promise<unknown> => {
    const answer = await sent(() => by(path, body));
    if (answer.status !== 200) throw malformed();
    return answer.json;
  };
  const caseUses = createKnownCaseUses();
  const lookUp = (question: LookUp): Promise<unknown> => post(LOOK_UP_PATH, question);
  const watch = createConsentWatch({
    leaseMs,
    waitMs,
    readChanges: async (known, wait) => {
      const { grants, consents } = objectIn(await post(CHANGES_PATH, { known, waitMs: wait }, listen));
      return { grants: versionIn(grants), consents: versionIn(consents) };
    },
  });
  return {
    watch,
    consentsOf: createConsentCache({
      announcedVersion: watch.consentVersion,
      readVersion: async () => versionIn(objectIn(await lookUp({ kind: "CONSENT_VERSION" })).version),
      async readConsents(department, scenario, dataSubjects) {
        const answers = chunks(dataSubjects).map(async (chunk) => {
          const answer = await lookUp({ kind: "CONSENTS", department, scenario, dataSubjects: chunk });
          return readConsents(answer, { department, scenario, dataSubjects: new Set(chunk) });
        });
        const read = await Promise.all(answers);
        return { version: Math.min(...read.map(({ version }) => version)), consents: read.flatMap(({ consents }) => consents) };
      },
    }),
    async standingsOf(idNumber) {
      const answer = objectIn(await lookUp({ kind: "STANDINGS", idNumber }));
      if (answer.idNumber !== idNumber) throw malformed();
      return new Set(dataSubjectsIn(answer.represents));
    },
    async registerCaseUse(use) {
      const dataSubjects = [...new Set(use.dataSubjects)];
      if (caseUses.holds(use, dataSubjects)) return true;
      if (dataSubjects.length > MAX_DATA_SUBJECTS) return false;
      const answer = objectIn(
        await lookUp({ kind: "CASE_USE", department: use.department, scenario: use.scenario, case: use.case, dataSubjects, max: use.max }),
      );
      const withinLimit = new Set(listIn(answer.withinLimit));
      if (!dataSubjects.every((dataSubject) => withinLimit.has(dataSubject))) return false;
      caseUses.keep(use, dataSubjects);
      return true;
    },
    async reserveUses(request, consents) {
      if (consents.length > MAX_DATA_SUBJECTS) return new Set();
      const answer = objectIn(await lookUp({ kind: "RESERVE_USES", request, consents }));
      return new Set(listIn(answer.reserved).map(textIn));
    },
    async settleUses(request, used) {
      await lookUp({ kind: "SETTLE_USES", request, used });
    },
    snapshot: async (knownVersion) => readSnapshot(await post(SNAPSHOT_PATH, { knownVersion }), knownVersion),
  };
}

/** Why a sender failed is nothing for a caller: it may hold an address. */
async function sent<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch {
    throw malformed();
  }
}

function chunks(dataSubjects: readonly DataSubjectKey[]): DataSubjectKey[][] {
  const count = Math.ceil(dataSubjects.length / MAX_DATA_SUBJECTS);
  return Array.from({ length: count }, (_, index) => dataSubjects.slice(index * MAX_DATA_SUBJECTS, (index + 1) * MAX_DATA_SUBJECTS));
}

function dataSubjectsIn(value: unknown): DataSubjectKey[] {
  return listIn(value).map((element) => {
    const text = textIn(element);
    if (!parseDataSubjectKey(text)) throw malformed();
    return text as DataSubjectKey;
  });
}
