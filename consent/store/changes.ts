import type { DataSource, EntityManager } from "typeorm";
import type { ChangeVersions } from "../model/consent-wire.js";
import { type ChangeTopic, ChangeVersionRow } from "./rows/change-version-row.js";
import { readCommitted } from "./transactions.js";

/** Raises a topic's version, in the transaction of the change itself. Writers of a topic so follow one another. */
export async function noteChange(manager: EntityManager, topic: ChangeTopic): Promise<void> {
  await manager.increment(ChangeVersionRow, { topic }, "version", 1);
}

/** A topic's version: equal versions mean that nothing has changed. */
export async function changeVersion(manager: EntityManager, topic: ChangeTopic): Promise<number> {
  const row = await manager.findOneByOrFail(ChangeVersionRow, { topic });
  return row.version;
}

/** Every topic's version, in one statement. */
export async function readChangeVersions(database: DataSource): Promise<ChangeVersions> {
  const rows = await readCommitted(database, (manager) => manager.find(ChangeVersionRow));
  const versions = new Map(rows.map(({ topic, version }) => [topic, version]));
  const of = (topic: ChangeTopic): number => {
    const version = versions.get(topic);
    if (version === undefined) throw new Error(`no version of ${topic}`);
    return version;
  };
  return { grants: of("grants"), consents: of("consents") };
}
