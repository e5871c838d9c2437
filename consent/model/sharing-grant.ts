import type { Coordinate, SharingMode } from "./sharing.js";

/** One (item, mode) that a scenario needs and a sharing grant holds. */
export interface GrantItem {
  readonly coordinate: Coordinate;
  readonly mode: SharingMode;
  /** The item leaves its provider department unmasked. */
  readonly unmasked: boolean;
}

/** A published business purpose (应用场景, Lhasa §21). */
export interface Scenario {
  readonly code: string;
  /** Bilingual: "Public rental housing · 公租房资格审核". */
  readonly name: string;
  readonly purpose: string;
  /** With a statutory basis no consent is asked (PIPL §13); null where there is none. */
  readonly statutoryBasis: string | null;
  readonly items: readonly GrantItem[];
}

export const GRANT_STATUSES = ["ACTIVE", "SUSPENDED", "TERMINATED", "EXPIRED"] as const;
export type GrantStatus = (typeof GRANT_STATUSES)[number];

/** What an approved application yields (809 §20, §25, §27). */
export interface SharingGrant {
  readonly id: string;
  /** Rises with every change. */
  readonly version: number;
  readonly department: string;
  readonly application: string;
  readonly scenario: string;
  readonly statutoryBasis: string | null;
  readonly items: readonly GrantItem[];
  /** GB/T 2260 codes that it covers, each with what lies below it (`divisions.ts`); an empty list covers nothing. */
  readonly divisions: readonly string[];
  readonly status: GrantStatus;
  readonly validFrom: Date;
  readonly validUntil: Date;
}

/** What the consent service publishes to gateways: every grant, under one version. */
export interface GrantSnapshot {
  readonly version: number;
  readonly grants: readonly SharingGrant[];
}
