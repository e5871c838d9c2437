import { LRUCache } from "lru-cache";
import type { ConsentRecord } from "../model/consent-record.js";
import type { DataSubjectKey } from "../model/data-subject.js";

/** How consents and their version are read from the service. */
export interface ConsentReading {
  readVersion(): Promise<number>;
  /** The version that the service has announced, while that may be relied on; null otherwise. */
  announcedVersion(): number | null;
  /** `version` is not later than what was read. */
  readConsents(
    department: string,
    scenario: string,
    dataSubjects: readonly DataSubjectKey[],
  ): Promise<{ readonly version: number; readonly consents: readonly ConsentRecord[] }>;
}

/** Consents of each of some data subjects to a department in a scenario. */
export type ConsentsOf = (department: string, scenario: string, dataSubjects: readonly DataSubjectKey[]) => Promise<Map<DataSubjectKey, ConsentRecord[]>>;

interface Kept {
  readonly version: number;
  readonly records: ConsentRecord[];
}

/** Data subjects kept, of some hundred bytes each. */
const MAX_KEPT = 20_000;

/**
 * Keeps consent records, bounded and versioned (architecture.md, rule 7). What is kept is used only at the version that the
 * service has announced (`consent-watch.ts`) or, without an announcement to rely on, has just been asked for. Decisions are
 * not kept.
 */
export function createConsentCache({ readVersion, announcedVersion, readConsents }: ConsentReading): ConsentsOf {
  const kept = new LRUCache<string, Kept>({ max: MAX_KEPT });
  return async (department, scenario, dataSubjects) => {
    const asked = [...new Set(dataSubjects)];
    if (asked.length === 0) return new Map();
    const purpose = `${department} ${scenario} `;
    const known = asked.map((dataSubject) => kept.get(purpose + dataSubject));
    const version = known[0]?.version;
    const isWhole = version !== undefined && known.every((entry) => entry?.version === version);
    if (isWhole && (announcedVersion() ?? (await readVersion())) === version) {
      return new Map(asked.map((dataSubject, index) => [dataSubject, (known[index] as Kept).records]));
    }
    const read = await readConsents(department, scenario, asked);
    const consents = new Map<DataSubjectKey, ConsentRecord[]>(asked.map((dataSubject) => [dataSubject, []]));
    for (const record of read.consents) consents.get(record.dataSubject)?.push(record);
    for (const [dataSubject, records] of consents) kept.set(purpose + dataSubject, { version: read.version, records });
    return consents;
  };
}
