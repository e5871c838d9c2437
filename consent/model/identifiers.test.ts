import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkIdentifier,
  citizenIdCheck,
  creditCodeCheck,
  holdsIdentifier,
  type IdentifierStandard,
  isDivisionCode,
  licenceIdentifierCheck,
  organisationCodeCheck,
} from "./identifiers.js";

const NOW = new Date("2026-01-15T04:00:00Z");
const LICENCE = "1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0";
const STANDARDS: readonly IdentifierStandard[] = ["GB_11643", "GB_32100", "GBT_36904", "GBT_2260"];
const CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const CAPITALS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

const check = (standard: IdentifierStandard, value: unknown): string | null => checkIdentifier(standard, value, NOW)?.check ?? null;
const characters = (alphabet: string, length: number) => fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length });

/** Real dates from 1900 to 2025. */
const birthDate = fc
  .date({ min: new Date("1900-01-01T00:00:00Z"), max: new Date("2025-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll("-", ""));
const citizenId = fc
  .tuple(fc.integer({ min: 110000, max: 659999 }), birthDate, fc.integer({ min: 0, max: 999 }))
  .map(([division, date, order]) => `${division}${date}${String(order).padStart(3, "0")}`)
  .map((first17) => first17 + citizenIdCheck(first17));
const creditCode = fc
  .tuple(characters("129ANY", 1), characters(CREDIT_ALPHABET, 1), characters("0123456789", 6), characters(CREDIT_ALPHABET, 8))
  .map(([department, kind, division, body]) => `${department}${kind}${division}${body}${organisationCodeCheck(body)}`)
  .map((first17) => first17 + creditCodeCheck(first17));
const licence = fc
  .tuple(characters(CAPITALS, 21), characters(CAPITALS, 18), fc.integer({ min: 1, max: 24 }), characters(CAPITALS, 24), characters(CAPITALS, 3))
  .map(([type, issuer, length, serial, version]) => [type, issuer, serial.slice(0, length), version])
  .map((parts) => `1.2.156.3005.2.${parts.join(".")}.${licenceIdentifierCheck(parts.join(""))}`);

const replaceAt = (value: string, index: number, character: string): string => value.slice(0, index) + character + value.slice(index + 1);
const swapAt = (value: string, index: number): string => value.slice(0, index) + value[index + 1] + value[index] + value.slice(index + 2);

describe("citizen identity numbers (GB 11643)", () => {
  it("accept the standard's example", () => expect(check("GB_11643", "11010519491231002X")).toBeNull());

  it.each([
    ["another check character", "110105194912310021", "CHECK_DIGIT"],
    ["30 February", "540102199002300010", "DATE"],
    ["29 February of a year without one", "110105190002290029", "DATE"],
    ["month 13", "110105194913310021", "DATE"],
    ["a lower-case x", "11010519491231002x", "CHARACTERS"],
    ["an X before the end", "1101051949123100XX", "CHARACTERS"],
    ["a division that begins with 0", "01010519491231002X", "CHARACTERS"],
    ["full-width digits", "１1010519491231002X", "CHARACTERS"],
    ["the 15 digits of before 1999", "110105491231002", "LENGTH"],
    ["blanks around it", " 11010519491231002X", "LENGTH"],
    ["a line feed at its end", "11010519491231002X\n", "LENGTH"],
    ["nothing", "", "LENGTH"],
    ["a number", 11010519491231002, "CHARACTERS"],
    ["null", null, "CHARACTERS"],
  ])("refuse %s", (_, value, failed) => expect(check("GB_11643", value)).toBe(failed));

  it("count the day of birth in China, where it begins eight hours before UTC's", () => {
    const bornOn = (date: string): string => `540102${date}001${citizenIdCheck(`540102${date}001`)}`;
    const at = (instant: string, date: string) => checkIdentifier("GB_11643", bornOn(date), new Date(instant))?.check ?? null;
    expect(at("2026-01-14T15:59:59.999Z", "20260115")).toBe("DATE");
    expect(at("2026-01-14T16:00:00.000Z", "20260115")).toBeNull();
    expect(at("2026-01-14T16:00:00.000Z", "20260116")).toBe("DATE");
  });

  it("are accepted whenever date and check character are right", () => fc.assert(fc.property(citizenId, (value) => check("GB_11643", value) === null)));

  it("do not survive a changed character", () =>
    fc.assert(
      fc.property(citizenId, fc.nat(17), fc.constantFrom(..."0123456789X"), (value, index, character) => {
        fc.pre(value[index] !== character);
        return check("GB_11643", replaceAt(value, index, character)) !== null;
      }),
    ));

  it("do not survive two neighbours changing places", () =>
    fc.assert(
      fc.property(citizenId, fc.nat(16), (value, index) => {
        fc.pre(value[index] !== value[index + 1]);
        return check("GB_11643", swapAt(value, index)) !== null;
      }),
    ));
});

describe("unified social credit codes (GB 32100)", () => {
  it("accept the standard's example", () => expect(check("GB_32100", "91350100M000100Y43")).toBeNull());

  it.each([
    ["another check character", "91350100M000100Y44", "CHECK_DIGIT"],
    ["a letter that the alphabet lacks", "91350100I000100Y43", "CHARACTERS"],
    ["lower case", "91350100m000100y43", "CHARACTERS"],
    ["letters in the division", "9135010AM000100Y43", "STRUCTURE"],
    ["17 characters", "91350100M000100Y4", "LENGTH"],
  ])("refuse %s", (_, value, failed) => expect(check("GB_32100", value)).toBe(failed));

  it("check the organisation code inside by itself (GB 11714)", () => {
    const wrong = "91350100M000100X4";
    expect(check("GB_32100", wrong + creditCodeCheck(wrong))).toBe("ORGANISATION_CODE");
    expect(organisationCodeCheck("M000100Y")).toBe("4");
    expect(organisationCodeCheck("D2143569")).toBe("X");
  });

  it("are accepted whenever both check characters are right", () => fc.assert(fc.property(creditCode, (value) => check("GB_32100", value) === null)));

  it("do not survive a changed character", () =>
    fc.assert(
      fc.property(creditCode, fc.nat(17), fc.constantFrom(...CREDIT_ALPHABET), (value, index, character) => {
        fc.pre(value[index] !== character);
        return check("GB_32100", replaceAt(value, index, character)) !== null;
      }),
    ));

  it("do not survive two neighbours changing places", () =>
    fc.assert(
      fc.property(creditCode, fc.nat(16), (value, index) => {
        fc.pre(value[index] !== value[index + 1]);
        return check("GB_32100", swapAt(value, index)) !== null;
      }),
    ));
});

describe("electronic licence identifiers (GB/T 36904)", () => {
  it("accept the example", () => expect(check("GBT_36904", LICENCE)).toBeNull());

  it.each([
    ["another check character", `${LICENCE.slice(0, -1)}1`, "CHECK_DIGIT"],
    ["another object identifier in front", LICENCE.replace("1.2.156", "1.2.157"), "STRUCTURE"],
    ["no dots", LICENCE.replaceAll(".", ""), "STRUCTURE"],
    ["lower case", LICENCE.toLowerCase(), "STRUCTURE"],
    ["a part missing", LICENCE.replace(".002", ""), "STRUCTURE"],
    ["more characters than any licence has", `${LICENCE}${"0".repeat(100)}`, "LENGTH"],
  ])("refuse %s", (_, value, failed) => expect(check("GBT_36904", value)).toBe(failed));

  it("are accepted whenever the check character is right", () => fc.assert(fc.property(licence, (value) => check("GBT_36904", value) === null)));

  it("do not survive a changed character", () =>
    fc.assert(
      fc.property(licence, fc.nat(71), fc.constantFrom(...CAPITALS), (value, offset, character) => {
        const index = 15 + (offset % (value.length - 15));
        fc.pre(value[index] !== character);
        return check("GBT_36904", replaceAt(value, index, character)) !== null;
      }),
    ));
});

describe("division codes (GB/T 2260)", () => {
  it.each(["540000", "540100", "540102", "429004", "110000"])("accept %s", (code) => {
    expect(check("GBT_2260", code)).toBeNull();
    expect(isDivisionCode(code)).toBe(true);
  });

  it("accept a code that is gone: old identity numbers keep it", () => expect(check("GBT_2260", "540125")).toBeNull());

  it.each([
    ["a county without its city", "540002", "STRUCTURE"],
    ["a province that begins with 0", "010000", "STRUCTURE"],
    ["letters", "54010A", "STRUCTURE"],
    ["five digits", "54010", "LENGTH"],
    ["the twelve digits of a village", "540102001001", "LENGTH"],
  ])("refuse %s", (_, code, failed) => expect(check("GBT_2260", code)).toBe(failed));
});

describe("a failed check", () => {
  it("never throws and never repeats the value, whatever the value", () =>
    fc.assert(
      fc.property(fc.constantFrom(...STANDARDS), fc.oneof(fc.string(), fc.string({ unit: "binary", maxLength: 120 }), fc.anything()), (standard, value) => {
        const failed = checkIdentifier(standard, value, NOW);
        if (failed) expect(Object.keys(failed).sort()).toEqual(["check", "standard"]);
      }),
      { numRuns: 1000 },
    ));

  it.each(STANDARDS)("is LENGTH for a huge text under %s, which is not read", (standard) => {
    expect(check(standard, "1".repeat(10_000_000))).toBe("LENGTH");
  });

  it("is STRUCTURE for a standard that there is not", () => {
    expect(check("GB_0" as IdentifierStandard, "1")).toBe("STRUCTURE");
  });
});

describe("a text that holds an identifier", () => {
  it.each([
    "11010519491231002X",
    "case 11010519491231002x/2",
    "0011010519491231002X",
    "91350100M000100Y43",
    "of_91350100m000100y43_",
    LICENCE,
    `a${LICENCE.toLowerCase()}`,
  ])("is found: %s", (text) => expect(holdsIdentifier(text)).toBe(true));

  it.each([
    "",
    "2025-0001",
    "藏民救〔2025〕0001",
    "202509010000123456",
    "20250901-000000123",
    "110105194912310021",
    "91350100M000100Y44",
    "GetPersonsByDivision540102",
  ])("is not taken for one: %s", (text) => expect(holdsIdentifier(text)).toBe(false));

  it("is found wherever it stands", () =>
    fc.assert(
      fc.property(fc.oneof(citizenId, creditCode, licence), fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (value, before, after) =>
        holdsIdentifier(`${before}${value}${after}`),
      ),
    ));
});
