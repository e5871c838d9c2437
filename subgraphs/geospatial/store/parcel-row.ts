import { Column, Entity, Index, PrimaryColumn } from "typeorm";
import type { LandUse } from "../terms.js";

/** One parcel or unit of real estate. The key is its unit number: rows can be inserted in bulk, in any order. */
@Entity("parcel")
@Index("parcel_division", ["division", "unitNumber"])
@Index("parcel_location", ["latitude", "longitude"])
export class ParcelRow {
  /** 不动产单元号: 28 characters, the first six the county's code when it was surveyed. */
  @PrimaryColumn({ name: "unit_number", type: "varchar", length: 28 })
  unitNumber!: string;

  /** GB/T 2260, the county in which it lies today. */
  @Column({ type: "varchar", length: 6 })
  division!: string;

  @Column({ name: "land_use", type: "varchar", length: 16 })
  landUse!: LandUse;

  /** Square metres. */
  @Column({ type: "double" })
  area!: number;

  /** Degrees, CGCS2000; null where it has not been surveyed, then the latitude too. */
  @Column({ type: "double", nullable: true })
  longitude!: number | null;

  @Column({ type: "double", nullable: true })
  latitude!: number | null;
}
