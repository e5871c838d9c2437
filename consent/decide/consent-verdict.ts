import type { ApplicationCaller } from "../model/caller.js";
import type { ConsentRecord } from "../model/consent-record.js";
import type { DataSubjectKey } from "../model/data-subject.js";
import type { Verdict, WithheldCode } from "../model/decision.js";
import type { Coordinate, SharingMode } from "../model/sharing.js";

/** For whom and when consents are weighed. */
export interface ConsentQuestion {
  readonly caller: ApplicationCaller;
  readonly dataSubject: DataSubjectKey;
  readonly mode: SharingMode;
  readonly now: Date;
}

/**
 * What the consents of one data subject say about one item: any valid one permits. Only the case that asked learns more
 * than that consent is required, and a list never does (graph.md, "Errors").
 * @param consents records of this data subject, department and scenario, of any case
 */
export function consentVerdict(coordinate: Coordinate, consents: readonly ConsentRecord[], question: ConsentQuestion): Verdict {
  let code: WithheldCode = "CONSENT_REQUIRED";
  let latest = Number.NEGATIVE_INFINITY;
  for (const record of consents) {
    if (!isFor(record, question)) continue;
    if (isValid(record, coordinate, question)) {
      return { permitted: true, basis: "CONSENT", consent: record.id, consentVersion: record.version };
    }
    const answeredAt = record.givenAt.getTime();
    const told = mayBeTold(record, question) && answeredAt >= latest ? whyNot(record, coordinate, question.now) : null;
    if (told === null) continue;
    code = told;
    latest = answeredAt;
  }
  return { permitted: false, code };
}

/** Separate consent: one department, one scenario, one data subject (PIPL §23). */
function isFor(record: ConsentRecord, { caller, dataSubject }: ConsentQuestion): boolean {
  return record.dataSubject === dataSubject && record.department === caller.department && record.scenario === caller.scenario;
}

function isValid(record: ConsentRecord, coordinate: Coordinate, { mode, now }: ConsentQuestion): boolean {
  return (
    record.status === "GIVEN" &&
    record.items.includes(coordinate) &&
    !record.refusedItems.includes(coordinate) &&
    !record.withdrawnItems.includes(coordinate) &&
    (record.modes === undefined || record.modes.get(coordinate)?.includes(mode) === true) &&
    record.givenAt <= now &&
    (record.until === null || now < record.until)
  );
}

function mayBeTold(record: ConsentRecord, { caller, mode }: ConsentQuestion): boolean {
  return record.case === caller.case && mode !== "OBTAIN";
}

function whyNot(record: ConsentRecord, coordinate: Coordinate, now: Date): WithheldCode | null {
  if (record.withdrawnItems.includes(coordinate)) return "CONSENT_WITHDRAWN";
  if (record.refusedItems.includes(coordinate)) return "CONSENT_REFUSED";
  if (!record.items.includes(coordinate)) return null;
  switch (record.status) {
    case "GIVEN":
      return record.until !== null && record.until <= now ? "CONSENT_EXPIRED" : null;
    case "REFUSED":
      return "CONSENT_REFUSED";
    case "WITHDRAWN":
    case "REVOKED":
      return "CONSENT_WITHDRAWN";
    case "EXPIRED":
      return "CONSENT_EXPIRED";
    case "EXHAUSTED":
      return "CONSENT_EXHAUSTED";
    default:
      return null;
  }
}
