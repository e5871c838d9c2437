import { Column, Entity, PrimaryColumn } from "typeorm";
import type { GrantItem } from "../../model/sharing-grant.js";

/** A published business purpose (应用场景). */
@Entity("scenario")
export class ScenarioRow {
  @PrimaryColumn({ type: "varchar", length: 64 })
  code!: string;

  /** Bilingual. */
  @Column({ type: "varchar", length: 200 })
  name!: string;

  @Column({ type: "varchar", length: 500 })
  purpose!: string;

  @Column({ name: "statutory_basis", type: "varchar", length: 500, nullable: true })
  statutoryBasis!: string | null;

  /** The least set of items that it needs. */
  @Column({ type: "simple-json" })
  items!: readonly GrantItem[];
}
