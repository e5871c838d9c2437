import { Column, Entity, PrimaryColumn } from "typeorm";
import type { SharingRule } from "../../model/sharing.js";

/** One item of the published supergraph: its rule, and who holds it. */
@Entity("catalogue_item")
export class CatalogueItemRow {
  @PrimaryColumn({ type: "varchar", length: 128 })
  coordinate!: string;

  /** Credit code. */
  @Column({ name: "provider_department", type: "varchar", length: 18 })
  providerDepartment!: string;

  @Column({ type: "simple-json" })
  rule!: SharingRule;
}
