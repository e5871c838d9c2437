import type { EntityManager } from "typeorm";
import { type ChangeTopic, ChangeVersionRow } from "./rows/change-version-row.js";

/** Raises a topic's version, in the transaction of the change itself. Writers of a topic so follow one another. */
export async function noteChange(manager: EntityManager, topic: ChangeTopic): Promise<void> {
  await manager.increment(ChangeVersionRow, { topic }, "version", 1);
}

/** A topic's version: equal versions mean that nothing has changed. */
export async function changeVersion(manager: EntityManager, topic: ChangeTopic): Promise<number> {
  const row = await manager.findOneByOrFail(ChangeVersionRow, { topic });
  return row.version;
}
