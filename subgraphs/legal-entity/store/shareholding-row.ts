import { Column, Entity, PrimaryColumn } from "typeorm";
import type { DataSubjectKind } from "../../../consent/model/data-subject.js";

/** One holder's share of one legal entity. */
@Entity("shareholding")
export class ShareholdingRow {
  @PrimaryColumn({ type: "varchar", length: 18 })
  uscc!: string;

  @PrimaryColumn({ name: "holder_kind", type: "varchar", length: 12 })
  holderKind!: DataSubjectKind;

  /** Identity number or credit code. */
  @PrimaryColumn({ name: "holder_id", type: "varchar", length: 18 })
  holderId!: string;

  /** Hundredths of a percent: 10000 is the whole. */
  @Column({ name: "basis_points", type: "integer" })
  basisPoints!: number;
}
