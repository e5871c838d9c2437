import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IncomeLine, INCOME_LINES_YUAN, MaritalStatus, Sex } from "../terms.js";
import { person } from "../testing/register.js";
import { claimsHold } from "./claims-hold.js";
import type { PersonClaims } from "./person-verification.js";

const row = person("540102198003070014", {
  name: "张伟",
  sex: Sex.MALE,
  birthDate: "1980-03-07",
  phone: "13800001234",
  maritalStatus: MaritalStatus.MARRIED,
  annualIncome: 22_000,
});
const TRUE: Required<PersonClaims> = {
  name: "张伟",
  sex: Sex.MALE,
  birthDate: "1980-03-07",
  registeredAddress: row.registeredAddress,
  phone: "13800001234",
  maritalStatus: MaritalStatus.MARRIED,
  annualIncomeWithin: IncomeLine.LOW_INCOME_FAMILY,
};
const FALSE: Required<PersonClaims> = {
  name: "张玮",
  sex: Sex.FEMALE,
  birthDate: "1980-03-08",
  registeredAddress: `${row.registeredAddress}1`,
  phone: "138000012340",
  maritalStatus: MaritalStatus.DIVORCED,
  annualIncomeWithin: IncomeLine.MINIMUM_LIVING_ALLOWANCE,
};
const CLAIMS = Object.keys(TRUE) as (keyof PersonClaims)[];

function pick(from: Required<PersonClaims>, names: readonly (keyof PersonClaims)[]): PersonClaims {
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}

describe("claims", () => {
  it("hold exactly when every one of them agrees with the register", () => {
    fc.assert(
      fc.property(fc.subarray(CLAIMS, { minLength: 1 }), fc.subarray(CLAIMS), (claimed, wrong) => {
        const claims = {
          ...pick(TRUE, claimed),
          ...pick(
            FALSE,
            claimed.filter((name) => wrong.includes(name)),
          ),
        };
        expect(claimsHold(claims, row)).toBe(claimed.every((name) => !wrong.includes(name)));
      }),
    );
  });

  it("hold for nobody who is not in the register", () => {
    expect(claimsHold(TRUE, null)).toBe(false);
  });

  it("do not hold when nothing is claimed: that would tell that the person exists", () => {
    expect(claimsHold({}, row)).toBe(false);
    expect(claimsHold({ name: null, phone: undefined }, row)).toBe(false);
  });

  it("about what the register does not have do not hold", () => {
    const unknown = person("540102198003070014", { phone: null, annualIncome: null });
    expect(claimsHold({ phone: "null" }, unknown)).toBe(false);
    expect(claimsHold({ annualIncomeWithin: IncomeLine.PUBLIC_RENTAL_HOUSING }, unknown)).toBe(false);
  });

  it.each([" 张伟 ", "张\u4F1F"])("overlook blanks around a text and how it is encoded: %j", (name) => {
    expect(claimsHold({ name }, row)).toBe(true);
  });

  it("of an income line hold up to the line itself", () => {
    const line = INCOME_LINES_YUAN.PUBLIC_RENTAL_HOUSING;
    const claims = { annualIncomeWithin: IncomeLine.PUBLIC_RENTAL_HOUSING };
    expect(claimsHold(claims, { ...row, annualIncome: line })).toBe(true);
    expect(claimsHold(claims, { ...row, annualIncome: line + 1 })).toBe(false);
  });

  it("of a kind or a line that nobody knows do not hold", () => {
    expect(claimsHold({ ...TRUE, idNumber: row.idNumber } as PersonClaims, row)).toBe(false);
    expect(claimsHold({ annualIncomeWithin: "toString" as IncomeLine }, row)).toBe(false);
  });
});
