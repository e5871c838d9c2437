import { Column, Entity, Index, PrimaryColumn } from "typeorm";
import type { EmploymentStatus, MaritalStatus, Sex } from "../terms.js";

/** One natural person as the population register holds them. Keyed by identity number (GB 11643): rows are inserted in bulk, in any order. */
@Entity("person")
@Index("person_division", ["registeredDivision", "idNumber"])
export class PersonRow {
  @PrimaryColumn({ name: "id_number", type: "varchar", length: 18 })
  idNumber!: string;

  @Column({ type: "varchar", length: 60 })
  name!: string;

  @Column({ type: "varchar", length: 6 })
  sex!: Sex;

  /** GB/T 3304, the name as the register writes it: 汉族. */
  @Column({ type: "varchar", length: 20 })
  ethnicity!: string;

  /** `YYYY-MM-DD`. */
  @Column({ name: "birth_date", type: "varchar", length: 10 })
  birthDate!: string;

  /** ISO 3166-1 alpha-3. */
  @Column({ type: "varchar", length: 3 })
  nationality!: string;

  @Column({ type: "boolean" })
  alive!: boolean;

  /** GB/T 2260: the place of household registration, by which scope is decided. */
  @Column({ name: "registered_division", type: "varchar", length: 6 })
  registeredDivision!: string;

  @Column({ name: "registered_address", type: "varchar", length: 200 })
  registeredAddress!: string;

  @Column({ name: "current_address", type: "varchar", length: 200, nullable: true })
  currentAddress!: string | null;

  @Column({ type: "varchar", length: 20, nullable: true })
  phone!: string | null;

  @Column({ name: "marital_status", type: "varchar", length: 12 })
  maritalStatus!: MaritalStatus;

  @Column({ name: "spouse_id", type: "varchar", length: 18, nullable: true })
  spouseId!: string | null;

  @Column({ name: "guardian_id", type: "varchar", length: 18, nullable: true })
  guardianId!: string | null;

  @Column({ name: "mother_id", type: "varchar", length: 18, nullable: true })
  motherId!: string | null;

  @Column({ name: "father_id", type: "varchar", length: 18, nullable: true })
  fatherId!: string | null;

  @Column({ name: "employment_status", type: "varchar", length: 20 })
  employmentStatus!: EmploymentStatus;

  /** Credit code (GB 32100) of the employer. */
  @Column({ name: "employer_uscc", type: "varchar", length: 18, nullable: true })
  employerUscc!: string | null;

  @Column({ name: "employed_since", type: "varchar", length: 10, nullable: true })
  employedSince!: string | null;

  /** Yuan in the last full year. */
  @Column({ name: "annual_income", type: "integer", nullable: true })
  annualIncome!: number | null;
}
