import type DataLoader from "dataloader";
import type { DataSource } from "typeorm";
import type { SubgraphContext } from "../kit/definition.js";
import { rowLoader, rowsLoader } from "../kit/loaders.js";
import { CHILDREN_BOUND, MORTGAGES_BOUND, OWNERS_BOUND, PREMISES_BOUND, REAL_ESTATE_BOUND } from "./bounds.js";
import { DivisionRow } from "./store/division-row.js";
import { MortgageRow, ParcelOwnerRow, PremisesRow } from "./store/parcel-relation-rows.js";
import { ParcelRow } from "./store/parcel-row.js";

/** What is read for one request, many keys in one statement a table. */
export interface GeospatialLoaders {
  /** By GB/T 2260 code. */
  readonly divisions: DataLoader<string, DivisionRow | null>;
  /** By the code of the division above. */
  readonly divisionsBelow: DataLoader<string, DivisionRow[]>;
  /** By unit number, like the next two. */
  readonly parcels: DataLoader<string, ParcelRow | null>;
  /** One more than the bound, so that who looks sees that there are too many. */
  readonly owners: DataLoader<string, ParcelOwnerRow[]>;
  readonly mortgages: DataLoader<string, MortgageRow[]>;
  /** By the owner's identity number. */
  readonly ownedByPersons: DataLoader<string, ParcelOwnerRow[]>;
  /** By the owner's credit code. */
  readonly ownedByLegalEntities: DataLoader<string, ParcelOwnerRow[]>;
  /** By the user's credit code. */
  readonly premises: DataLoader<string, PremisesRow[]>;
}

/** What this department's resolvers work with. */
export type GeospatialContext = SubgraphContext<GeospatialLoaders>;

/** Loaders for one request. */
export function createLoaders(database: DataSource): GeospatialLoaders {
  const owned = { by: "ownerId", order: ["unitNumber"], bound: REAL_ESTATE_BOUND } as const;
  return {
    divisions: rowLoader(database, DivisionRow, "code"),
    divisionsBelow: rowsLoader(database, DivisionRow, { by: "parentCode", order: ["code"], bound: CHILDREN_BOUND }),
    parcels: rowLoader(database, ParcelRow, "unitNumber"),
    owners: rowsLoader(database, ParcelOwnerRow, { by: "unitNumber", order: ["ownerKind", "ownerId"], bound: OWNERS_BOUND + 1 }),
    mortgages: rowsLoader(database, MortgageRow, { by: "unitNumber", order: ["registrationNumber"], bound: MORTGAGES_BOUND }),
    ownedByPersons: rowsLoader(database, ParcelOwnerRow, { ...owned, where: { ownerKind: "PERSON" } }),
    ownedByLegalEntities: rowsLoader(database, ParcelOwnerRow, { ...owned, where: { ownerKind: "LEGAL_ENTITY" } }),
    premises: rowsLoader(database, PremisesRow, { by: "uscc", order: ["unitNumber"], bound: PREMISES_BOUND }),
  };
}
