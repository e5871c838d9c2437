import { Column, Entity, PrimaryColumn } from "typeorm";
import type { CaseUseKey } from "../../model/data-subject.js";
import { INSTANT } from "./columns.js";

/** A data subject, or what stands for one, that a case has named in a query; counted once. */
@Entity("case_use")
export class CaseUseRow {
  @PrimaryColumn({ type: "varchar", length: 18 })
  department!: string;

  @PrimaryColumn({ type: "varchar", length: 64 })
  scenario!: string;

  @PrimaryColumn({ name: "case_number", type: "varchar", length: 128 })
  caseNumber!: string;

  @PrimaryColumn({ name: "data_subject", type: "varchar", length: 45 })
  dataSubject!: CaseUseKey;

  @Column({ name: "first_used_at", ...INSTANT })
  firstUsedAt!: Date;
}

/** How many data subjects a case has named: the row that serialises its registrations. */
@Entity("case_count")
export class CaseCountRow {
  @PrimaryColumn({ type: "varchar", length: 18 })
  department!: string;

  @PrimaryColumn({ type: "varchar", length: 64 })
  scenario!: string;

  @PrimaryColumn({ name: "case_number", type: "varchar", length: 128 })
  caseNumber!: string;

  @Column({ name: "data_subjects", type: "integer" })
  dataSubjects!: number;
}
