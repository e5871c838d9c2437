import type { ApplicationCaller, CitizenCaller } from "../../consent/model/caller.js";
import type { ConsentRecord } from "../../consent/model/consent-record.js";
import type { DataSubjectKey } from "../../consent/model/data-subject.js";
import type { Coordinate, SharingMode } from "../../consent/model/sharing.js";
import type { SharingGrant } from "../../consent/model/sharing-grant.js";

/** The moment at which every test takes place. */
export const NOW = new Date("2025-09-01T02:00:00Z");

/** Credit code of the consumer department that asks. */
export const HOUSING = "11540100MB1A00001X";

/** A caseworker application of 住房和城乡建设局, for public rental housing. */
export const CASEWORKER: ApplicationCaller = {
  role: "application",
  sub: "housing-desk",
  clientId: "housing-desk",
  department: HOUSING,
  application: "housing-desk",
  operator: "caseworker 7",
  scenario: "public-rental-housing",
  case: "2025-0001",
};

/** A citizen who signed in. */
export function citizen(idNumber: string): CitizenCaller {
  return { role: "citizen", sub: `citizen ${idNumber.length}`, clientId: "portal", idNumber };
}

/** A sharing grant of the caseworker; items without a mode are held for QUERY. */
export function sharingGrant(items: readonly (Coordinate | readonly [Coordinate, SharingMode])[], change: Partial<SharingGrant> = {}): SharingGrant {
  return {
    id: "grant-1",
    version: 3,
    department: CASEWORKER.department,
    application: CASEWORKER.application,
    scenario: CASEWORKER.scenario,
    statutoryBasis: null,
    items: items.map((item) => {
      const [coordinate, mode] = typeof item === "string" ? [item, "QUERY" as const] : item;
      return { coordinate, mode, unmasked: false };
    }),
    divisions: ["540000"],
    status: "ACTIVE",
    validFrom: new Date("2025-01-01T00:00:00Z"),
    validUntil: new Date("2026-01-01T00:00:00Z"),
    ...change,
  };
}

/** A consent in force, given to the caseworker's department and scenario. */
export function consentOf(dataSubject: DataSubjectKey, items: readonly Coordinate[], change: Partial<ConsentRecord> = {}): ConsentRecord {
  return {
    id: `consent of ${items.length}`,
    version: 1,
    dataSubject,
    department: CASEWORKER.department,
    scenario: CASEWORKER.scenario,
    case: CASEWORKER.case,
    items,
    refusedItems: [],
    withdrawnItems: [],
    status: "GIVEN",
    givenAt: new Date("2025-06-01T00:00:00Z"),
    until: null,
    ...change,
  };
}
