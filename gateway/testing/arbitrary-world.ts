import fc from "fast-check";
import type { ConsentRecord } from "../../consent/model/consent-record.js";
import type { DataSubjectKey } from "../../consent/model/data-subject.js";
import { consentOf } from "./callers.js";
import { makeWorld, type WorldPlan } from "./make-world.js";
import { creditCodeOf, idNumberOf, type World } from "./world.js";

/** Numbers of objects in a generated world; a number at the end is nobody: a dangling reference. */
export const PEOPLE = 5;
export const COMPANIES = 3;
export const LICENCES = 3;
export const PARCELS = 3;

const PERSON_ITEMS = "phone maritalStatus spouse guardian children employment socialInsurance companies licences realEstate"
  .split(" ")
  .map((name) => `Person.${name}`);
const COMPANY_ITEMS = "shareholders annualReports realEstate".split(" ").map((name) => `LegalEntity.${name}`);
/** Items of which the holder or the owner is the data subject. */
const HELD_ITEMS = ["Licence.number", "Licence.holder", "Parcel.owners", "Parcel.mortgages"];

const somePerson = fc.nat(PEOPLE);
const someCompany = fc.nat(COMPANIES);
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { freq: 4 });
const few = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(arbitrary, { maxLength: 3 });
const holder = fc.oneof(
  fc.record({ kind: fc.constant("PERSON" as const), n: somePerson }),
  fc.record({ kind: fc.constant("LEGAL_ENTITY" as const), n: someCompany }),
);
const rarely = fc.integer({ min: 0, max: 9 }).map((n) => n === 9);

const worldPlan: fc.Arbitrary<WorldPlan> = fc.record({
  people: fc.array(
    fc.record({
      spouse: maybe(somePerson),
      guardian: maybe(somePerson),
      children: few(somePerson),
      companies: few(someCompany),
      licences: few(fc.nat(LICENCES)),
      realEstate: few(fc.nat(PARCELS)),
      employer: maybe(someCompany),
      outside: rarely,
      sex: fc.constantFrom("FEMALE" as const, "MALE" as const),
    }),
    { minLength: PEOPLE, maxLength: PEOPLE },
  ),
  companies: fc.array(
    fc.record({
      legalRepresentative: maybe(somePerson),
      auditor: maybe(somePerson),
      licences: few(fc.nat(LICENCES)),
      premises: few(fc.nat(PARCELS)),
      realEstate: few(fc.nat(PARCELS)),
      outside: rarely,
    }),
    { minLength: COMPANIES, maxLength: COMPANIES },
  ),
  licences: fc.array(holder, { minLength: LICENCES, maxLength: LICENCES }),
  parcels: fc.array(fc.uniqueArray(holder, { maxLength: 3, selector: ({ kind, n }) => `${kind}${n}` }), { minLength: PARCELS, maxLength: PARCELS }),
});

/** Registers of a few people, companies, licences and parcels, tied to one another at random. */
export const arbitraryWorld: fc.Arbitrary<World> = worldPlan.map(makeWorld);

/** How a consent record may fail to count; most count. */
const consentChange: fc.Arbitrary<Partial<ConsentRecord>> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({}) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Partial<ConsentRecord>>(
      { status: "WITHDRAWN" },
      { status: "EXPIRED" },
      { status: "REFUSED" },
      { until: new Date("2025-08-31T00:00:00Z") },
      { givenAt: new Date("2025-09-02T00:00:00Z") },
      { department: "11540100MB1B000024" },
      { scenario: "another-scenario" },
    ),
  },
);

/** At most one consent record for each data subject, about some of its items. */
export const arbitraryConsents: fc.Arbitrary<ConsentRecord[]> = fc
  .tuple(
    ...Array.from({ length: PEOPLE + 1 }, (_, n) => consentsOf(`PERSON:${idNumberOf(n)}`, [...PERSON_ITEMS, ...HELD_ITEMS])),
    ...Array.from({ length: COMPANIES + 1 }, (_, n) => consentsOf(`LEGAL_ENTITY:${creditCodeOf(n)}`, [...COMPANY_ITEMS, ...HELD_ITEMS])),
  )
  .map((records) => records.flat());

function consentsOf(dataSubject: DataSubjectKey, items: readonly string[]): fc.Arbitrary<ConsentRecord[]> {
  // Many items, so that a walk gets far; sometimes few, sometimes all.
  const given = fc.oneof(fc.constant([...items]), fc.subarray([...items], { minLength: Math.floor(items.length / 2) }), fc.subarray([...items]));
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant<ConsentRecord[]>([]) },
    { weight: 6, arbitrary: fc.tuple(given, consentChange).map(([consented, change]) => [consentOf(dataSubject, consented, change)]) },
  );
}
