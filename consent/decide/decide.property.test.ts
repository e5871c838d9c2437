import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConsentRecord } from "../model/consent-record.js";
import type { Coordinate, SharingMode, SharingRule } from "../model/sharing.js";
import { SHARING_MODES } from "../model/sharing.js";
import type { SharingGrant } from "../model/sharing-grant.js";
import { compileSharing } from "./compile-sharing.js";
import { decide } from "./decide.js";
import { CALLER, NOW } from "./testing/fixtures.js";
import { mayUse, type NaiveCase } from "./testing/naive-model.js";

const ITEMS: readonly Coordinate[] = ["Person.idNumber", "Person.name", "Person.phone", "LegalEntity.name", "Licence.number"];
const DEPARTMENTS = [CALLER.department, "11540100MB1A000283"];
const SCENARIOS = [CALLER.scenario, "business-opening"];
const DATA_SUBJECTS = ["PERSON:11010519491231002X", "PERSON:54010219900101002X"] as const;

/** Mostly the first value, so that cases in which everything fits are not rare. */
const usually = <T>(first: T, ...others: readonly T[]) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(first) }, { weight: 1, arbitrary: fc.constantFrom(first, ...others) });
const around = (before: number, after: number) => fc.integer({ min: before, max: after }).map((offset) => new Date(NOW.getTime() + offset));
const item = fc.constantFrom(...ITEMS);
const items = fc.uniqueArray(item);
const mode = fc.constantFrom(...SHARING_MODES, "READ" as SharingMode);
const modes = fc.uniqueArray(mode);

const rule: fc.Arbitrary<SharingRule> = fc.record({
  coordinate: item,
  type: usually("CONDITIONAL", "UNCONDITIONAL", "WITHHELD", "OPEN" as "UNCONDITIONAL"),
  modes: fc.oneof(fc.constant(SHARING_MODES), modes),
  departments: usually(null, [CALLER.department], ["11540100MB1A000283"], []),
  purposes: usually(null, [CALLER.scenario], ["business-opening"], []),
  consent: fc.boolean(),
  sensitivity: fc.constant("PERSONAL"),
  basis: fc.constant(null),
  mask: fc.constant(null),
  version: fc.constant("v"),
});

const grant: fc.Arbitrary<SharingGrant> = fc.record({
  id: fc.uuid(),
  version: fc.constant(1),
  department: usually(...(DEPARTMENTS as [string, string])),
  application: usually(CALLER.application, "other-desk"),
  scenario: usually(...(SCENARIOS as [string, string])),
  statutoryBasis: usually<string | null>(null, "", "统计法"),
  items: fc.oneof(
    fc.constant(ITEMS.flatMap((coordinate) => SHARING_MODES.map((held) => ({ coordinate, mode: held, unmasked: false })))),
    fc.array(fc.record({ coordinate: item, mode, unmasked: fc.boolean() })),
  ),
  divisions: fc.constant(["540000"]),
  status: usually("ACTIVE", "SUSPENDED", "TERMINATED", "EXPIRED", "PENDING" as "ACTIVE"),
  validFrom: around(-9, 1),
  validUntil: around(-1, 9),
});

const record: fc.Arbitrary<ConsentRecord> = fc.record(
  {
    id: fc.uuid(),
    version: fc.integer({ min: 1, max: 9 }),
    dataSubject: fc.constantFrom(...DATA_SUBJECTS),
    department: usually(...(DEPARTMENTS as [string, string])),
    scenario: usually(...(SCENARIOS as [string, string])),
    case: usually(CALLER.case, "case 2"),
    items,
    refusedItems: usually<readonly Coordinate[]>([], ["Person.phone"], ITEMS),
    withdrawnItems: usually<readonly Coordinate[]>([], ["Person.name"], ITEMS),
    modes: fc.array(fc.tuple(item, modes)).map((entries) => new Map(entries)),
    status: usually("GIVEN", "WITHDRAWN", "REVOKED", "EXPIRED", "EXHAUSTED", "REFUSED", "RENEWED" as "GIVEN"),
    givenAt: around(-9, 1),
    until: fc.option(around(-1, 9)),
  },
  { requiredKeys: ["id", "version", "dataSubject", "department", "scenario", "case", "items", "refusedItems", "withdrawnItems", "status", "givenAt", "until"] },
);

