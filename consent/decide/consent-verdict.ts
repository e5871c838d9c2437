import type { ApplicationCaller } from "../model/caller.js";
import type { ConsentRecord } from "../model/consent-record.js";
import type { DataSubjectKey } from "../model/data-subject.js";
import { type Verdict, WITHHELD_CODES, type WithheldCode } from "../model/decision.js";
import type { Coordinate, SharingMode } from "../model/sharing.js";

/** For whom and when consents are weighed. */
export interface ConsentQuestion {
  readonly caller: ApplicationCaller;
  readonly dataSubject: DataSubjectKey;
  readonly mode: SharingMode;
  readonly now: Date;
}

/** What a consent in force permits: one verdict, which every item that it covers shares. */
type ConsentVerdict = Extract<Verdict, { readonly basis: "CONSENT" }>;

/** Why an item is withheld; one verdict a code. */
const WITHHELD = new Map<WithheldCode, Verdict>(WITHHELD_CODES.map((code) => [code, { permitted: false, code }]));

/**
 * What the consents of one data subject say about some items, in their order: any valid consent permits. Only the case that
 * asked learns more than that consent is required, and a list never does (graph.md, "Errors").
 * @param consents records of this data subject, department and scenario, of any case
 */
export function consentVerdicts(coordinates: readonly Coordinate[], consents: readonly ConsentRecord[], question: ConsentQuestion): Verdict[] {
  const now = question.now.getTime();
  const inForce: { record: ConsentRecord; verdict: ConsentVerdict }[] = [];
  for (const record of consents) {
    if (!countsNow(record, question, now)) continue;
    inForce.push({ record, verdict: { permitted: true, basis: "CONSENT", consent: record.id, consentVersion: record.version } });
  }
  // A use that can be had again is spent before one that cannot.
  if (inForce.some(({ record }) => record.oneTime)) inForce.sort((a, b) => Number(a.record.oneTime === true) - Number(b.record.oneTime === true));
  return coordinates.map(
    (coordinate) => inForce.find(({ record }) => covers(record, coordinate, question.mode))?.verdict ?? withheld(codeOf(coordinate, consents, question)),
  );
}

/** Whether a consent is this caller's, about this data subject, and in force. @param now milliseconds since 1970 */
export function countsNow(record: ConsentRecord, question: ConsentQuestion, now: number): boolean {
  return isFor(record, question) && isInForce(record, now);
}

function withheld(code: WithheldCode): Verdict {
  return WITHHELD.get(code) ?? { permitted: false, code };
}

function codeOf(coordinate: Coordinate, consents: readonly ConsentRecord[], question: ConsentQuestion): WithheldCode {
  let code: WithheldCode = "CONSENT_REQUIRED";
  let latest = Number.NEGATIVE_INFINITY;
  for (const record of consents) {
    if (!isFor(record, question)) continue;
    const answeredAt = record.givenAt.getTime();
    const told = mayBeTold(record, question) && answeredAt >= latest ? whyNot(record, coordinate, question.now) : null;
    if (told === null) continue;
    code = told;
    latest = answeredAt;
  }
  return code;
}

/** Separate consent: one department, one scenario, one data subject (PIPL §23). */
function isFor(record: ConsentRecord, { caller, dataSubject }: ConsentQuestion): boolean {
  return record.dataSubject === dataSubject && record.department === caller.department && record.scenario === caller.scenario;
}

/** @param now milliseconds since 1970; a date that is none is never in force */
function isInForce({ status, givenAt, until }: ConsentRecord, now: number): boolean {
  return status === "GIVEN" && givenAt.getTime() <= now && (until === null || now < until.getTime());
}

/** Whether a consent, if it counts, permits an item in a mode. */
export function covers(record: ConsentRecord, coordinate: Coordinate, mode: SharingMode): boolean {
  return (
    record.items.includes(coordinate) &&
    !record.refusedItems.includes(coordinate) &&
    !record.withdrawnItems.includes(coordinate) &&
    (record.modes === undefined || record.modes.get(coordinate)?.includes(mode) === true)
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
