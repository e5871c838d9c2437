import { DEPARTMENTS } from "../../consent/model/departments.js";
import type { DataSubjectKind } from "../../consent/model/data-subject.js";
import { LandUse } from "../../subgraphs/geospatial/terms.js";
import { LicenceKind, LicenceStatus } from "../../subgraphs/licence/terms.js";
import type { LegalEntityRow } from "../../subgraphs/legal-entity/store/legal-entity-row.js";
import type { PersonRow } from "../../subgraphs/population/store/person-row.js";
import type { Batch } from "./batch.js";
import type { World } from "./generate.js";
import { licenceIdentifierOf, unitNumberOf } from "./numbers.js";
import { pointIn } from "./places.js";

/** Names and issuers of the kinds of licences that are invented. */
const KINDS: Readonly<
  Partial<
    Record<LicenceKind, { readonly type: number; readonly name: string; readonly issuer: { code: string; nameZh: string }; readonly years: number | null }>
  >
> = {
  DRIVING_LICENCE: { type: 1, name: "中华人民共和国机动车驾驶证", issuer: DEPARTMENTS.publicSecurity, years: 10 },
  MARRIAGE_CERTIFICATE: { type: 2, name: "结婚证", issuer: DEPARTMENTS.civilAffairs, years: null },
  SOCIAL_SECURITY_CARD: { type: 3, name: "社会保障卡", issuer: DEPARTMENTS.governmentServices, years: 10 },
  PROFESSIONAL_QUALIFICATION: { type: 4, name: "专业技术人员职业资格证书", issuer: DEPARTMENTS.governmentServices, years: null },
  REAL_ESTATE_CERTIFICATE: { type: 5, name: "不动产权证书", issuer: DEPARTMENTS.naturalResources, years: null },
  BUSINESS_LICENCE: { type: 9, name: "营业执照", issuer: DEPARTMENTS.marketRegulation, years: null },
  FOOD_OPERATION_LICENCE: { type: 10, name: "食品经营许可证", issuer: DEPARTMENTS.marketRegulation, years: 5 },
  CONSTRUCTION_PERMIT: { type: 11, name: "建筑业企业资质证书", issuer: DEPARTMENTS.housing, years: 5 },
  ROAD_TRANSPORT_LICENCE: { type: 12, name: "道路运输经营许可证", issuer: DEPARTMENTS.governmentServices, years: 4 },
};

/** Who a licence is issued to. */
export interface Holder {
  readonly kind: DataSubjectKind;
  readonly id: string;
  readonly name: string;
  /** The number printed on it. */
  readonly number: string;
}

/** Issues one licence. @param ageYears how long ago @throws Error for a kind that nothing here issues */
export function issueLicence(world: World, { licences }: Batch, kind: LicenceKind, holder: Holder, ageYears: number): void {
  const known = KINDS[kind];
  if (!known) throw new Error(`nobody here issues a ${kind}`);
  const issuedOn = world.dateOfAge(ageYears);
  const validUntil = known.years === null ? null : addYears(issuedOn, known.years);
  licences.push({
    identifier: licenceIdentifierOf(known.type, known.issuer.code, world.nextSerial()),
    kind,
    name: known.name,
    holderKind: holder.kind,
    holderId: holder.id,
    holderName: holder.name,
    number: holder.number,
    issuer: known.issuer.nameZh,
    issuedOn,
    validFrom: issuedOn,
    validUntil,
    status: validUntil !== null && validUntil < world.today ? LicenceStatus.EXPIRED : LicenceStatus.VALID,
  });
}

function addYears(date: string, years: number): string {
  // 29 February becomes the 28th in a year that has none.
  return `${Number(date.slice(0, 4)) + years}${date.slice(4)}`.replace(/-02-29$/, "-02-28");
}

