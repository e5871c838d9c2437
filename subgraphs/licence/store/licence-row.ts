import { Column, Entity, Index, PrimaryColumn } from "typeorm";
import type { DataSubjectKind } from "../../../consent/model/data-subject.js";
import type { LicenceKind, LicenceStatus } from "../terms.js";

/** One electronic licence. The key is its identifier (GB/T 36904): rows can be inserted in bulk, in any order. */
@Entity("licence")
@Index("licence_holder", ["holderId", "holderKind", "identifier"])
export class LicenceRow {
  @PrimaryColumn({ type: "varchar", length: 100 })
  identifier!: string;

  @Column({ type: "varchar", length: 32 })
  kind!: LicenceKind;

  /** As it is printed on the licence. */
  @Column({ type: "varchar", length: 200 })
  name!: string;

  @Column({ name: "holder_kind", type: "varchar", length: 12 })
  holderKind!: DataSubjectKind;

  /** Identity number or credit code. */
  @Column({ name: "holder_id", type: "varchar", length: 18 })
  holderId!: string;

  @Column({ name: "holder_name", type: "varchar", length: 200 })
  holderName!: string;

  /** The number printed on the licence, which for a person's is often the identity number. */
  @Column({ type: "varchar", length: 64 })
  number!: string;

  @Column({ type: "varchar", length: 100 })
  issuer!: string;

  /** `YYYY-MM-DD`, like the dates below. */
  @Column({ name: "issued_on", type: "varchar", length: 10 })
  issuedOn!: string;

  @Column({ name: "valid_from", type: "varchar", length: 10 })
  validFrom!: string;

  /** Null: without end. */
  @Column({ name: "valid_until", type: "varchar", length: 10, nullable: true })
  validUntil!: string | null;

  @Column({ type: "varchar", length: 16 })
  status!: LicenceStatus;
}
