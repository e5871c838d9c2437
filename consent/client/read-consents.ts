import { CONSENT_STATUSES, type ConsentRecord } from "../model/consent-record.js";
import type { DataSubjectKey } from "../model/data-subject.js";
import { type Coordinate, SHARING_MODES, type SharingMode } from "../model/sharing.js";
import { booleanIn, instantIn, listIn, malformed, objectIn, textIn, versionIn, wordIn } from "./read-answer.js";

const STATUSES = [...CONSENT_STATUSES, "REFUSED"] as const;

/** For whom consents were asked. */
export interface AskedConsents {
  readonly department: string;
  readonly scenario: string;
  readonly dataSubjects: ReadonlySet<DataSubjectKey>;
}

/**
 * Reads the answer to a look-up of consents. A record with a status that this version does not know is no consent; an item
 * with an unknown state is neither given nor told of. Of a data subject with a record that cannot be read nothing counts as
 * consent, since nobody knows what that record says of the others; of anyone else everything does.
 * @throws Refusal DECISION_UNAVAILABLE for an answer to another question, or that is not as the contract says
 */
export function readConsents(answer: unknown, asked: AskedConsents): { readonly version: number; readonly consents: readonly ConsentRecord[] } {
  const { department, scenario, version, consents } = objectIn(answer);
  if (department !== asked.department || scenario !== asked.scenario) throw malformed();
  const unreadable = new Set<DataSubjectKey>();
  const read = listIn(consents).flatMap((consent) => readConsent(consent, asked, unreadable) ?? []);
  return { version: versionIn(version), consents: read.filter(({ dataSubject }) => !unreadable.has(dataSubject)) };
}

function readConsent(value: unknown, asked: AskedConsents, unreadable: Set<DataSubjectKey>): ConsentRecord | null {
  const consent = objectIn(value);
  const dataSubject = textIn(consent.dataSubject) as DataSubjectKey;
  if (!asked.dataSubjects.has(dataSubject)) throw malformed();
  try {
    return readRecord(consent, dataSubject, asked);
  } catch {
    unreadable.add(dataSubject);
    return null;
  }
}

function readRecord(consent: Readonly<Record<string, unknown>>, dataSubject: DataSubjectKey, { department, scenario }: AskedConsents): ConsentRecord | null {
  const status = wordIn(STATUSES, consent.status);
  const record = {
    id: textIn(consent.id),
    version: versionIn(consent.version),
    dataSubject,
    department,
    scenario,
    case: textIn(consent.case),
    givenAt: instantIn(consent.givenAt),
    until: consent.until === null ? null : instantIn(consent.until),
    ...(booleanIn(consent.oneTime) ? { oneTime: true } : {}),
    ...readItems(listIn(consent.items)),
  };
  return status && { ...record, status };
}

function readItems(values: readonly unknown[]): Pick<ConsentRecord, "items" | "refusedItems" | "withdrawnItems" | "modes"> {
  const byState: Record<string, Coordinate[]> = { GIVEN: [], REFUSED: [], WITHDRAWN: [] };
  const modes = new Map<Coordinate, readonly SharingMode[]>();
  for (const value of values) {
    const item = objectIn(value);
    const coordinate = textIn(item.coordinate);
    const state = wordIn(["GIVEN", "REFUSED", "WITHDRAWN"], item.state);
    if (state) byState[state]?.push(coordinate);
    modes.set(
      coordinate,
      listIn(item.modes).flatMap((mode) => wordIn(SHARING_MODES, mode) ?? []),
    );
  }
  const { GIVEN: items = [], REFUSED: refusedItems = [], WITHDRAWN: withdrawnItems = [] } = byState;
  return { items, refusedItems, withdrawnItems, modes };
}
