import type { DataSubjectKey } from "./data-subject.js";
import type { Coordinate } from "./sharing.js";

/** Why a field of one data subject is withheld; each is a code of the catalogue (`errors.ts`). */
export const WITHHELD_CODES = [
  "CONSENT_REQUIRED",
  "CONSENT_REFUSED",
  "CONSENT_WITHDRAWN",
  "CONSENT_EXPIRED",
  "CONSENT_EXHAUSTED",
  "OUT_OF_SCOPE",
  "DECISION_UNAVAILABLE",
  "FORBIDDEN",
] as const;
export type WithheldCode = (typeof WITHHELD_CODES)[number];

/** The answer for one coordinate of one data subject, with what it rests on (for the record). */
export type Verdict =
  | { readonly permitted: true; readonly basis: "UNCONDITIONAL" | "STATUTORY" | "CONDITION" | "SELF" | "REPRESENTED" | "REFERRED" }
  | { readonly permitted: true; readonly basis: "CONSENT"; readonly consent: string; readonly consentVersion: number }
  | { readonly permitted: false; readonly code: WithheldCode };

/** Verdicts by coordinate; what has none is withheld. A Map is one. */
export interface ItemVerdicts {
  get(coordinate: Coordinate): Verdict | undefined;
}

/** Items that stand on one consent. */
export interface ConsentUse {
  readonly consent: string;
  readonly consentVersion: number;
  /** The same array for every data subject whose consent permits the same items. */
  readonly items: readonly Coordinate[];
  /** The consent is for one use, which must be reserved before anything is asked for. */
  readonly oneTime?: true;
}

/**
 * Permitted and withheld items for one caller, scenario, case, mode and data subject, at one moment.
 * An item that is not in `items` is withheld.
 */
export interface Decision {
  readonly dataSubject: DataSubjectKey;
  readonly items: ItemVerdicts;
  /** What of it stands on consent, for the record. */
  readonly consents: readonly ConsentUse[];
}
