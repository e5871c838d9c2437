import type { ConsentItemState } from "./consent-life.js";
import type { ConsentStatus } from "./consent-record.js";
import type { CaseUseKey, DataSubjectKey } from "./data-subject.js";
import type { GrantItem, GrantStatus } from "./sharing-grant.js";
import type { Coordinate, SharingMode } from "./sharing.js";

/**
 * What gateways and the consent service tell each other outside GraphQL: `POST` of JSON to these paths, signed like every
 * request to a subgraph, on nobody's behalf (role `platform`). Instants are ISO 8601 in UTC.
 */
export const LOOK_UP_PATH = "/lookups";
export const SNAPSHOT_PATH = "/snapshot";
export const CHANGES_PATH = "/changes";

/** How long the service may hold a question about changes at most. */
export const MAX_CHANGE_WAIT_MS = 2000;

/** Data subjects of one look-up at most; a client asks for more in several. */
export const MAX_DATA_SUBJECTS = 1000;

/** One look-up, for a whole batch of data subjects. */
export type LookUp =
  | { readonly kind: "CONSENTS"; readonly department: string; readonly scenario: string; readonly dataSubjects: readonly DataSubjectKey[] }
  /** Which version of all consents is in force: what was read at the same version is still true. */
  | { readonly kind: "CONSENT_VERSION" }
  | { readonly kind: "STANDINGS"; readonly idNumber: string }
  | {
      readonly kind: "CASE_USE";
      readonly department: string;
      readonly scenario: string;
      readonly case: string;
      readonly dataSubjects: readonly CaseUseKey[];
      /** How many data subjects the case may name over its life. */
      readonly max: number;
    }
  /** Reserves consents that are for one use, for one operation; asked again by the same operation, it has them already. */
  | { readonly kind: "RESERVE_USES"; readonly request: string; readonly consents: readonly string[] }
  /** What became of an operation's reservations: used, or given back because nothing permitted was asked for. */
  | { readonly kind: "SETTLE_USES"; readonly request: string; readonly used: boolean };

/** One answer to a request for consent, a refusal included. */
export interface WireConsent {
  readonly id: string;
  readonly version: number;
  readonly dataSubject: DataSubjectKey;
  readonly case: string;
  readonly status: ConsentStatus | "REFUSED";
  readonly givenAt: string;
  readonly until: string | null;
  readonly oneTime: boolean;
  readonly items: readonly { readonly coordinate: Coordinate; readonly state: ConsentItemState; readonly modes: readonly SharingMode[] }[];
}

/** Answers, by the look-up's kind. */
export interface LookUpAnswers {
  /** `version` is not later than what was read. */
  readonly CONSENTS: { readonly department: string; readonly scenario: string; readonly version: number; readonly consents: readonly WireConsent[] };
  readonly CONSENT_VERSION: { readonly version: number };
  readonly STANDINGS: { readonly idNumber: string; readonly represents: readonly DataSubjectKey[] };
  /** Data subjects within the limit: all that were asked for and now are counted, or those that had been counted before. */
  readonly CASE_USE: { readonly withinLimit: readonly CaseUseKey[] };
  /** Those that this operation holds now. */
  readonly RESERVE_USES: { readonly reserved: readonly string[] };
  readonly SETTLE_USES: { readonly settled: number };
}

/** Asks for every sharing grant; `knownVersion` is what the gateway has. */
export interface SnapshotRequest {
  readonly knownVersion: number | null;
}

/** A sharing grant as it travels. */
export interface WireGrant {
  readonly id: string;
  readonly version: number;
  readonly department: string;
  readonly application: string;
  readonly scenario: string;
  readonly statutoryBasis: string | null;
  readonly items: readonly GrantItem[];
  readonly divisions: readonly string[];
  readonly status: GrantStatus;
  readonly validFrom: string;
  readonly validUntil: string;
}

/** Every sharing grant; `grants` is null when nothing has changed since the known version. */
export interface SnapshotAnswer {
  readonly version: number;
  readonly grants: readonly WireGrant[] | null;
}

/** Versions of what gateways keep: each rises, in the same transaction, with every change of its topic. */
export interface ChangeVersions {
  readonly grants: number;
  readonly consents: number;
}

/** Asks for the versions once they are not `known`, or after `waitMs`, whichever is first; `null` knows nothing. */
export interface ChangesRequest {
  readonly known: ChangeVersions | null;
  /** 0 to `MAX_CHANGE_WAIT_MS`. */
  readonly waitMs: number;
}
