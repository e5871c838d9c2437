import type DataLoader from "dataloader";
import type { DataSource } from "typeorm";
import type { SubgraphContext } from "../kit/definition.js";
import { rowLoader, rowsLoader } from "../kit/loaders.js";
import { LICENCES_BOUND } from "./bounds.js";
import { LicenceRow } from "./store/licence-row.js";

/** What is read for one request, many keys in one statement. */
export interface LicenceLoaders {
  /** By identifier. */
  readonly licences: DataLoader<string, LicenceRow | null>;
  /** By the holder's identity number. */
  readonly licencesOfPersons: DataLoader<string, LicenceRow[]>;
  /** By the holder's credit code. */
  readonly licencesOfLegalEntities: DataLoader<string, LicenceRow[]>;
}

/** What this department's resolvers work with. */
export type LicenceContext = SubgraphContext<LicenceLoaders>;

/** Loaders for one request. */
export function createLoaders(database: DataSource): LicenceLoaders {
  const held = { by: "holderId", order: ["identifier"], bound: LICENCES_BOUND } as const;
  return {
    licences: rowLoader(database, LicenceRow, "identifier"),
    licencesOfPersons: rowsLoader(database, LicenceRow, { ...held, where: { holderKind: "PERSON" } }),
    licencesOfLegalEntities: rowsLoader(database, LicenceRow, { ...held, where: { holderKind: "LEGAL_ENTITY" } }),
  };
}
