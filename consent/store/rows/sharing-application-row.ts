import { Column, Entity, Index, PrimaryColumn } from "typeorm";
import type { SharingMode } from "../../model/sharing.js";
import type { ApplicationItemState, ApplicationStatus } from "../../model/sharing-application.js";
import { INSTANT } from "./columns.js";

/** What a consumer department applies for; its items are rows of their own. */
@Entity("sharing_application")
@Index("sharing_application_submission", ["department", "submission"], { unique: true })
@Index("sharing_application_due", ["status", "dueAt"])
export class SharingApplicationRow {
  @PrimaryColumn({ type: "varchar", length: 36 })
  id!: string;

  @Column({ type: "integer" })
  version!: number;

  /** Credit code of the consumer department. */
  @Column({ type: "varchar", length: 18 })
  department!: string;

  @Column({ type: "varchar", length: 64 })
  application!: string;

  @Column({ type: "varchar", length: 64 })
  scenario!: string;

  @Column({ type: "text" })
  users!: string;

  /** GB/T 2260 codes. */
  @Column({ type: "simple-json" })
  divisions!: readonly string[];

  @Column({ name: "valid_until", ...INSTANT })
  validUntil!: Date;

  @Column({ type: "varchar", length: 16 })
  status!: ApplicationStatus;

  @Column({ name: "submitted_at", ...INSTANT })
  submittedAt!: Date;

  /** The deadline's last day. */
  @Column({ name: "due_on", type: "varchar", length: 10 })
  dueOn!: string;

  @Column({ name: "due_at", ...INSTANT })
  dueAt!: Date;

  @Column({ type: "varchar", length: 32 })
  calendar!: string;

  @Column({ name: "is_estimate", type: "boolean" })
  isEstimate!: boolean;

  @Column({ name: "material_asked", type: "boolean" })
  materialAsked!: boolean;

  @Column({ type: "boolean" })
  extended!: boolean;

  /** The submitter's own name of this submission: the same again is the same application. */
  @Column({ type: "varchar", length: 64 })
  submission!: string;
}

/** One (item, mode) of an application. */
@Entity("sharing_application_item")
@Index("sharing_application_item_provider", ["providerDepartment", "state"])
export class SharingApplicationItemRow {
  @PrimaryColumn({ name: "application_id", type: "varchar", length: 36 })
  applicationId!: string;

  @PrimaryColumn({ type: "varchar", length: 128 })
  coordinate!: string;

  @PrimaryColumn({ type: "varchar", length: 16 })
  mode!: SharingMode;

  @Column({ type: "boolean" })
  unmasked!: boolean;

  @Column({ name: "provider_department", type: "varchar", length: 18 })
  providerDepartment!: string;

  @Column({ type: "varchar", length: 16 })
  state!: ApplicationItemState;
}