const distinctGrants = fc.uniqueArray(grant, { minLength: 1, maxLength: 3, selector: ({ validFrom }) => validFrom.getTime() });

const cases: fc.Arbitrary<NaiveCase> = fc.record({
  rules: fc.uniqueArray(rule, { selector: ({ coordinate }) => coordinate, minLength: 2, maxLength: ITEMS.length }),
  grants: distinctGrants,
  consents: fc.array(record, { maxLength: 4 }),
  caller: fc.constant(CALLER),
  dataSubject: fc.constantFrom(...DATA_SUBJECTS),
  mode,
  now: fc.constant(NOW),
});

function permitted(of: NaiveCase): Coordinate[] {
  const rules = new Map(of.rules.map((each) => [each.coordinate, each]));
  const sharing = compileSharing(rules, of.grants).sharingOf(of.caller, of.now);
  const { items: verdicts, consents } = decide({ ...of, sharing, coordinates: [...ITEMS], represents: new Set() });
  // What the record says of consents is what was decided by them.
  const onConsent = ITEMS.flatMap((coordinate) => {
    const verdict = verdicts.get(coordinate);
    expect(verdict).toBeDefined();
    return verdict?.permitted && verdict.basis === "CONSENT" ? [`${coordinate} ${verdict.consent}@${verdict.consentVersion}`] : [];
  });
  const named = consents.flatMap(({ consent, consentVersion, items }) => items.map((coordinate) => `${coordinate} ${consent}@${consentVersion}`));
  expect(named.sort()).toEqual(onConsent.sort());
  return ITEMS.filter((coordinate) => verdicts.get(coordinate)?.permitted === true);
}

describe("whatever rules, sharing grants and consents there are", () => {
  it("exactly what the naive model permits is permitted", () => {
    let permissions = 0;
    fc.assert(
      fc.property(cases, (of) => {
        const found = permitted(of);
        permissions += found.length;
        expect(found).toEqual(ITEMS.filter((coordinate) => mayUse(coordinate, of)));
      }),
      { numRuns: 4000, seed: 809 },
    );
    expect(permissions).toBeGreaterThan(1000);
  });

  it("a withdrawal permits nothing", () => {
    fc.assert(
      fc.property(cases, fc.nat(), items, (of, which, withdrawn) => {
        const index = which % Math.max(1, of.consents.length);
        const consents = of.consents.map((each, place) =>
          place === index
            ? { ...each, items: each.items.filter((held) => !withdrawn.includes(held)), withdrawnItems: [...each.withdrawnItems, ...withdrawn] }
            : each,
        );
        const before = new Set(permitted(of));
        expect(permitted({ ...of, consents }).every((coordinate) => before.has(coordinate))).toBe(true);
      }),
      { numRuns: 2000, seed: 15 },
    );
  });

  it("to lose a rule or a consent permits nothing", () => {
    fc.assert(
      fc.property(cases, fc.nat(), (of, which) => {
        const before = new Set(permitted(of));
        const without = <T>(list: readonly T[]) => list.filter((_, index) => index !== which % Math.max(1, list.length));
        for (const less of [
          { ...of, rules: without(of.rules) },
          { ...of, consents: without(of.consents) },
          { ...of, grants: [] },
        ]) {
          expect(permitted(less).every((coordinate) => before.has(coordinate))).toBe(true);
        }
      }),
      { numRuns: 2000, seed: 25 },
    );
  });

  it("what is permitted in a mode is covered, and what is not covered names one reason", () => {
    fc.assert(
      fc.property(cases, (of) => {
        const rules = new Map(of.rules.map((each) => [each.coordinate, each]));
        const sharing = compileSharing(rules, of.grants).sharingOf(of.caller, of.now);
        for (const coordinate of ITEMS) {
          const refusal = sharing.refusalOf({ coordinate, mode: of.mode, kind: "SELECTION" });
          expect(refusal === null).toBe(sharing.basisOf(coordinate, of.mode) !== undefined);
          if (!rules.has(coordinate)) expect(refusal?.reason).toBe("NO_RULE");
        }
      }),
      { numRuns: 2000, seed: 20 },
    );
  });
});
