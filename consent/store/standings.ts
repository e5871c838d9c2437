import type { DataSource, EntityManager } from "typeorm";
import type { DataSubjectKey } from "../model/data-subject.js";
import { type Capacity, isInForce, type RepresentativeStanding } from "../model/standing.js";
import { StandingRow } from "./rows/standing-row.js";
import { readCommitted, transact } from "./transactions.js";

/** Whom a citizen represents at `now`, in a fixed order, each once. */
export async function readStandings(database: DataSource, idNumber: string, now: Date): Promise<DataSubjectKey[]> {
  const rows = await readCommitted(database, (manager) => manager.find(StandingRow, { where: { idNumber }, order: { dataSubject: "ASC" } }));
  return [...new Set(rows.filter((row) => isInForce(row, now)).map(({ dataSubject }) => dataSubject))];
}

/** In which capacity a citizen acts, and until when; null: without end. */
export interface ActingStanding {
  readonly capacity: Capacity | "SELF";
  readonly validUntil: Date | null;
}

/**
 * In which capacity a citizen may act for a data subject at `now`.
 * @returns SELF for the citizen's own; null when there is no standing
 */
export async function standingFor(manager: EntityManager, idNumber: string, dataSubject: DataSubjectKey, now: Date): Promise<ActingStanding | null> {
  if (dataSubject === `PERSON:${idNumber}`) return { capacity: "SELF", validUntil: null };
  const rows = await manager.find(StandingRow, { where: { idNumber, dataSubject }, order: { capacity: "ASC" } });
  return rows.find((row) => isInForce(row, now)) ?? null;
}

/** Adds standings that are not there yet; those that are stay as they are. @returns how many were added */
export function addStandings(database: DataSource, standings: readonly RepresentativeStanding[]): Promise<number> {
  return transact(database, async (manager) => {
    let added = 0;
    for (const { idNumber, dataSubject, capacity, validFrom, validUntil } of standings) {
      if (await manager.existsBy(StandingRow, { idNumber, dataSubject, capacity })) continue;
      await manager.insert(StandingRow, { idNumber, dataSubject, capacity, validFrom, validUntil });
      added += 1;
    }
    return added;
  });
}
