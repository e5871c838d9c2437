import type { DataSource } from "typeorm";
import type { RepresentativeStanding } from "../model/standing.js";
import { SEEDED_SCENARIOS, SEEDED_SHARING_GRANTS } from "./seeded-scenarios.js";
import { addScenarios, addSharingGrants } from "./sharing-grants.js";
import { addStandings } from "./standings.js";
import { isDuplicate } from "./transactions.js";

/** What a seeding added: nothing when it was done before. */
export interface Seeded {
  readonly scenarios: number;
  readonly sharingGrants: number;
  readonly standings: number;
}

/**
 * Seeds the scenarios and sharing grants of the development accounts. Idempotent: what is there stays as it is, so a
 * sharing grant that was suspended since remains so.
 * @param standings whom the seeded cast represents
 */
export async function seedConsent(database: DataSource, standings: readonly RepresentativeStanding[] = []): Promise<Seeded> {
  return {
    scenarios: await unlessAnotherDid(() => addScenarios(database, SEEDED_SCENARIOS)),
    sharingGrants: await unlessAnotherDid(() => addSharingGrants(database, SEEDED_SHARING_GRANTS)),
    standings: await unlessAnotherDid(() => addStandings(database, standings)),
  };
}

/** Adds, and once more when another process was adding the same at the same time. */
async function unlessAnotherDid(add: () => Promise<number>): Promise<number> {
  return add().catch((error: unknown) => (isDuplicate(error) ? add() : Promise.reject(error)));
}
