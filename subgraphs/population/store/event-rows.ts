import { Column, Entity, PrimaryColumn } from "typeorm";
import type { InsuranceKind } from "../terms.js";

/** A parent's child; a child has a row for each known parent. */
@Entity("parentage")
export class ParentageRow {
  @PrimaryColumn({ name: "parent_id", type: "varchar", length: 18 })
  parentId!: string;

  @PrimaryColumn({ name: "child_id", type: "varchar", length: 18 })
  childId!: string;
}

@Entity("birth_certificate")
export class BirthCertificateRow {
  @PrimaryColumn({ name: "id_number", type: "varchar", length: 18 })
  idNumber!: string;

  @Column({ name: "certificate_number", type: "varchar", length: 20 })
  number!: string;

  @Column({ type: "varchar", length: 100 })
  issuer!: string;

  @Column({ name: "issued_on", type: "varchar", length: 10 })
  issuedOn!: string;

  @Column({ name: "mother_id", type: "varchar", length: 18, nullable: true })
  motherId!: string | null;

  @Column({ name: "father_id", type: "varchar", length: 18, nullable: true })
  fatherId!: string | null;
}

@Entity("death_record")
export class DeathRecordRow {
  @PrimaryColumn({ name: "id_number", type: "varchar", length: 18 })
  idNumber!: string;

  @Column({ name: "certificate_number", type: "varchar", length: 20 })
  certificateNumber!: string;

  /** `YYYY-MM-DD`. */
  @Column({ name: "died_on", type: "varchar", length: 10 })
  date!: string;

  @Column({ type: "varchar", length: 100 })
  place!: string;
}

/** One kind of social insurance of one person. */
@Entity("social_insurance")
export class SocialInsuranceRow {
  @PrimaryColumn({ name: "id_number", type: "varchar", length: 18 })
  idNumber!: string;

  @PrimaryColumn({ type: "varchar", length: 12 })
  kind!: InsuranceKind;

  @Column({ name: "insurance_number", type: "varchar", length: 20 })
  number!: string;

  @Column({ name: "joined_on", type: "varchar", length: 10 })
  joinedOn!: string;

  @Column({ name: "stopped_on", type: "varchar", length: 10, nullable: true })
  stoppedOn!: string | null;

  @Column({ name: "employer_uscc", type: "varchar", length: 18, nullable: true })
  employerUscc!: string | null;
}

/** 最低生活保障. */
@Entity("living_allowance")
export class LivingAllowanceRow {
  @PrimaryColumn({ name: "id_number", type: "varchar", length: 18 })
  idNumber!: string;

  @Column({ name: "certificate_number", type: "varchar", length: 20 })
  certificateNumber!: string;

  @Column({ type: "varchar", length: 100 })
  issuer!: string;

  @Column({ name: "valid_from", type: "varchar", length: 10 })
  from!: string;

  @Column({ name: "valid_until", type: "varchar", length: 10, nullable: true })
  until!: string | null;
}
