import { describe, expect, it } from "vitest";
import { type Capacity, consentsForItself, guardianConsentsUntil, isInForce } from "./standing.js";

describe("a guardian consents for a child", () => {
  it("until the child's 14th birthday begins in China", () => {
    expect(guardianConsentsUntil("2023-05-01").toISOString()).toBe("2037-04-30T16:00:00.000Z");
  });

  it("until 1 March for one born on 29 February", () => {
    expect(guardianConsentsUntil("2012-02-29").toISOString()).toBe("2026-02-28T16:00:00.000Z");
  });
});

describe("consenting for oneself", () => {
  it("begins with the 14th birthday in China, which the identity number tells", () => {
    const birthday = guardianConsentsUntil("2012-01-01");
    expect(consentsForItself("540102201201010035", new Date(birthday.getTime() - 1))).toBe(false);
    expect(consentsForItself("540102201201010035", birthday)).toBe(true);
  });

  it.each(["", "5401022012", "nobody", "LEGAL_ENTITY:91350100M000100Y43"])("is not for %j, which tells no birthday", (idNumber) => {
    expect(consentsForItself(idNumber, new Date("2100-01-01"))).toBe(false);
  });
});

describe("a standing", () => {
  const standing = { capacity: "GUARDIAN", dataSubject: "PERSON:540102201201010035", validFrom: new Date(1000), validUntil: new Date(2000) } as const;

  it.each([
    [999, false],
    [1000, true],
    [1999, true],
    [2000, false],
  ])("at %i is in force: %s", (now, expected) => {
    expect(isInForce(standing, new Date(now))).toBe(expected);
  });

  it("is none in a capacity that is unknown or meant for another kind of data subject", () => {
    const now = new Date(1500);
    for (const capacity of ["NEIGHBOUR", "LEGAL_REPRESENTATIVE", "constructor", "__proto__"]) {
      expect(isInForce({ ...standing, capacity: capacity as Capacity }, now)).toBe(false);
    }
    expect(isInForce({ ...standing, dataSubject: "LEGAL_ENTITY:91350100M000100Y43" }, now)).toBe(false);
  });
});
