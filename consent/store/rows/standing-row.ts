import { Column, Entity, PrimaryColumn } from "typeorm";
import type { DataSubjectKey } from "../../model/data-subject.js";
import type { Capacity } from "../../model/standing.js";
import { INSTANT } from "./columns.js";

/** Who may act for whom. */
@Entity("standing")
export class StandingRow {
  @PrimaryColumn({ name: "id_number", type: "varchar", length: 18 })
  idNumber!: string;

  @PrimaryColumn({ name: "data_subject", type: "varchar", length: 45 })
  dataSubject!: DataSubjectKey;

  @PrimaryColumn({ type: "varchar", length: 24 })
  capacity!: Capacity;

  @Column({ name: "valid_from", ...INSTANT })
  validFrom!: Date;

  @Column({ name: "valid_until", ...INSTANT, nullable: true })
  validUntil!: Date | null;
}
