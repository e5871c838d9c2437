import { Column, Entity, Index, PrimaryColumn } from "typeorm";
import type { SharingMode } from "../../model/sharing.js";
import type { GrantStatus } from "../../model/sharing-grant.js";
import { INSTANT } from "./columns.js";

/** What an approved sharing application yielded; its items are rows of their own. */
@Entity("sharing_grant")
@Index("sharing_grant_holder", ["department", "application", "scenario"])
export class SharingGrantRow {
  @PrimaryColumn({ type: "varchar", length: 64 })
  id!: string;

  @Column({ type: "integer" })
  version!: number;

  /** Credit code. */
  @Column({ type: "varchar", length: 18 })
  department!: string;

  @Column({ type: "varchar", length: 64 })
  application!: string;

  @Column({ type: "varchar", length: 64 })
  scenario!: string;

  @Column({ name: "statutory_basis", type: "varchar", length: 500, nullable: true })
  statutoryBasis!: string | null;

  /** GB/T 2260 codes. */
  @Column({ type: "simple-json" })
  divisions!: readonly string[];

  @Column({ type: "varchar", length: 16 })
  status!: GrantStatus;

  @Column({ name: "valid_from", ...INSTANT })
  validFrom!: Date;

  @Column({ name: "valid_until", ...INSTANT })
  validUntil!: Date;
}

/** One (item, mode) of a sharing grant. */
@Entity("sharing_grant_item")
export class SharingGrantItemRow {
  @PrimaryColumn({ name: "grant_id", type: "varchar", length: 64 })
  grantId!: string;

  @PrimaryColumn({ type: "varchar", length: 128 })
  coordinate!: string;

  @PrimaryColumn({ type: "varchar", length: 16 })
  mode!: SharingMode;

  @Column({ type: "boolean" })
  unmasked!: boolean;
}
