import { Column, Entity, Index, PrimaryColumn } from "typeorm";
import type { ConsentRequestStatus } from "../../model/consent-record.js";
import type { DataSubjectKey } from "../../model/data-subject.js";
import type { Coordinate, SharingMode } from "../../model/sharing.js";
import { INSTANT } from "./columns.js";

/** An item that is asked for, and the modes of its use that the notice names. */
export interface RequestedItem {
  readonly coordinate: Coordinate;
  readonly modes: readonly SharingMode[];
}

/** A caseworker's request for one data subject's consent. */
@Entity("consent_request")
@Index("consent_request_data_subject", ["dataSubject", "requestedAt"])
@Index("consent_request_open", ["openKey"], { unique: true })
export class ConsentRequestRow {
  @PrimaryColumn({ type: "varchar", length: 36 })
  id!: string;

  @Column({ type: "integer" })
  version!: number;

  @Column({ name: "data_subject", type: "varchar", length: 45 })
  dataSubject!: DataSubjectKey;

  @Column({ type: "varchar", length: 18 })
  department!: string;

  @Column({ type: "varchar", length: 64 })
  scenario!: string;

  @Column({ name: "case_number", type: "varchar", length: 128 })
  caseNumber!: string;

  /** In the order in which they were asked for. */
  @Column({ type: "simple-json" })
  items!: readonly RequestedItem[];

  /** Items given by the answer; null until there is one. */
  @Column({ type: "simple-json", nullable: true })
  given!: readonly Coordinate[] | null;

  @Column({ type: "varchar", length: 16 })
  status!: ConsentRequestStatus;

  @Column({ name: "notice_hash", type: "varchar", length: 64 })
  noticeHash!: string;

  @Column({ name: "requested_at", ...INSTANT })
  requestedAt!: Date;

  /** From then on it can no longer be answered. */
  @Column({ name: "lapses_at", ...INSTANT })
  lapsesAt!: Date;

  @Column({ name: "answered_at", ...INSTANT, nullable: true })
  answeredAt!: Date | null;

  /** Data subject, department and scenario while the request is open, else null: at most one is open (unique). */
  @Column({ name: "open_key", type: "varchar", length: 130, nullable: true })
  openKey!: string | null;
}
