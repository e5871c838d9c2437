import { DEPARTMENTS } from "../../consent/model/departments.js";
import { LandUse } from "../../subgraphs/geospatial/terms.js";
import { LegalEntityKind, LegalEntityStatus } from "../../subgraphs/legal-entity/terms.js";
import { LicenceKind, LicenceStatus } from "../../subgraphs/licence/terms.js";
import type { LicenceRow } from "../../subgraphs/licence/store/licence-row.js";
import type { PersonRow } from "../../subgraphs/population/store/person-row.js";
import { EmploymentStatus, InsuranceKind, MaritalStatus, Sex } from "../../subgraphs/population/terms.js";
import { type Batch, emptyBatch } from "./batch.js";
import { creditCodeOf, idNumberOf, licenceIdentifierOf, unitNumberOf } from "./numbers.js";

/** The cast: the same few invented people on every machine, named in the README. They have given no consent. */
export const CAST = {
  zhang: idNumberOf("540102", "1985-03-12", 1),
  li: idNumberOf("540102", "1987-07-25", 2),
  child: idNumberOf("540102", "2023-05-01", 3),
  wang: idNumberOf("540103", "1940-02-03", 1),
  zhangFather: idNumberOf("540125", "1958-11-20", 5),
  zhangMother: idNumberOf("540102", "1960-04-08", 4),
  liFather: idNumberOf("540102", "1959-09-15", 7),
  liMother: idNumberOf("540102", "1962-12-30", 6),
  /** Li's brother, who lives outside the sharing grants' divisions. */
  outsider: idNumberOf("510104", "1991-06-18", 9),
  company: creditCodeOf("540102", 900_000_001),
  bank: creditCodeOf("540102", 900_000_002),
  home: unitNumberOf("540102", 1),
  shop: unitNumberOf("540102", 2),
  drivingLicence: licenceIdentifierOf(1, DEPARTMENTS.publicSecurity.code, 1),
  marriageCertificate: licenceIdentifierOf(2, DEPARTMENTS.civilAffairs.code, 2),
  businessLicence: licenceIdentifierOf(9, DEPARTMENTS.marketRegulation.code, 3),
  foodLicence: licenceIdentifierOf(10, DEPARTMENTS.marketRegulation.code, 4),
  socialSecurityCard: licenceIdentifierOf(3, DEPARTMENTS.governmentServices.code, 5),
} as const;

/** The bank that lends on homes. */
export const CAST_BANK = CAST.bank;

const ADDRESS = "西藏自治区拉萨市城关区北京中路88号3栋2单元501室";

function person(idNumber: string, name: string, change: Partial<PersonRow> = {}): PersonRow {
  const birthDate = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
  return {
    idNumber,
    name,
    sex: Number(idNumber[16]) % 2 === 1 ? Sex.MALE : Sex.FEMALE,
    ethnicity: "汉族",
    birthDate,
    nationality: "CHN",
    alive: true,
    registeredDivision: "540102",
    registeredAddress: ADDRESS,
    currentAddress: ADDRESS,
    phone: `1990000${idNumber.slice(8, 12)}`,
    maritalStatus: MaritalStatus.MARRIED,
    spouseId: null,
    guardianId: null,
    motherId: null,
    fatherId: null,
    employmentStatus: EmploymentStatus.RETIRED,
    employerUscc: null,
    employedSince: null,
    annualIncome: 36_000,
    ...change,
  };
}

