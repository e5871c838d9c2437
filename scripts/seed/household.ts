import { MaritalStatus, Sex } from "../../subgraphs/population/terms.js";
import type { PersonRow } from "../../subgraphs/population/store/person-row.js";
import type { Batch } from "./batch.js";
import type { World } from "./generate.js";
import { createPerson, type PersonPlan } from "./person-of.js";
import { addressIn, PLACES } from "./places.js";
import { weights } from "./random.js";

/** Adults of a household by five-year bands of age: the shape of the 2020 census, without children. */
const ADULT_AGES = weights<number>([
  [20, 6.0],
  [25, 7.5],
  [30, 10.2],
  [35, 8.2],
  [40, 7.6],
  [45, 9.4],
  [50, 9.9],
  [55, 8.3],
  [60, 6.0],
  [65, 6.1],
  [70, 4.1],
  [75, 2.6],
  [80, 1.7],
  [85, 0.9],
  [90, 0.35],
  [95, 0.1],
  [100, 0.02],
]);

const KINDS = weights<"COUPLE" | "SINGLE" | "WIDOWED" | "SINGLE_PARENT">([
  ["COUPLE", 62],
  ["SINGLE", 22],
  ["WIDOWED", 8],
  ["SINGLE_PARENT", 8],
]);

const CHILDREN = weights<number>([
  [0, 22],
  [1, 42],
  [2, 30],
  [3, 6],
]);

/** A couple to which younger adults may be born. */
export interface Couple {
  readonly mother: PersonRow;
  readonly father: PersonRow;
}

/** A household: its adults (the first is its head) and its children. */
export interface Household {
  readonly adults: readonly PersonRow[];
  readonly children: readonly PersonRow[];
}

/** Makes one household and puts its rows into the batch. */
export function createHousehold(world: World, batch: Batch): Household {
  const { random } = world;
  const place = random.weighted(PLACES);
  const ethnicity = ethnicityOf(random.next(), place.tibetan);
  const base = { place, ethnicity, address: addressIn(random, place), surname: null };
  const age = random.weighted(ADULT_AGES) + random.int(0, 4);
  const kind = random.weighted(KINDS);
  const sex = random.chance(0.5) ? Sex.MALE : Sex.FEMALE;
  if (kind === "COUPLE" && age >= 23) return createCouple(world, batch, base, age);
  const maritalStatus =
    kind === "WIDOWED" && age >= 40 ? MaritalStatus.WIDOWED : kind === "SINGLE_PARENT" && age >= 25 ? MaritalStatus.DIVORCED : MaritalStatus.UNMARRIED;
  const adult = createPerson(world, batch, { ...base, ...parentsFor(world, age, ethnicity), age, sex, maritalStatus });
  if (!adult) return { adults: [], children: [] };
  const hasChildren = kind === "SINGLE_PARENT" && maritalStatus === MaritalStatus.DIVORCED && adult.alive;
  return {
    adults: [adult],
    children: hasChildren ? createChildren(world, batch, base, sex === Sex.FEMALE ? adult : null, sex === Sex.MALE ? adult : null, age) : [],
  };
}

type Base = Pick<PersonPlan, "place" | "ethnicity" | "address" | "surname">;

function createCouple(world: World, batch: Batch, base: Base, age: number): Household {
  const { random } = world;
  const plan = (own: number, sex: Sex): PersonPlan => ({
    ...base,
    ...parentsFor(world, own, base.ethnicity),
    age: own,
    sex,
    maritalStatus: MaritalStatus.MARRIED,
  });
  const wifeAge = Math.max(20, age - random.int(-2, 5));
  const husband = createPerson(world, batch, plan(age, Sex.MALE));
  const wife = createPerson(world, batch, plan(wifeAge, Sex.FEMALE));
  if (!husband || !wife) return { adults: [husband, wife].filter((adult) => adult !== null), children: [] };
  marry(husband, wife);
  const children = createChildren(world, batch, { ...base, surname: base.ethnicity === "藏族" ? null : husband.name.slice(0, 1) }, wife, husband, wifeAge);
  world.rememberCouple({ mother: wife, father: husband });
  return { adults: [husband, wife], children };
}

/** A spouse's death ends a marriage. */
function marry(husband: PersonRow, wife: PersonRow): void {
  if (husband.alive && wife.alive) {
    husband.spouseId = wife.idNumber;
    wife.spouseId = husband.idNumber;
    return;
  }
  for (const survivor of [husband, wife]) if (survivor.alive) survivor.maritalStatus = MaritalStatus.WIDOWED;
}

/** Children who still live at home: born when the mother was 20 to 42, none older than 24. */
function createChildren(world: World, batch: Batch, base: Base, mother: PersonRow | null, father: PersonRow | null, motherAge: number): PersonRow[] {
  const { random } = world;
  const children: PersonRow[] = [];
  for (let left = random.weighted(CHILDREN); left > 0; left--) {
    const age = motherAge - random.int(20, 42);
    if (age < 0 || age > 24) continue;
    const guardian = age < 18 ? [mother, father].find((parent) => parent?.alive) : null;
    const child = createPerson(world, batch, {
      ...base,
      age,
      sex: random.chance(0.52) ? Sex.MALE : Sex.FEMALE,
      maritalStatus: MaritalStatus.UNMARRIED,
      motherId: mother?.idNumber ?? null,
      fatherId: father?.idNumber ?? null,
      guardianId: guardian?.idNumber ?? null,
    });
    if (child) children.push(child);
  }
  return children;
}

/** Some adults descend from a couple that came before them: 20 to 38 years older, of the same ethnicity. */
function parentsFor(world: World, age: number, ethnicity: string): Pick<PersonPlan, "motherId" | "fatherId"> {
  const couple = world.coupleFor(world.dateOfAge(age), ethnicity);
  return couple && world.random.chance(0.6) ? { motherId: couple.mother.idNumber, fatherId: couple.father.idNumber } : {};
}

function ethnicityOf(point: number, tibetan: number): string {
  if (point < tibetan) return "藏族";
  if (point > 0.985) return "回族";
  return point > 0.98 ? "门巴族" : "汉族";
}
