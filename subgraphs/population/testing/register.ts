import type { DataSource } from "typeorm";
import { BirthCertificateRow, DeathRecordRow, LivingAllowanceRow, ParentageRow, SocialInsuranceRow } from "../store/event-rows.js";
import { PersonRow } from "../store/person-row.js";
import { EmploymentStatus, MaritalStatus, Sex } from "../terms.js";

/** Rows of a test's register. Everyone in it is invented. */
export interface TestRegister {
  readonly persons: readonly PersonRow[];
  readonly parentage?: readonly ParentageRow[];
  readonly birthCertificates?: readonly BirthCertificateRow[];
  readonly deathRecords?: readonly DeathRecordRow[];
  readonly insurances?: readonly SocialInsuranceRow[];
  readonly allowances?: readonly LivingAllowanceRow[];
}

/** A person of Lhasa, with nothing out of the ordinary but what is changed. */
export function person(idNumber: string, changes: Partial<PersonRow> = {}): PersonRow {
  return {
    idNumber,
    name: "卓玛",
    sex: Sex.FEMALE,
    ethnicity: "藏族",
    birthDate: "1980-01-01",
    nationality: "CHN",
    alive: true,
    registeredDivision: "540102",
    registeredAddress: "西藏自治区拉萨市城关区八廓街道测试路1号",
    currentAddress: null,
    phone: null,
    maritalStatus: MaritalStatus.UNMARRIED,
    spouseId: null,
    guardianId: null,
    motherId: null,
    fatherId: null,
    employmentStatus: EmploymentStatus.UNEMPLOYED,
    employerUscc: null,
    employedSince: null,
    annualIncome: null,
    ...changes,
  };
}

/** Puts a register's rows into a database. */
export async function fill({ manager }: DataSource, register: TestRegister): Promise<void> {
  await manager.insert(PersonRow, [...register.persons]);
  await manager.insert(ParentageRow, [...(register.parentage ?? [])]);
  await manager.insert(BirthCertificateRow, [...(register.birthCertificates ?? [])]);
  await manager.insert(DeathRecordRow, [...(register.deathRecords ?? [])]);
  await manager.insert(SocialInsuranceRow, [...(register.insurances ?? [])]);
  await manager.insert(LivingAllowanceRow, [...(register.allowances ?? [])]);
}
