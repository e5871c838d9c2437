import type { Batch } from "./batch.js";
import { emptyBatch } from "./batch.js";
import { CAST_BANK, castBatch } from "./cast.js";
import { foundCompany } from "./companies.js";
import { homeOf, licencesOfCompany, licencesOfPerson, premisesOf } from "./holdings.js";
import { type Couple, createHousehold } from "./household.js";
import { createIdNumbers, type IdNumbers } from "./numbers.js";
import { createRandom, type Random } from "./random.js";

/** The day by which ages count; fixed, so that the same seed makes the same people for ever. */
const TODAY = "2026-01-01";

/** What the parts of the generator share. Its memory is bounded, identity numbers in use apart. */
export interface World {
  readonly random: Random;
  readonly idNumbers: IdNumbers;
  /** `YYYY-MM-DD`, and its year. */
  readonly today: string;
  readonly year: number;
  /** A day on which someone of that age now, in full years, was born (or something so old began). */
  dateOfAge(age: number): string;
  /** A number that only rises. */
  nextSerial(): number;
  /** The credit code of an enterprise that exists; null before the first. */
  anyCompany(): string | null;
  rememberCompany(uscc: string): void;
  /** A remembered couple of which someone born on a date may be a child. */
  coupleFor(birthDate: string, ethnicity: string): Couple | null;
  rememberCouple(couple: Couple): void;
}

/** How many enterprises and couples are remembered to refer to. */
const REMEMBERED = 2000;

function createWorld(seed: number): World {
  const random = createRandom(seed);
  const year = Number(TODAY.slice(0, 4));
  const companies: string[] = [CAST_BANK];
  const couples: Couple[] = [];
  let serial = 1000;
  let nextCompany = 0;
  let nextCouple = 0;
  return {
    random,
    idNumbers: createIdNumbers(),
    today: TODAY,
    year,
    dateOfAge(age) {
      const day = Date.UTC(year - age - 1, 0, 2) + random.int(0, 363) * 86_400_000;
      return new Date(day).toISOString().slice(0, 10);
    },
    nextSerial: () => (serial += 1),
    anyCompany: () => random.pick(companies),
    rememberCompany(uscc) {
      companies[nextCompany % REMEMBERED] = uscc;
      nextCompany += 1;
    },
    coupleFor(birthDate, ethnicity) {
      if (couples.length === 0) return null;
      const couple = random.pick(couples);
      const gap = Number(birthDate.slice(0, 4)) - Number(couple.mother.birthDate.slice(0, 4));
      return gap >= 20 && gap <= 38 && couple.mother.ethnicity === ethnicity ? couple : null;
    },
    rememberCouple(couple) {
      couples[nextCouple % REMEMBERED] = couple;
      nextCouple += 1;
    },
  };
}

/** Persons in a batch, about. */
const BATCH = 1000;
/** Share of adults who represent an enterprise. */
const FOUNDERS = 0.045;

/**
 * Invents people and what registers hold of them, household by household: the cast first, then at least `persons` more.
 * Deterministic in `seed`; memory does not grow with `persons` but for the identity numbers in use.
 */
export function* generate(persons: number, seed: number): Generator<Batch> {
  yield castBatch();
  const world = createWorld(seed);
  let made = 0;
  let companies = 0;
  while (made < persons) {
    const batch = emptyBatch();
    while (batch.persons.length < BATCH && made + batch.persons.length < persons) {
      const { adults, children } = createHousehold(world, batch);
      for (const adult of adults) {
        licencesOfPerson(world, batch, adult);
        if (!adult.alive || !world.random.chance(FOUNDERS)) continue;
        companies += 1;
        const company = foundCompany(world, batch, adult, companies);
        world.rememberCompany(company.uscc);
        licencesOfCompany(world, batch, company);
        if (world.random.chance(0.7)) premisesOf(world, batch, company);
      }
      for (const child of children) licencesOfPerson(world, batch, child);
      const owners = adults.filter(({ alive }) => alive);
      const [head] = owners;
      if (head && world.random.chance(0.55)) homeOf(world, batch, world.random.chance(0.6) ? owners : [head], head.registeredDivision, CAST_BANK);
    }
    made += batch.persons.length;
    yield batch;
  }
}
