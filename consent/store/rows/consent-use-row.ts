import { Column, Entity, Index, PrimaryColumn } from "typeorm";
import { INSTANT } from "./columns.js";

/** The one use of a consent that was given for one: whose row is there first has it. */
@Entity("consent_use")
@Index("consent_use_request", ["request"])
export class ConsentUseRow {
  @PrimaryColumn({ name: "consent_id", type: "varchar", length: 36 })
  consent!: string;

  /** The operation, by the gateway's id of its request. */
  @Column({ name: "request_id", type: "varchar", length: 36 })
  request!: string;

  @Column({ name: "reserved_at", ...INSTANT })
  reservedAt!: Date;
}
