import type { DataSource } from "typeorm";
import { type DatabaseRequest, openDatabase } from "../../subgraphs/kit/database.js";
import { CreateConsent1764000000000 } from "./migrations/1764000000000-create-consent.js";
import { SharingApplications1764100000000 } from "./migrations/1764100000000-sharing-applications.js";
import { OneTimeConsents1764200000000 } from "./migrations/1764200000000-one-time-consents.js";
import { CaseCountRow, CaseUseRow } from "./rows/case-use-row.js";
import { CatalogueItemRow } from "./rows/catalogue-item-row.js";
import { ChangeVersionRow } from "./rows/change-version-row.js";
import { ConsentEventRow } from "./rows/consent-event-row.js";
import { ConsentItemRow, ConsentRecordRow } from "./rows/consent-record-row.js";
import { ConsentRequestRow } from "./rows/consent-request-row.js";
import { ConsentUseRow } from "./rows/consent-use-row.js";
import { NoticeRow } from "./rows/notice-row.js";
import { ScenarioRow } from "./rows/scenario-row.js";
import { SharingApplicationItemRow, SharingApplicationRow } from "./rows/sharing-application-row.js";
import { SharingGrantItemRow, SharingGrantRow } from "./rows/sharing-grant-row.js";
import { StandingRow } from "./rows/standing-row.js";

/** Name, tables and migrations of the consent database: its half of a `SubgraphDefinition`. */
export const CONSENT_DATABASE = {
  name: "consent",
  entities: [
    CatalogueItemRow,
    ScenarioRow,
    SharingApplicationRow,
    SharingApplicationItemRow,
    SharingGrantRow,
    SharingGrantItemRow,
    NoticeRow,
    ConsentRequestRow,
    ConsentRecordRow,
    ConsentItemRow,
    ConsentEventRow,
    StandingRow,
    CaseUseRow,
    ConsentUseRow,
    CaseCountRow,
    ChangeVersionRow,
  ],
  migrations: [CreateConsent1764000000000, SharingApplications1764100000000, OneTimeConsents1764200000000],
} as const;

/** Opens the consent database on either engine, migrated. */
export function openConsentDatabase(options: Pick<DatabaseRequest, "url" | "directory" | "poolSize"> = {}): Promise<DataSource> {
  return openDatabase({ ...CONSENT_DATABASE, ...options });
}
