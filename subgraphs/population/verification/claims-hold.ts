import type { PersonRow } from "../store/person-row.js";
import { INCOME_LINES_YUAN } from "../terms.js";
import type { PersonClaims } from "./person-verification.js";

/**
 * Whether every claim agrees with the register. No claim, an unknown claim or no such person: no.
 * Texts agree when they are equal after Unicode normalisation (NFKC) and without surrounding blanks.
 */
export function claimsHold(claims: PersonClaims, row: PersonRow | null): boolean {
  const made = Object.entries(claims).filter(([, value]) => value !== null && value !== undefined);
  if (row === null || made.length === 0) return false;
  return made.every(([claim, value]) => holds(claim as keyof PersonClaims, value, row));
}

function holds(claim: keyof PersonClaims, value: unknown, row: PersonRow): boolean {
  switch (claim) {
    case "name":
    case "sex":
    case "birthDate":
    case "registeredAddress":
    case "phone":
    case "maritalStatus":
      return row[claim] !== null && normal(row[claim]) === normal(value);
    case "annualIncomeWithin": {
      const line = INCOME_LINES_YUAN[value as keyof typeof INCOME_LINES_YUAN];
      return line !== undefined && row.annualIncome !== null && row.annualIncome <= line;
    }
    default:
      return false;
  }
}

function normal(value: unknown): string {
  return String(value).normalize("NFKC").trim();
}
