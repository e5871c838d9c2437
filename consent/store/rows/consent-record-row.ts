import { Column, Entity, Index, PrimaryColumn } from "typeorm";
import type { ConsentItemState } from "../../model/consent-life.js";
import type { ConsentStatus } from "../../model/consent-record.js";
import type { DataSubjectKey } from "../../model/data-subject.js";
import type { Coordinate, SharingMode } from "../../model/sharing.js";
import { INSTANT } from "./columns.js";

/** The answer to a consent request, a refusal included; its items are rows of their own. */
@Entity("consent_record")
@Index("consent_record_use", ["department", "scenario", "dataSubject"])
@Index("consent_record_data_subject", ["dataSubject", "givenAt"])
@Index("consent_record_request", ["request"], { unique: true })
export class ConsentRecordRow {
  @PrimaryColumn({ type: "varchar", length: 36 })
  id!: string;

  @Column({ type: "integer" })
  version!: number;

  @Column({ name: "request_id", type: "varchar", length: 36 })
  request!: string;

  @Column({ name: "data_subject", type: "varchar", length: 45 })
  dataSubject!: DataSubjectKey;

  @Column({ type: "varchar", length: 18 })
  department!: string;

  @Column({ type: "varchar", length: 64 })
  scenario!: string;

  @Column({ name: "case_number", type: "varchar", length: 128 })
  caseNumber!: string;

  @Column({ type: "varchar", length: 16 })
  status!: ConsentStatus | "REFUSED";

  @Column({ name: "notice_hash", type: "varchar", length: 64 })
  noticeHash!: string;

  /** When it was answered. */
  @Column({ name: "given_at", ...INSTANT })
  givenAt!: Date;

  /** Null: while the scenario lasts. */
  @Column({ name: "valid_until", ...INSTANT, nullable: true })
  until!: Date | null;

  /** Given for one use (`consent-use-row.ts`); null in what was answered before there were such. */
  @Column({ name: "one_time", type: "boolean", nullable: true })
  oneTime!: boolean | null;
}

/** One item of an answer. */
@Entity("consent_item")
export class ConsentItemRow {
  @PrimaryColumn({ name: "consent_id", type: "varchar", length: 36 })
  consent!: string;

  @PrimaryColumn({ type: "varchar", length: 128 })
  coordinate!: Coordinate;

  @Column({ type: "varchar", length: 16 })
  state!: ConsentItemState;

  /** The modes that the notice named. */
  @Column({ type: "simple-json" })
  modes!: readonly SharingMode[];
}
