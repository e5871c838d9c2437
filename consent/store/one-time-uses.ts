import { type DataSource, type EntityManager, In } from "typeorm";
import { CONSENT_LIFE, nextState } from "../model/consent-life.js";
import { noteChange } from "./changes.js";
import { consentStatusAt } from "./consents.js";
import { addEvent } from "./events.js";
import { ConsentRecordRow } from "./rows/consent-record-row.js";
import { ConsentUseRow } from "./rows/consent-use-row.js";
import { transact } from "./transactions.js";

/** An operation's reservation of consents that are for one use. */
export interface UseReservation {
  /** The gateway's id of the operation's request. */
  readonly request: string;
  readonly consents: readonly string[];
  readonly now: Date;
}

/**
 * Reserves for one operation what is given for one use and still in force: exactly one operation gets each, however many
 * ask at once, and the same operation has it however often it asks.
 * @returns those that this operation holds now
 */
export function reserveUses(database: DataSource, { request, consents, now }: UseReservation): Promise<string[]> {
  return transact(database, async (manager) => {
    const records = await manager.findBy(ConsentRecordRow, { id: In([...consents]), oneTime: true, status: "GIVEN" });
    const inForce = records.filter((record) => consentStatusAt({ status: "GIVEN", until: record.until }, now) === "GIVEN").map(({ id }) => id);
    if (inForce.length === 0) return [];
    const rows = [...inForce].sort().map((consent) => ({ consent, request, reservedAt: now }));
    // The primary key decides between operations; each looks afterwards which rows are its own.
    await manager.createQueryBuilder().insert().into(ConsentUseRow).values(rows).orIgnore().execute();
    const held = await manager.findBy(ConsentUseRow, { consent: In(inForce), request });
    return held.map(({ consent }) => consent);
  });
}

/** An operation that is over. */
export interface UseSettlement {
  readonly request: string;
  /** false only where nothing that they permit was asked for: then they are given back. */
  readonly used: boolean;
  readonly now: Date;
}

/** Ends an operation's reservations: the consents are exhausted, or free again. @returns how many there were */
export function settleUses(database: DataSource, newId: () => string, { request, used, now }: UseSettlement): Promise<number> {
  return transact(database, async (manager) => {
    const held = await manager.findBy(ConsentUseRow, { request });
    if (held.length === 0) return 0;
    if (!used) {
      const settled = await exhausted(manager, held);
      const free = held.map(({ consent }) => consent).filter((consent) => !settled.has(consent));
      if (free.length > 0) await manager.delete(ConsentUseRow, { request, consent: In(free) });
      return free.length;
    }
    for (const { consent } of held) await exhaust(manager, newId, consent, now);
    await noteChange(manager, "consents");
    return held.length;
  });
}

/** What was used is not given back, whatever comes later. */
async function exhausted(manager: EntityManager, held: readonly ConsentUseRow[]): Promise<ReadonlySet<string>> {
  const records = await manager.findBy(ConsentRecordRow, { id: In(held.map(({ consent }) => consent)), status: "EXHAUSTED" });
  return new Set(records.map(({ id }) => id));
}

async function exhaust(manager: EntityManager, newId: () => string, id: string, now: Date): Promise<void> {
  const record = await manager.findOneByOrFail(ConsentRecordRow, { id });
  // Withdrawn meanwhile, or exhausted by the same settlement before: it stays what it is.
  const status = record.status === "REFUSED" ? null : nextState(CONSENT_LIFE, record.status, "EXHAUST");
  if (!status) return;
  const version = record.version + 1;
  const { affected } = await manager.update(ConsentRecordRow, { id, version: record.version }, { status, version });
  if (affected !== 1) return;
  await addEvent(manager, newId(), {
    at: now,
    aboutKind: "CONSENT",
    about: id,
    version,
    type: "EXHAUST",
    before: record.status,
    after: status,
    actor: "platform",
  });
}
