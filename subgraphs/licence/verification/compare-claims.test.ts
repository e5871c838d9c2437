import { describe, expect, it } from "vitest";
import { LicenceKind, LicenceStatus } from "../terms.js";
import { fitsClaims } from "./compare-claims.js";

const licence = {
  number: "JY15401020001234",
  holderName: "拉萨雪域商贸有限公司",
  kind: LicenceKind.FOOD_OPERATION_LICENCE,
  issuer: "拉萨市市场监督管理局",
  issuedOn: "2024-03-01",
  validUntil: null,
  status: LicenceStatus.VALID,
};

describe("comparing claims with a licence", () => {
  it("matches when every claimed item is exactly the register's", () => {
    expect(fitsClaims(licence, { number: licence.number, holderName: licence.holderName })).toBe(true);
    expect(fitsClaims(licence, { ...licence })).toBe(true);
  });

  it.each(["number", "holderName", "kind", "issuer", "issuedOn", "validUntil", "status"] as const)("does not match when only %s differs", (item) => {
    expect(fitsClaims(licence, { ...licence, [item]: "2030-01-01" })).toBe(false);
  });

  it("takes null for the claim that there is none, and an absent item for no claim", () => {
    expect(fitsClaims(licence, { validUntil: null })).toBe(true);
    expect(fitsClaims(licence, { number: null })).toBe(false);
    expect(fitsClaims({ ...licence, validUntil: "2030-01-01" }, { validUntil: null })).toBe(false);
    expect(fitsClaims(licence, { number: licence.number, status: undefined })).toBe(true);
  });

  it("matches nothing without a licence or without a claim", () => {
    expect(fitsClaims(null, { number: licence.number })).toBe(false);
    expect(fitsClaims(licence, {})).toBe(false);
  });
});
