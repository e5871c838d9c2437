import type { DataSource } from "typeorm";
import { divisionRows } from "../divisions/division-data.js";
import { DivisionRow } from "../store/division-row.js";
import { MortgageRow, ParcelOwnerRow, PremisesRow } from "../store/parcel-relation-rows.js";
import { ParcelRow } from "../store/parcel-row.js";
import { LandUse } from "../terms.js";

/** A small register for tests; every number in it is invented. */

/** A parcel of Lhasa's Chengguan district; a test says what differs. */
export function parcel(unitNumber: string, differences: Partial<ParcelRow> = {}): ParcelRow {
  return { unitNumber, division: "540102", landUse: LandUse.RESIDENTIAL, area: 89.45, longitude: 91.12, latitude: 29.65, ...differences };
}

/** A person's share of a parcel. */
export function ownedBy(unitNumber: string, ownerId: string, ownerKind: ParcelOwnerRow["ownerKind"] = "PERSON"): ParcelOwnerRow {
  return { unitNumber, ownerKind, ownerId };
}

/** Fills the tables of parcels. */
export async function fill(
  database: DataSource,
  rows: { readonly parcels?: ParcelRow[]; readonly owners?: ParcelOwnerRow[]; readonly premises?: PremisesRow[]; readonly mortgages?: MortgageRow[] },
): Promise<void> {
  await database.getRepository(ParcelRow).insert(rows.parcels ?? []);
  await database.getRepository(ParcelOwnerRow).insert(rows.owners ?? []);
  await database.getRepository(PremisesRow).insert(rows.premises ?? []);
  await database.getRepository(MortgageRow).insert(rows.mortgages ?? []);
}

/** Fills the table of divisions with the real ones of some provinces, by the first two digits. */
export async function fillDivisions(database: DataSource, provinces: readonly string[]): Promise<void> {
  const rows = [...divisionRows()].filter(({ code }) => provinces.includes(code.slice(0, 2)));
  await database.getRepository(DivisionRow).insert(rows);
}
