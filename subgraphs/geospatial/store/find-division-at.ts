import type { DataSource } from "typeorm";
import { DivisionRow } from "./division-row.js";

/** The county whose approximate box holds a point (degrees), western and southern edges included; null where there is none. */
export function findDivisionAt(database: DataSource, longitude: number, latitude: number): Promise<DivisionRow | null> {
  return database
    .createQueryBuilder(DivisionRow, "item")
    .where("item.west <= :longitude AND :longitude < item.east AND item.south <= :latitude AND :latitude < item.north", { longitude, latitude })
    .orderBy("item.code")
    .limit(1)
    .getOne();
}
