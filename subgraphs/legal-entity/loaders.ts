import type DataLoader from "dataloader";
import type { DataSource } from "typeorm";
import type { SubgraphContext } from "../kit/definition.js";
import { rowLoader, rowsLoader } from "../kit/loaders.js";
import { ANNUAL_REPORTS_BOUND, COMPANIES_BOUND, SHAREHOLDERS_BOUND } from "./bounds.js";
import { AnnualReportRow } from "./store/annual-report-row.js";
import { LegalEntityRow } from "./store/legal-entity-row.js";
import { ShareholdingRow } from "./store/shareholding-row.js";

/** What is read for one request, many keys in one statement a table. */
export interface LegalEntityLoaders {
  /** By credit code. */
  readonly legalEntities: DataLoader<string, LegalEntityRow | null>;
  /** By the legal representative's identity number. */
  readonly companies: DataLoader<string, LegalEntityRow[]>;
  /** By credit code, largest share first. */
  readonly shareholdings: DataLoader<string, ShareholdingRow[]>;
  /** By credit code, latest first. */
  readonly annualReports: DataLoader<string, AnnualReportRow[]>;
}

/** What this department's resolvers work with. */
export type LegalEntityContext = SubgraphContext<LegalEntityLoaders>;

/** Loaders for one request. */
export function createLoaders(database: DataSource): LegalEntityLoaders {
  return {
    legalEntities: rowLoader(database, LegalEntityRow, "uscc"),
    companies: rowsLoader(database, LegalEntityRow, { by: "legalRepresentativeId", order: ["uscc"], bound: COMPANIES_BOUND }),
    shareholdings: rowsLoader(database, ShareholdingRow, {
      by: "uscc",
      order: ["basisPoints", "holderKind", "holderId"],
      descending: true,
      bound: SHAREHOLDERS_BOUND,
    }),
    annualReports: rowsLoader(database, AnnualReportRow, { by: "uscc", order: ["year"], descending: true, bound: ANNUAL_REPORTS_BOUND }),
  };
}
