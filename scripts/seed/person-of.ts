import { EmploymentStatus, InsuranceKind, MaritalStatus, Sex } from "../../subgraphs/population/terms.js";
import type { PersonRow } from "../../subgraphs/population/store/person-row.js";
import type { Batch } from "./batch.js";
import type { World } from "./generate.js";
import { nameFor } from "./names.js";
import { addressIn, type Place } from "./places.js";
import { weights } from "./random.js";

/** What the rest of a household decides about a person. */
export interface PersonPlan {
  readonly age: number;
  readonly sex: Sex;
  readonly place: Place;
  readonly ethnicity: string;
  readonly surname: string | null;
  readonly address: string;
  readonly maritalStatus: MaritalStatus;
  readonly motherId?: string | null;
  readonly fatherId?: string | null;
  readonly guardianId?: string | null;
}

const STATUS_OF_ADULTS = weights<EmploymentStatus>([
  [EmploymentStatus.EMPLOYED, 62],
  [EmploymentStatus.SELF_EMPLOYED, 20],
  [EmploymentStatus.UNEMPLOYED, 6],
  [EmploymentStatus.NOT_IN_LABOUR_FORCE, 12],
]);

/** Makes one person and what the register holds about them; null when no identity number is left for the day. */
export function createPerson(world: World, batch: Batch, plan: PersonPlan): PersonRow | null {
  const { random } = world;
  const birthDate = world.dateOfAge(plan.age);
  const idNumber = world.idNumbers.next(birthDivision(world, plan), birthDate, plan.sex);
  if (idNumber === null) return null;
  const employmentStatus = statusAt(world, plan.age);
  const employerUscc = employmentStatus === EmploymentStatus.EMPLOYED ? world.anyCompany() : null;
  const alive = !random.chance(deathRisk(plan.age));
  const person: PersonRow = {
    idNumber,
    name: nameFor(random, plan.sex, plan.ethnicity, plan.surname),
    sex: plan.sex,
    ethnicity: plan.ethnicity,
    birthDate,
    nationality: "CHN",
    alive,
    registeredDivision: plan.place.code,
    registeredAddress: plan.address,
    currentAddress: random.chance(0.7) ? plan.address : addressIn(random, plan.place),
    // 199 is no range in use: nobody is rung by an invented number.
    phone: plan.age >= 14 ? `199${String(random.int(0, 99_999_999)).padStart(8, "0")}` : null,
    maritalStatus: plan.maritalStatus,
    spouseId: null,
    guardianId: plan.guardianId ?? null,
    motherId: plan.motherId ?? null,
    fatherId: plan.fatherId ?? null,
    employmentStatus,
    employerUscc,
    employedSince: employerUscc ? world.dateOfAge(Math.min(plan.age - 18, random.int(0, 15))) : null,
    annualIncome: incomeOf(world, plan.age, employmentStatus),
  };
  batch.persons.push(person);
  addParentage(batch, person);
  if (plan.age < 25 && person.motherId) addBirthCertificate(world, batch, person);
  if (!alive) addDeath(world, batch, person, plan);
  else addBenefits(world, batch, person, plan.age);
  return person;
}

/** Most were born where they are registered; some of the old in a division that is gone since (540125). */
function birthDivision({ random }: World, { place, age }: PersonPlan): string {
  return place.code === "540103" && age > 12 ? (random.chance(0.8) ? "540125" : place.code) : place.code;
}

function statusAt({ random }: World, age: number): EmploymentStatus {
  if (age < 18) return age < 6 ? EmploymentStatus.NOT_IN_LABOUR_FORCE : EmploymentStatus.STUDENT;
  if (age < 23 && random.chance(0.6)) return EmploymentStatus.STUDENT;
  return age >= 60 ? EmploymentStatus.RETIRED : random.weighted(STATUS_OF_ADULTS);
}

/** Rises with age as a life table does, roughly: the share of those of an age whom the register still holds, and who died. */
function deathRisk(age: number): number {
  return age < 50 ? 0.002 : Math.min(0.9, 0.004 * Math.exp((age - 50) / 9));
}

/** Yuan a year: log-normal about a median by status. */
function incomeOf({ random }: World, age: number, status: EmploymentStatus): number | null {
  if (age < 18) return null;
  const median = { EMPLOYED: 68_000, SELF_EMPLOYED: 52_000, RETIRED: 34_000, UNEMPLOYED: 9_000, STUDENT: 2_000, NOT_IN_LABOUR_FORCE: 6_000 }[status];
  return Math.round((median * Math.exp(random.normal() * 0.55)) / 100) * 100;
}

function addParentage({ parentage }: Batch, { idNumber, motherId, fatherId }: PersonRow): void {
  for (const parentId of [motherId, fatherId]) if (parentId) parentage.push({ parentId, childId: idNumber });
}

function addBirthCertificate({ random }: World, { birthCertificates }: Batch, { idNumber, birthDate, motherId, fatherId }: PersonRow): void {
  const number = `${random.pick(["K", "L", "M", "N"])}${random.int(100_000_000, 999_999_999)}`;
  birthCertificates.push({ idNumber, number, issuer: "拉萨市妇幼保健院", issuedOn: birthDate, motherId, fatherId });
}

function addDeath(world: World, { deathRecords }: Batch, { idNumber }: PersonRow, { age, place }: PersonPlan): void {
  const certificateNumber = `SW${world.random.int(10_000_000, 99_999_999)}`;
  deathRecords.push({ idNumber, certificateNumber, date: world.dateOfAge(world.random.int(0, Math.min(age, 9))), place: place.fullName });
}

function addBenefits(world: World, { socialInsurances, livingAllowances }: Batch, person: PersonRow, age: number): void {
  const { random } = world;
  const { idNumber, employerUscc, employmentStatus, annualIncome } = person;
  const kinds = employerUscc ? Object.values(InsuranceKind) : random.chance(0.93) ? [InsuranceKind.MEDICAL, ...(age >= 16 ? [InsuranceKind.PENSION] : [])] : [];
  for (const kind of kinds) {
    const joinedOn = person.employedSince ?? world.dateOfAge(Math.min(age, random.int(1, 14)));
    const number = String(random.int(1_000_000_000, 9_999_999_999));
    socialInsurances.push({ idNumber, kind, number, joinedOn, stoppedOn: null, employerUscc });
  }
  const isPoor = annualIncome !== null && annualIncome < 11_000 && employmentStatus !== EmploymentStatus.STUDENT;
  if (isPoor && random.chance(0.35)) {
    livingAllowances.push({
      idNumber,
      certificateNumber: `DB${random.int(10_000_000, 99_999_999)}`,
      issuer: "民政局",
      from: world.dateOfAge(random.int(1, 5)),
      until: null,
    });
  }
}
