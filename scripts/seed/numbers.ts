import { citizenIdCheck, creditCodeCheck, licenceIdentifierCheck, organisationCodeCheck } from "../../consent/model/identifiers.js";
import type { Sex } from "../../subgraphs/population/terms.js";

/** Credit codes have no I, O, S, V or Z (GB 32100). */
const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** An identity number (GB 11643) from its parts. @param date `YYYY-MM-DD` @param sequence 0 to 999, odd for men */
export function idNumberOf(division: string, date: string, sequence: number): string {
  const first17 = `${division}${date.replaceAll("-", "")}${String(sequence).padStart(3, "0")}`;
  return first17 + citizenIdCheck(first17);
}

/** The credit code (GB 32100) of the nth invented enterprise registered in a division. */
export function creditCodeOf(division: string, n: number): string {
  let organisation = "";
  for (let rest = n, digit = 0; digit < 6; digit++, rest = Math.floor(rest / ALPHABET.length)) {
    organisation = (ALPHABET[rest % ALPHABET.length] as string) + organisation;
  }
  const code = `MA${organisation}`;
  const first17 = `91${division}${code}${organisationCodeCheck(code)}`;
  return first17 + creditCodeCheck(first17);
}

/** A licence identifier (GB/T 36904). @param type 0 to 999 @param issuer credit code */
export function licenceIdentifierOf(type: number, issuer: string, serial: number): string {
  const parts = [`11100000000013338W${String(type).padStart(3, "0")}`, issuer, String(serial).padStart(10, "0"), "001"];
  return `1.2.156.3005.2.${parts.join(".")}.${licenceIdentifierCheck(parts.join(""))}`;
}

/** A real estate unit number (不动产单元号): 28 characters, the county first. */
export function unitNumberOf(division: string, n: number): string {
  const serial = String(n).padStart(9, "0");
  return `${division}001001GB${serial.slice(0, 5)}F${serial.slice(5)}0001`;
}

/** Gives out identity numbers, none twice. */
export interface IdNumbers {
  /** null when a day's numbers in a division are used up. */
  next(division: string, date: string, sex: Sex): string | null;
}

/** Counts by division, day and sex; numbers below 20 of each day are kept for the cast. */
export function createIdNumbers(): IdNumbers {
  const used = new Map<number, number>();
  return {
    next(division, date, sex) {
      const parity = sex === "MALE" ? 1 : 0;
      const slot = (Number(division) * 60_000 + Math.floor(Date.parse(`${date}T00:00:00Z`) / 86_400_000) + 40_000) * 2 + parity;
      const count = used.get(slot) ?? 10;
      if (count >= 500) return null;
      used.set(slot, count + 1);
      return idNumberOf(division, date, count * 2 + parity);
    },
  };
}
