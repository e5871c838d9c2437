import type { ApplicationCaller } from "../../model/caller.js";
import type { ConsentRecord } from "../../model/consent-record.js";
import type { Coordinate, SharingMode, SharingRule } from "../../model/sharing.js";
import { SHARING_MODES } from "../../model/sharing.js";
import type { SharingGrant } from "../../model/sharing-grant.js";

/** The moment at which every test of this folder takes place. */
export const NOW = new Date("2025-09-01T02:00:00Z");

/** A caseworker application that holds `grantOf(...)`. */
export const CALLER: ApplicationCaller = {
  role: "application",
  sub: "desk",
  clientId: "desk",
  department: "11540100MB1A0001X3",
  application: "housing-desk",
  operator: null,
  scenario: "public-rental-housing",
  case: "case 1",
};

/** A rule; unconditional for every mode unless `change` says otherwise. */
export function ruleOf(coordinate: Coordinate, change: Partial<SharingRule> = {}): SharingRule {
  return {
    coordinate,
    type: "UNCONDITIONAL",
    modes: SHARING_MODES,
    departments: null,
    purposes: null,
    consent: false,
    sensitivity: "PERSONAL",
    basis: null,
    mask: null,
    version: "0123456789abcdef",
    ...change,
  };
}

/** Rules by coordinate. */
export function rulesOf(...rules: readonly SharingRule[]): ReadonlyMap<Coordinate, SharingRule> {
  return new Map(rules.map((rule) => [rule.coordinate, rule]));
}

/** The caller's sharing grant over `Type.field MODE` items. */
export function grantOf(items: readonly string[], change: Partial<SharingGrant> = {}): SharingGrant {
  return {
    id: "grant 1",
    version: 1,
    department: CALLER.department,
    application: CALLER.application,
    scenario: CALLER.scenario,
    statutoryBasis: null,
    items: items.map((item) => {
      const [coordinate, mode] = item.split(" ") as [Coordinate, SharingMode];
      return { coordinate, mode, unmasked: false };
    }),
    divisions: ["540000"],
    status: "ACTIVE",
    validFrom: new Date("2025-01-01T00:00:00Z"),
    validUntil: new Date("2026-01-01T00:00:00Z"),
    ...change,
  };
}

/** A consent in force to the caller's department and scenario, asked for in the caller's case. */
export function recordOf(items: readonly Coordinate[], change: Partial<ConsentRecord> = {}): ConsentRecord {
  return {
    id: "consent 1",
    version: 1,
    dataSubject: "PERSON:11010519491231002X",
    department: CALLER.department,
    scenario: CALLER.scenario,
    case: CALLER.case,
    items,
    refusedItems: [],
    withdrawnItems: [],
    status: "GIVEN",
    givenAt: new Date("2025-06-01T00:00:00Z"),
    until: null,
    ...change,
  };
}
