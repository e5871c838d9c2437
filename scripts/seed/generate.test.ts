import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { checkIdentifier } from "../../consent/model/identifiers.js";
import { CAST } from "./cast.js";
import type { Batch } from "./batch.js";
import { generate } from "./generate.js";

const NOW = new Date("2026-02-01T00:00:00Z");

function all(persons: number, seed: number): Batch[] {
  return [...generate(persons, seed)];
}

function rows<K extends keyof Batch>(batches: readonly Batch[], name: K): Batch[K][number][] {
  return batches.flatMap((batch) => batch[name] as Batch[K][number][]);
}

const hash = (batches: readonly Batch[]): string => createHash("sha256").update(JSON.stringify(batches)).digest("hex");

describe("the generator", () => {
  const batches = all(4000, 7);
  const persons = new Map(rows(batches, "persons").map((person) => [person.idNumber, person]));
  const companies = new Map(rows(batches, "legalEntities").map((company) => [company.uscc, company]));

  it("makes the same people of the same seed, and others of another", () => {
    expect(hash(all(500, 7))).toBe(hash(all(500, 7)));
    expect(hash(all(500, 8))).not.toBe(hash(all(500, 7)));
  });

  it("gives every identifier its check, and none twice", () => {
    for (const { idNumber } of rows(batches, "persons")) expect(checkIdentifier("GB_11643", idNumber, NOW)).toBeNull();
    for (const { uscc } of rows(batches, "legalEntities")) expect(checkIdentifier("GB_32100", uscc, NOW)).toBeNull();
    for (const { identifier } of rows(batches, "licences")) expect(checkIdentifier("GBT_36904", identifier, NOW)).toBeNull();
    expect(persons.size).toBe(rows(batches, "persons").length);
    expect(companies.size).toBe(rows(batches, "legalEntities").length);
    expect(new Set(rows(batches, "parcels").map(({ unitNumber }) => unitNumber)).size).toBe(rows(batches, "parcels").length);
    for (const { unitNumber } of rows(batches, "parcels")) expect(unitNumber).toHaveLength(28);
  });

  it("refers to nobody who is not there", () => {
    for (const { spouseId, guardianId, motherId, fatherId, employerUscc } of persons.values()) {
      for (const id of [spouseId, guardianId, motherId, fatherId]) if (id) expect(persons.has(id)).toBe(true);
      if (employerUscc) expect(companies.has(employerUscc)).toBe(true);
    }
    for (const { legalRepresentativeId } of companies.values()) expect(persons.has(legalRepresentativeId)).toBe(true);
    for (const { holderKind, holderId } of rows(batches, "licences")) expect((holderKind === "PERSON" ? persons : companies).has(holderId)).toBe(true);
    for (const { ownerKind, ownerId } of rows(batches, "parcelOwners")) expect((ownerKind === "PERSON" ? persons : companies).has(ownerId)).toBe(true);
  });

  it("marries people to each other, and gives children older mothers and adult guardians", () => {
    for (const person of persons.values()) {
      if (person.spouseId) expect(persons.get(person.spouseId)?.spouseId).toBe(person.idNumber);
      const born = Number(person.birthDate.slice(0, 4));
      const mother = person.motherId ? persons.get(person.motherId) : null;
      if (mother) {
        expect(mother.sex).toBe("FEMALE");
        expect(born - Number(mother.birthDate.slice(0, 4))).toBeGreaterThanOrEqual(18);
      }
      const guardian = person.guardianId ? persons.get(person.guardianId) : null;
      if (guardian) expect(born - Number(guardian.birthDate.slice(0, 4))).toBeGreaterThanOrEqual(18);
    }
  });

  it("issues licences that fit their holders", () => {
    for (const { kind, holderKind, holderId } of rows(batches, "licences")) {
      if (kind === "DRIVING_LICENCE") expect(Number(persons.get(holderId)?.birthDate.slice(0, 4))).toBeLessThanOrEqual(2008);
      if (kind === "BUSINESS_LICENCE") expect(holderKind).toBe("LEGAL_ENTITY");
      if (kind === "FOOD_OPERATION_LICENCE") expect(companies.get(holderId)?.industry).toBe("H");
      if (kind === "MARRIAGE_CERTIFICATE") expect(persons.get(holderId)?.spouseId).not.toBeNull();
    }
  });

  it("keeps plausible proportions", () => {
    const everyone = [...persons.values()];
    const share = (holds: (person: (typeof everyone)[number]) => boolean): number => everyone.filter(holds).length / everyone.length;
    expect(share(({ sex }) => sex === "MALE")).toBeGreaterThan(0.45);
    expect(share(({ sex }) => sex === "MALE")).toBeLessThan(0.56);
    expect(share(({ birthDate }) => birthDate > "2008")).toBeGreaterThan(0.12);
    expect(share(({ birthDate }) => birthDate > "2008")).toBeLessThan(0.35);
    expect(share(({ birthDate }) => birthDate < "1961")).toBeGreaterThan(0.08);
    expect(share(({ name }) => name.startsWith("王"))).toBeGreaterThan(0.01);
    expect(share(({ registeredDivision }) => !registeredDivision.startsWith("54"))).toBeGreaterThan(0.1);
    expect(share(({ registeredDivision }) => !registeredDivision.startsWith("54"))).toBeLessThan(0.2);
  });

  it("has the cast first, whatever the seed", () => {
    const [first] = all(0, 99);
    expect(first?.persons.map(({ name }) => name)).toEqual(["张伟", "李娜", "张小明", "王建国", "张志强", "陈桂英", "李国平", "赵秀兰", "李强"]);
    expect(CAST.zhang).toMatch(/^54010219850312/);
  });
});
