import { Column, Entity, Index, PrimaryColumn } from "typeorm";
import type { DivisionLevel } from "../terms.js";

/** One current administrative division (GB/T 2260). Codes that are gone are not here, though they stay valid inside identity numbers. */
@Entity("administrative_division")
@Index("administrative_division_parent", ["parentCode", "code"])
export class DivisionRow {
  @PrimaryColumn({ type: "varchar", length: 6 })
  code!: string;

  @Column({ type: "varchar", length: 50 })
  name!: string;

  @Column({ type: "varchar", length: 8 })
  level!: DivisionLevel;

  /** Null for a province. */
  @Column({ name: "parent_code", type: "varchar", length: 6, nullable: true })
  parentCode!: string | null;

  /** Degrees; an approximate bounding box where one is at hand, otherwise all four are null. */
  @Column({ type: "double", nullable: true })
  west!: number | null;

  @Column({ type: "double", nullable: true })
  south!: number | null;

  @Column({ type: "double", nullable: true })
  east!: number | null;

  @Column({ type: "double", nullable: true })
  north!: number | null;
}
