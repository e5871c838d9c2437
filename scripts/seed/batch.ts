import type { MortgageRow, ParcelOwnerRow, PremisesRow } from "../../subgraphs/geospatial/store/parcel-relation-rows.js";
import type { ParcelRow } from "../../subgraphs/geospatial/store/parcel-row.js";
import type { AnnualReportRow } from "../../subgraphs/legal-entity/store/annual-report-row.js";
import type { LegalEntityRow } from "../../subgraphs/legal-entity/store/legal-entity-row.js";
import type { ShareholdingRow } from "../../subgraphs/legal-entity/store/shareholding-row.js";
import type { LicenceRow } from "../../subgraphs/licence/store/licence-row.js";
import type { BirthCertificateRow, DeathRecordRow, LivingAllowanceRow, ParentageRow, SocialInsuranceRow } from "../../subgraphs/population/store/event-rows.js";
import type { PersonRow } from "../../subgraphs/population/store/person-row.js";

/** Rows of invented people and things, by table. Every person is invented. */
export interface Batch {
  readonly persons: PersonRow[];
  readonly parentage: ParentageRow[];
  readonly birthCertificates: BirthCertificateRow[];
  readonly deathRecords: DeathRecordRow[];
  readonly socialInsurances: SocialInsuranceRow[];
  readonly livingAllowances: LivingAllowanceRow[];
  readonly legalEntities: LegalEntityRow[];
  readonly shareholdings: ShareholdingRow[];
  readonly annualReports: AnnualReportRow[];
  readonly parcels: ParcelRow[];
  readonly parcelOwners: ParcelOwnerRow[];
  readonly premises: PremisesRow[];
  readonly mortgages: MortgageRow[];
  readonly licences: LicenceRow[];
}

/** A batch without rows. */
export function emptyBatch(): Batch {
  return {
    persons: [],
    parentage: [],
    birthCertificates: [],
    deathRecords: [],
    socialInsurances: [],
    livingAllowances: [],
    legalEntities: [],
    shareholdings: [],
    annualReports: [],
    parcels: [],
    parcelOwners: [],
    premises: [],
    mortgages: [],
    licences: [],
  };
}
