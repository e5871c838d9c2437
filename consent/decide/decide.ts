import type { Caller } from "../model/caller.js";
import type { ConsentRecord } from "../model/consent-record.js";
import type { DataSubjectKey } from "../model/data-subject.js";
import type { Decision, Verdict, WithheldCode } from "../model/decision.js";
import type { Coordinate, SharingMode } from "../model/sharing.js";
import type { CallerSharing } from "./compile-sharing.js";

/** Everything that one decision rests on. */
export interface DecisionInput {
  readonly caller: Caller;
  /** What an application's sharing grant covers; null for everyone else. */
  readonly sharing: CallerSharing | null;
  readonly mode: SharingMode;
  readonly dataSubject: DataSubjectKey;
  readonly coordinates: readonly Coordinate[];
  /** Consent records of this data subject; null when they could not be read. */
  readonly consents: readonly ConsentRecord[] | null;
  /** Data subjects that a citizen represents. */
  readonly represents: ReadonlySet<DataSubjectKey>;
  readonly now: Date;
}

const UNAVAILABLE: Verdict = { permitted: false, code: "DECISION_UNAVAILABLE" };
const FORBIDDEN: Verdict = { permitted: false, code: "FORBIDDEN" };
const BY_RULE: Verdict = { permitted: true, basis: "UNCONDITIONAL" };
const BY_CONDITION: Verdict = { permitted: true, basis: "CONDITION" };
const BY_STATUTE: Verdict = { permitted: true, basis: "STATUTORY" };
const SELF: Verdict = { permitted: true, basis: "SELF" };
const REPRESENTED: Verdict = { permitted: true, basis: "REPRESENTED" };
const REFERRED: Verdict = { permitted: true, basis: "REFERRED" };

/** What a citizen may see of someone else to whom the citizen's own data refers. */
const REFERRED_ITEMS: ReadonlySet<Coordinate> = new Set(["Person.name", "LegalEntity.name"]);

/**
 * Decides for one caller, mode and data subject which items may be used, at one moment. Pure; an item about which
 * nothing says that it is permitted is withheld (PIPL §13, 809 §25).
 */
export function decide(input: DecisionInput): Decision {
  const items = new Map<Coordinate, Verdict>();
  for (const coordinate of input.coordinates) items.set(coordinate, verdictOn(coordinate, input));
  return { dataSubject: input.dataSubject, items };
}

function verdictOn(coordinate: Coordinate, input: DecisionInput): Verdict {
  switch (input.caller.role) {
    case "application":
      return applicationVerdict(coordinate, input);
    case "citizen":
      return citizenVerdict(coordinate, input.caller.idNumber, input);
    default:
      return FORBIDDEN;
  }
}

function citizenVerdict(coordinate: Coordinate, idNumber: string, { dataSubject, represents }: DecisionInput): Verdict {
  if (dataSubject === `PERSON:${idNumber}`) return SELF;
  if (represents.has(dataSubject)) return REPRESENTED;
  return REFERRED_ITEMS.has(coordinate) ? REFERRED : FORBIDDEN;
}

function applicationVerdict(coordinate: Coordinate, input: DecisionInput): Verdict {
  switch (input.sharing?.basisOf(coordinate, input.mode)) {
    case "UNCONDITIONAL":
      return BY_RULE;
    case "CONDITION":
      return BY_CONDITION;
    case "STATUTORY":
      return BY_STATUTE;
    case "NEEDS_CONSENT":
      return consentVerdict(coordinate, input);
    default:
      return UNAVAILABLE;
  }
}

function consentVerdict(coordinate: Coordinate, { caller, consents, dataSubject, mode, now }: DecisionInput): Verdict {
  if (consents === null || caller.role !== "application") return UNAVAILABLE;
  let code: WithheldCode = "CONSENT_REQUIRED";
  let latest = Number.NEGATIVE_INFINITY;
  for (const record of consents) {
    if (record.dataSubject !== dataSubject || record.department !== caller.department || record.scenario !== caller.scenario) continue;
    if (isValid(record, coordinate, now)) {
      return { permitted: true, basis: "CONSENT", consent: record.id, consentVersion: record.version };
    }
    // Only the case that asked learns more than that consent is required; a list never does (graph.md, "Errors").
    const told = record.case === caller.case && mode !== "OBTAIN" ? whyNot(record, coordinate, now) : null;
    if (told && record.givenAt.getTime() >= latest) {
      code = told;
      latest = record.givenAt.getTime();
    }
  }
  return { permitted: false, code };
}

function isValid(record: ConsentRecord, coordinate: Coordinate, now: Date): boolean {
  return record.status === "GIVEN" && record.items.includes(coordinate) && record.givenAt <= now && (record.until === null || now < record.until);
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
