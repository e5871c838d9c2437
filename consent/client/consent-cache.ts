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
    if (dataSubjects.length === 0) return new Map();
    const purpose = `${department} ${scenario} `;
    const held = keptAtOneVersion(dataSubjects, (dataSubject) => kept.get(purpose + dataSubject));
    if (held && (announcedVersion() ?? (await readVersion())) === held.version) return held.consents;
    const asked = [...new Set(dataSubjects)];
    const read = await readConsents(department, scenario, asked);
    const consents = new Map<DataSubjectKey, ConsentRecord[]>(asked.map((dataSubject) => [dataSubject, []]));
    for (const record of read.consents) consents.get(record.dataSubject)?.push(record);
    for (const [dataSubject, records] of consents) kept.set(purpose + dataSubject, { version: read.version, records });
    return consents;
  };
}

/** What is kept of all data subjects, read at one version; null when any is missing or was read at another. */
function keptAtOneVersion(dataSubjects: readonly DataSubjectKey[], keptOf: (dataSubject: DataSubjectKey) => Kept | undefined) {
  const consents = new Map<DataSubjectKey, ConsentRecord[]>();
  let version: number | null = null;
  for (const dataSubject of dataSubjects) {
    const entry = keptOf(dataSubject);
    if (!entry || (version !== null && entry.version !== version)) return null;
    version = entry.version;
    consents.set(dataSubject, entry.records);
  }
  return version === null ? null : { version, consents };
}
