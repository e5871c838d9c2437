import { compileSharing, type SharingTable } from "../../consent/decide/compile-sharing.js";
import type { GrantSnapshot } from "../../consent/model/sharing-grant.js";
import type { Coordinate, SharingRule } from "../../consent/model/sharing.js";

/** Reads every sharing grant, or null when nothing has changed since a version. */
export type ReadSnapshot = (knownVersion: number | null) => Promise<GrantSnapshot | null>;

/** The compiled rules × grants of this moment. */
export interface SharingSnapshot {
  /** The table in force, swapped whole; null when nothing was heard within the lease: nothing may then be decided. */
  current(): SharingTable | null;
  /** Reads once. @throws when the consent service cannot be read */
  refresh(): Promise<void>;
}

/**
 * Holds the snapshot. A gateway that has not heard from the consent service within the lease decides nothing
 * (architecture.md, "Processes").
 * @param keys coordinates of the governed types' keys
 * @param monotonic milliseconds that never run backwards: a clock that is set back must not lengthen the lease
 */
export function createSharingSnapshot(
  rules: ReadonlyMap<Coordinate, SharingRule>,
  read: ReadSnapshot,
  leaseMs: number,
  keys: ReadonlySet<Coordinate>,
  monotonic: () => number = () => performance.now(),
): SharingSnapshot {
  let held: { table: SharingTable; version: number } | null = null;
  let heardAt = Number.NEGATIVE_INFINITY;
  return {
    current: () => (held && monotonic() - heardAt <= leaseMs ? held.table : null),
    async refresh() {
      const askedAt = monotonic();
      const snapshot = await read(held?.version ?? null);
      if (snapshot) held = { table: compileSharing(rules, snapshot.grants, keys), version: snapshot.version };
      // The lease counts from when the question was asked: an answer may be old when it arrives.
      if (held) heardAt = askedAt;
    },
  };
}
