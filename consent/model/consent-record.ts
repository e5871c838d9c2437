import type { DataSubjectKey } from "./data-subject.js";
import type { Coordinate, SharingMode } from "./sharing.js";

/** Life of a consent record (domain.md, "Consent"). */
export const CONSENT_STATUSES = ["GIVEN", "WITHDRAWN", "REVOKED", "EXPIRED", "EXHAUSTED"] as const;
export type ConsentStatus = (typeof CONSENT_STATUSES)[number];

/** Life of a consent request. */
export const CONSENT_REQUEST_STATUSES = ["REQUESTED", "GIVEN", "REFUSED", "LAPSED"] as const;
export type ConsentRequestStatus = (typeof CONSENT_REQUEST_STATUSES)[number];

/** Separate consent (PIPL §14, §23): one consumer department, one scenario, named items. */
export interface ConsentRecord {
  readonly id: string;
  readonly version: number;
  readonly dataSubject: DataSubjectKey;
  readonly department: string;
  readonly scenario: string;
  /** The case that asked. */
  readonly case: string;
  /** Coordinates given and not withdrawn since. */
  readonly items: readonly Coordinate[];
  /** Coordinates that this record once gave or was asked for and that were refused or withdrawn. */
  readonly refusedItems: readonly Coordinate[];
  readonly withdrawnItems: readonly Coordinate[];
  /**
   * Coordinate → the modes that the notice named: another mode needs a new consent (domain.md, "Consent"). Absent: the
   * notice named every mode of the grant.
   */
  readonly modes?: ReadonlyMap<Coordinate, readonly SharingMode[]>;
  readonly status: ConsentStatus | "REFUSED";
  readonly givenAt: Date;
  /** null: while the scenario lasts. */
  readonly until: Date | null;
  /** Given for one use: an operation that is to stand on it reserves it first. Absent: for any number. */
  readonly oneTime?: boolean;
}
