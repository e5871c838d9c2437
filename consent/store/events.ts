import type { EntityManager } from "typeorm";
import { ConsentEventRow } from "./rows/consent-event-row.js";

/** Something that happened, to be added to the history. */
export type NewEvent = Pick<ConsentEventRow, "at" | "aboutKind" | "about" | "version" | "type" | "before" | "after" | "actor"> &
  Partial<Pick<ConsentEventRow, "items" | "actedFor" | "capacity" | "words">>;

/** Adds to the history, which nothing changes or removes. */
export async function addEvent(manager: EntityManager, id: string, event: NewEvent): Promise<void> {
  await manager.insert(ConsentEventRow, { items: [], actedFor: null, capacity: null, words: null, ...event, id });
}

/** What happened to a request, a consent or a sharing grant, in order. */
export function eventsAbout(manager: EntityManager, about: string): Promise<ConsentEventRow[]> {
  return manager.find(ConsentEventRow, { where: { about }, order: { version: "ASC" } });
}
