import type { IdentifierStandard } from "./sharing-spec.js";

export type { IdentifierStandard };

/** Which check an identifier failed; never the value itself. */
export interface FailedCheck {
  readonly standard: IdentifierStandard;
  readonly check: "LENGTH" | "CHARACTERS" | "DATE" | "ORGANISATION_CODE" | "CHECK_DIGIT" | "STRUCTURE";
}

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CHECKS = "10X98765432";
const CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const BASE_36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
/** An identifier longer than this is refused unread. */
const MAX_LENGTH = 100;
/** Registers count days in China Standard Time, which has no summer time. */
const CHINA_OFFSET_MS = 8 * 3_600_000;

/** The 18th character of a citizen identity number (GB 11643). @param first17 its 17 digits */
export function citizenIdCheck(first17: string): string {
  let sum = 0;
  for (let index = 0; index < 17; index++) sum += Number(first17[index]) * (ID_WEIGHTS[index] as number);
  return ID_CHECKS[sum % 11] as string;
}

/** The 9th character of an organisation code (GB 11714). @param first8 digits and capitals */
export function organisationCodeCheck(first8: string): string {
  let sum = 0;
  for (let index = 0; index < 8; index++) sum += BASE_36.indexOf(first8[index] as string) * (ORGANISATION_WEIGHTS[index] as number);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? "X" : String(check);
}

/** The 18th character of a unified social credit code (GB 32100). @param first17 in the code's alphabet */
export function creditCodeCheck(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    sum += CREDIT_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return CREDIT_ALPHABET[(31 - (sum % 31)) % 31] as string;
}

/** The check character of an electronic licence identifier (ISO 7064 MOD 37,36). @param body capitals and digits, without dots */
export function licenceIdentifierCheck(body: string): string {
  let product = 36;
  for (const character of body) {
    product = (product + BASE_36.indexOf(character)) % 36 || 36;
    product = (product * 2) % 37;
  }
  return BASE_36[(37 - product) % 36] as string;
}

/** Whether a code has the form of a GB/T 2260 division: six digits, a province first, no county without its city. */
export function isDivisionCode(code: string): boolean {
  return /^[1-9]\d{5}$/.test(code) && !/^\d\d00(?!00)/.test(code);
}

/**
 * Holds a value against its standard (domain.md, "Identifiers"); exact form only: no blanks, no lower case.
 * @param now a birth date after it fails
 * @returns null when it passes
 */
export function checkIdentifier(standard: IdentifierStandard, value: unknown, now: Date): FailedCheck | null {
  if (typeof value !== "string") return { standard, check: "CHARACTERS" };
  if (value.length > MAX_LENGTH) return { standard, check: "LENGTH" };
  switch (standard) {
    case "GB_11643":
      return failed(standard, citizenId(value, now));
    case "GB_32100":
      return failed(standard, creditCode(value));
    case "GBT_36904":
      return failed(standard, licenceIdentifier(value));
    case "GBT_2260":
      return failed(standard, value.length !== 6 ? "LENGTH" : isDivisionCode(value) ? null : "STRUCTURE");
    default:
      return { standard, check: "STRUCTURE" };
  }
}

/** Where a number or code may stand in a text: every place is looked at, so none hides in a longer run. */
const WINDOWS = {
  GB_11643: /(?=([1-9]\d{16}[\dX]))/g,
  GB_32100: /(?=([0-9A-Z]{2}\d{6}[0-9A-Z]{10}))/g,
} as const satisfies Partial<Record<IdentifierStandard, RegExp>>;
const LICENCE_ARC = "1.2.156.3005.2.";
const END_OF_TIME = new Date(8.64e15);

function holds(standard: keyof typeof WINDOWS, capitals: string): boolean {
  for (const [, candidate] of capitals.matchAll(WINDOWS[standard])) if (checkIdentifier(standard, candidate, END_OF_TIME) === null) return true;
  return false;
}

/** Whether a text holds a citizen identity number anywhere, in either case. */
export function holdsIdentityNumber(text: string): boolean {
  return holds("GB_11643", text.toUpperCase());
}

/**
 * Whether a short text holds a citizen identity number, a credit code or a licence identifier anywhere, in either case: such
 * a text goes on no record and to no department (audit-log.md).
 */
export function holdsIdentifier(text: string): boolean {
  const capitals = text.toUpperCase();
  return capitals.includes(LICENCE_ARC) || holds("GB_11643", capitals) || holds("GB_32100", capitals);
}

function failed(standard: IdentifierStandard, check: FailedCheck["check"] | null): FailedCheck | null {
  return check && { standard, check };
}

function citizenId(value: string, now: Date): FailedCheck["check"] | null {
  if (value.length !== 18) return "LENGTH";
  if (!/^[1-9]\d{16}[\dX]$/.test(value)) return "CHARACTERS";
  if (!isPastDate(value.slice(6, 14), now)) return "DATE";
  return citizenIdCheck(value.slice(0, 17)) === value[17] ? null : "CHECK_DIGIT";
}

function isPastDate(digits: string, now: Date): boolean {
  const [year, month, day] = [Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6, 8))];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1800 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getTime() <= now.getTime() + CHINA_OFFSET_MS;
}

function creditCode(value: string): FailedCheck["check"] | null {
  if (value.length !== 18) return "LENGTH";
  for (const character of value) if (!CREDIT_ALPHABET.includes(character)) return "CHARACTERS";
  if (!/^\d{6}$/.test(value.slice(2, 8))) return "STRUCTURE";
  if (organisationCodeCheck(value.slice(8, 16)) !== value[16]) return "ORGANISATION_CODE";
  return creditCodeCheck(value.slice(0, 17)) === value[17] ? null : "CHECK_DIGIT";
}

function licenceIdentifier(value: string): FailedCheck["check"] | null {
  const match = /^1\.2\.156\.3005\.2\.([0-9A-Z]{21})\.([0-9A-Z]{18})\.([0-9A-Z]{1,24})\.([0-9A-Z]{3})\.([0-9A-Z])$/.exec(value);
  if (!match) return "STRUCTURE";
  const [, type, issuer, serial, version, check] = match as unknown as [string, string, string, string, string, string];
  return licenceIdentifierCheck(`${type}${issuer}${serial}${version}`) === check ? null : "CHECK_DIGIT";
}