function castPersons(): PersonRow[] {
  const employed = { employmentStatus: EmploymentStatus.EMPLOYED, employerUscc: CAST.company, employedSince: "2016-04-01" };
  const parents = { motherId: CAST.liMother, fatherId: CAST.liFather };
  return [
    person(CAST.zhang, "张伟", { ...employed, spouseId: CAST.li, motherId: CAST.zhangMother, fatherId: CAST.zhangFather, annualIncome: 58_000 }),
    person(CAST.li, "李娜", { ...employed, ...parents, spouseId: CAST.zhang, annualIncome: 46_000 }),
    person(CAST.child, "张小明", {
      phone: null,
      maritalStatus: MaritalStatus.UNMARRIED,
      guardianId: CAST.zhang,
      motherId: CAST.li,
      fatherId: CAST.zhang,
      employmentStatus: EmploymentStatus.NOT_IN_LABOUR_FORCE,
      annualIncome: null,
    }),
    person(CAST.wang, "王建国", {
      registeredDivision: "540103",
      registeredAddress: "西藏自治区拉萨市堆龙德庆区团结路12号",
      currentAddress: "西藏自治区拉萨市堆龙德庆区团结路12号",
      maritalStatus: MaritalStatus.WIDOWED,
      annualIncome: 9_600,
    }),
    person(CAST.zhangFather, "张志强", { spouseId: CAST.zhangMother }),
    person(CAST.zhangMother, "陈桂英", { spouseId: CAST.zhangFather }),
    person(CAST.liFather, "李国平", { spouseId: CAST.liMother }),
    person(CAST.liMother, "赵秀兰", { spouseId: CAST.liFather }),
    person(CAST.outsider, "李强", {
      ...parents,
      registeredDivision: "510104",
      registeredAddress: "四川省成都市锦江区人民路7号",
      currentAddress: "四川省成都市锦江区人民路7号",
      maritalStatus: MaritalStatus.UNMARRIED,
      employmentStatus: EmploymentStatus.SELF_EMPLOYED,
      annualIncome: 72_000,
    }),
  ];
}

function licence(
  identifier: string,
  change: Pick<LicenceRow, "kind" | "name" | "holderKind" | "holderId" | "holderName" | "number" | "issuer" | "validUntil">,
): LicenceRow {
  return { identifier, issuedOn: "2021-06-01", validFrom: "2021-06-01", status: LicenceStatus.VALID, ...change };
}

function castLicences(): LicenceRow[] {
  const zhang = { holderKind: "PERSON" as const, holderId: CAST.zhang, holderName: "张伟" };
  const company = { holderKind: "LEGAL_ENTITY" as const, holderId: CAST.company, holderName: COMPANY_NAME };
  const { publicSecurity, civilAffairs, marketRegulation, governmentServices } = DEPARTMENTS;
  return [
    licence(CAST.drivingLicence, {
      ...zhang,
      kind: LicenceKind.DRIVING_LICENCE,
      name: "中华人民共和国机动车驾驶证",
      number: CAST.zhang,
      issuer: publicSecurity.nameZh,
      validUntil: "2031-06-01",
    }),
    licence(CAST.marriageCertificate, {
      ...zhang,
      kind: LicenceKind.MARRIAGE_CERTIFICATE,
      name: "结婚证",
      number: "J540102-2015-000001",
      issuer: civilAffairs.nameZh,
      validUntil: null,
    }),
    licence(CAST.businessLicence, {
      ...company,
      kind: LicenceKind.BUSINESS_LICENCE,
      name: "营业执照",
      number: CAST.company,
      issuer: marketRegulation.nameZh,
      validUntil: null,
    }),
    licence(CAST.foodLicence, {
      ...company,
      kind: LicenceKind.FOOD_OPERATION_LICENCE,
      name: "食品经营许可证",
      number: "JY15401020000001",
      issuer: marketRegulation.nameZh,
      validUntil: "2031-06-01",
    }),
    licence(CAST.socialSecurityCard, {
      holderKind: "PERSON",
      holderId: CAST.wang,
      holderName: "王建国",
      kind: LicenceKind.SOCIAL_SECURITY_CARD,
      name: "社会保障卡",
      number: "XZ00000001",
      issuer: governmentServices.nameZh,
      validUntil: "2031-06-01",
    }),
  ];
}

const COMPANY_NAME = "拉萨雪莲餐饮有限公司";

