import { Column, Entity, Index, PrimaryColumn } from "typeorm";
import type { DataSubjectKey } from "../../model/data-subject.js";
import type { Capacity } from "../../model/standing.js";
import type { Coordinate } from "../../model/sharing.js";
import { INSTANT } from "./columns.js";

/** What happened to a request, a consent or a sharing grant, and by whom (ISO/IEC TS 27560, "events"). Only ever added. */
@Entity("consent_event")
@Index("consent_event_about", ["about", "version"], { unique: true })
export class ConsentEventRow {
  @PrimaryColumn({ type: "varchar", length: 36 })
  id!: string;

  @Column({ ...INSTANT })
  at!: Date;

  @Column({ name: "about_kind", type: "varchar", length: 16 })
  aboutKind!: "REQUEST" | "CONSENT" | "GRANT" | "APPLICATION";

  /** The id of the request, consent or sharing grant. */
  @Column({ name: "about_id", type: "varchar", length: 64 })
  about!: string;

  /** The version that this event made. */
  @Column({ type: "integer" })
  version!: number;

  @Column({ type: "varchar", length: 16 })
  type!: string;

  @Column({ name: "state_before", type: "varchar", length: 16, nullable: true })
  before!: string | null;

  @Column({ name: "state_after", type: "varchar", length: 16 })
  after!: string;

  @Column({ type: "simple-json" })
  items!: readonly Coordinate[];

  /** A token's `sub`, or the identity number of a citizen. */
  @Column({ type: "varchar", length: 256 })
  actor!: string;

  /** For whom a representative acted; null: for nobody else. */
  @Column({ name: "acted_for", type: "varchar", length: 45, nullable: true })
  actedFor!: DataSubjectKey | null;

  @Column({ type: "varchar", length: 24, nullable: true })
  capacity!: Capacity | null;

  /** What the actor said: a reason, or what is missing. */
  @Column({ type: "text", nullable: true })
  words!: string | null;
}