/** Licences that fit an adult. */
export function licencesOfPerson(world: World, batch: Batch, person: PersonRow): void {
  const { random } = world;
  const age = world.year - Number(person.birthDate.slice(0, 4));
  const holder: Holder = { kind: "PERSON", id: person.idNumber, name: person.name, number: person.idNumber };
  if (!person.alive || age < 19) return;
  if (age < 75 && random.chance(0.45)) issueLicence(world, batch, LicenceKind.DRIVING_LICENCE, holder, random.int(0, Math.min(12, age - 19)));
  if (person.spouseId !== null)
    issueLicence(
      world,
      batch,
      LicenceKind.MARRIAGE_CERTIFICATE,
      { ...holder, number: `J540102-${random.int(2000, 2025)}-${random.int(100_000, 999_999)}` },
      random.int(0, Math.max(0, age - 23)),
    );
  if (random.chance(0.5))
    issueLicence(world, batch, LicenceKind.SOCIAL_SECURITY_CARD, { ...holder, number: `XZ${random.int(10_000_000, 99_999_999)}` }, random.int(0, 8));
  if (age < 60 && random.chance(0.06))
    issueLicence(
      world,
      batch,
      LicenceKind.PROFESSIONAL_QUALIFICATION,
      { ...holder, number: `ZZ${random.int(10_000_000, 99_999_999)}` },
      random.int(0, age - 19),
    );
}

/** Licences that an enterprise's industry needs. */
export function licencesOfCompany(world: World, batch: Batch, company: LegalEntityRow): void {
  const age = world.year - Number(company.establishedOn.slice(0, 4));
  const holder: Holder = { kind: "LEGAL_ENTITY", id: company.uscc, name: company.name, number: company.uscc };
  issueLicence(world, batch, LicenceKind.BUSINESS_LICENCE, holder, age);
  const special = { H: LicenceKind.FOOD_OPERATION_LICENCE, E: LicenceKind.CONSTRUCTION_PERMIT, G: LicenceKind.ROAD_TRANSPORT_LICENCE }[company.industry];
  if (special)
    issueLicence(world, batch, special, { ...holder, number: `JY${world.random.int(10_000_000, 99_999_999)}` }, Math.min(age, world.random.int(0, 6)));
}

/** A home, with its owners and perhaps a mortgage. */
export function homeOf(world: World, batch: Batch, owners: readonly PersonRow[], division: string, lender: string | null): void {
  const { random } = world;
  const unitNumber = unitNumberOf(division, world.nextSerial());
  const point = pointIn(random, division);
  const area = Math.round((55 + Math.abs(random.normal()) * 38) * 100) / 100;
  batch.parcels.push({ unitNumber, division, landUse: LandUse.RESIDENTIAL, area, longitude: point?.longitude ?? null, latitude: point?.latitude ?? null });
  for (const { idNumber } of owners) batch.parcelOwners.push({ unitNumber, ownerKind: "PERSON", ownerId: idNumber });
  if (lender && random.chance(0.3)) mortgage(world, batch, unitNumber, lender, random.int(20, 180), random.int(0, 12));
}

/** Registers a mortgage that stands. @param amount ten thousand yuan */
export function mortgage(world: World, { mortgages }: Batch, unitNumber: string, mortgageeUscc: string, amount: number, ageYears: number): void {
  const registrationNumber = `藏(${world.year - ageYears})不动产证明第${String(world.nextSerial()).padStart(8, "0")}号`;
  mortgages.push({ unitNumber, registrationNumber, mortgageeUscc, amount, registeredOn: world.dateOfAge(ageYears), dischargedOn: null });
}

/** A place of business, owned by the enterprise or rented. */
export function premisesOf(world: World, batch: Batch, company: LegalEntityRow): void {
  const { random } = world;
  const unitNumber = unitNumberOf(company.division, world.nextSerial());
  const point = pointIn(random, company.division);
  const landUse = company.industry === "C" ? LandUse.INDUSTRIAL : LandUse.COMMERCIAL;
  batch.parcels.push({
    unitNumber,
    division: company.division,
    landUse,
    area: random.int(30, 900),
    longitude: point?.longitude ?? null,
    latitude: point?.latitude ?? null,
  });
  batch.premises.push({ uscc: company.uscc, unitNumber });
  if (random.chance(0.4)) batch.parcelOwners.push({ unitNumber, ownerKind: "LEGAL_ENTITY", ownerId: company.uscc });
  else batch.parcelOwners.push({ unitNumber, ownerKind: "PERSON", ownerId: company.legalRepresentativeId });
}