/** Every row of the cast. */
export function castBatch(): Batch {
  const batch = emptyBatch();
  batch.persons.push(...castPersons());
  for (const { idNumber, motherId, fatherId } of batch.persons) {
    for (const parentId of [motherId, fatherId]) if (parentId) batch.parentage.push({ parentId, childId: idNumber });
  }
  batch.birthCertificates.push({
    idNumber: CAST.child,
    number: "L540000001",
    issuer: "拉萨市妇幼保健院",
    issuedOn: "2023-05-03",
    motherId: CAST.li,
    fatherId: CAST.zhang,
  });
  for (const kind of [InsuranceKind.PENSION, InsuranceKind.MEDICAL]) {
    batch.socialInsurances.push({ idNumber: CAST.zhang, kind, number: "1985031200", joinedOn: "2016-04-01", stoppedOn: null, employerUscc: CAST.company });
  }
  batch.livingAllowances.push({
    idNumber: CAST.wang,
    certificateNumber: "DB54010300001",
    issuer: DEPARTMENTS.civilAffairs.nameZh,
    from: "2020-01-01",
    until: null,
  });
  addCompanies(batch);
  batch.parcels.push(
    { unitNumber: CAST.home, division: "540102", landUse: LandUse.RESIDENTIAL, area: 98.6, longitude: 91.132, latitude: 29.66 },
    { unitNumber: CAST.shop, division: "540102", landUse: LandUse.COMMERCIAL, area: 120, longitude: 91.12, latitude: 29.652 },
  );
  for (const ownerId of [CAST.zhang, CAST.li]) batch.parcelOwners.push({ unitNumber: CAST.home, ownerKind: "PERSON", ownerId });
  batch.parcelOwners.push({ unitNumber: CAST.shop, ownerKind: "LEGAL_ENTITY", ownerId: CAST.company });
  batch.premises.push({ uscc: CAST.company, unitNumber: CAST.shop });
  batch.mortgages.push({
    unitNumber: CAST.home,
    registrationNumber: "藏(2018)不动产证明第00000001号",
    mortgageeUscc: CAST.bank,
    amount: 60,
    registeredOn: "2018-05-10",
    dischargedOn: null,
  });
  batch.licences.push(...castLicences());
  return batch;
}

function addCompanies(batch: Batch): void {
  const shared = {
    division: "540102",
    registrationAuthority: DEPARTMENTS.marketRegulation.nameZh,
    status: LegalEntityStatus.ACTIVE,
    kind: LegalEntityKind.ENTERPRISE,
  };
  const tax = { taxRegisteredOn: "2016-04-01", taxAuthority: "国家税务总局拉萨市税务局" };
  batch.legalEntities.push(
    {
      ...shared,
      ...tax,
      uscc: CAST.company,
      name: COMPANY_NAME,
      legalRepresentativeId: CAST.zhang,
      registeredAddress: "西藏自治区拉萨市城关区八廓街1号",
      industry: "H",
      establishedOn: "2016-03-15",
      businessScope: "餐饮服务",
      registrationNumber: "540000000000001",
      registeredCapital: 100,
      employees: 18,
      taxpayerNumber: CAST.company,
    },
    {
      ...shared,
      ...tax,
      uscc: CAST.bank,
      name: "拉萨市民商业银行股份有限公司",
      legalRepresentativeId: CAST.zhangFather,
      registeredAddress: "西藏自治区拉萨市城关区金珠西路10号",
      industry: "J",
      establishedOn: "2006-08-01",
      businessScope: "商业银行业务",
      registrationNumber: "540000000000002",
      registeredCapital: 50_000,
      employees: 320,
      taxpayerNumber: CAST.bank,
    },
  );
  batch.shareholdings.push(
    { uscc: CAST.company, holderKind: "PERSON", holderId: CAST.zhang, basisPoints: 7000 },
    { uscc: CAST.company, holderKind: "PERSON", holderId: CAST.li, basisPoints: 3000 },
    { uscc: CAST.bank, holderKind: "LEGAL_ENTITY", holderId: CAST.company, basisPoints: 10_000 },
  );
  for (const year of [2022, 2023, 2024]) batch.annualReports.push({ uscc: CAST.company, year, revenue: 180 + (year - 2022) * 25, employees: 18 });
}
