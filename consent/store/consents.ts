import { type DataSource, type EntityManager, In, Not } from "typeorm";
import { CONSENT_ITEM_LIFE, CONSENT_LIFE, nextState } from "../model/consent-life.js";
import type { ConsentStatus } from "../model/consent-record.js";
import type { DataSubjectKey } from "../model/data-subject.js";
import { Refusal } from "../model/errors.js";
import type { Coordinate } from "../model/sharing.js";
import { noteChange } from "./changes.js";
import { addEvent } from "./events.js";
import { ConsentItemRow, ConsentRecordRow } from "./rows/consent-record-row.js";
import { standingFor } from "./standings.js";
import { forUpdate, transact } from "./transactions.js";

/** A consent with its items, as its data subject sees it. */
export interface StoredConsent extends ConsentRecordRow {
  readonly status: ConsentStatus;
  readonly items: readonly ConsentItemRow[];
}

/** A citizen's withdrawal. */
export interface Withdrawal {
  readonly consent: string;
  /** Identity number of the citizen who withdraws. */
  readonly idNumber: string;
  /** Items withdrawn, each once; null: all that are still given. */
  readonly items: readonly Coordinate[] | null;
  readonly now: Date;
}

/**
 * Withdraws items of a consent, at once (PIPL §15).
 * @throws Refusal NOT_FOUND for an unknown or foreign consent; CONFLICT when the consent or an item is no longer given;
 *   BAD_USER_INPUT for items that it never gave
 */
export function withdrawConsent(database: DataSource, newId: () => string, { consent: id, idNumber, items, now }: Withdrawal): Promise<StoredConsent> {
  return transact(database, async (manager) => {
    const record = await manager.findOne(ConsentRecordRow, { where: { id, status: Not("REFUSED") }, ...forUpdate(manager) });
    const standing = record && (await standingFor(manager, idNumber, record.dataSubject, now));
    if (!record || !standing) throw new Refusal("NOT_FOUND");
    const consent: StoredConsent = { ...record, status: record.status as ConsentStatus, items: await itemsOf(manager, id) };
    const withdrawn = withdrawnItems(consent, items);
    const isLast = consent.items.every(({ coordinate, state }) => state !== "GIVEN" || withdrawn.includes(coordinate));
    const event = isLast ? "WITHDRAW" : "WITHDRAW_SOME";
    const status = nextState(CONSENT_LIFE, consentStatusAt(consent, now), event);
    if (!status) throw new Refusal("CONFLICT");
    const version = record.version + 1;
    const { affected } = await manager.update(ConsentRecordRow, { id, version: record.version }, { status, version });
    if (affected !== 1) throw new Refusal("CONFLICT");
    await manager.update(ConsentItemRow, { consent: id, coordinate: In([...withdrawn]), state: "GIVEN" }, { state: "WITHDRAWN" });
    const by = standing.capacity === "SELF" ? {} : { actedFor: record.dataSubject, capacity: standing.capacity };
    await addEvent(manager, newId(), {
      ...by,
      at: now,
      actor: idNumber,
      aboutKind: "CONSENT",
      about: id,
      version,
      type: event,
      before: record.status,
      after: status,
      items: withdrawn,
    });
    await noteChange(manager, "consents");
    return { ...consent, status, version, items: await itemsOf(manager, id) };
  });
}

function withdrawnItems({ items }: StoredConsent, asked: readonly Coordinate[] | null): Coordinate[] {
  if (asked === null) return items.filter(({ state }) => state === "GIVEN").map(({ coordinate }) => coordinate);
  if (asked.length === 0 || new Set(asked).size !== asked.length) throw new Refusal("BAD_USER_INPUT", { argument: "items" });
  for (const coordinate of asked) {
    const item = items.find((candidate) => candidate.coordinate === coordinate);
    if (!item || item.state === "REFUSED") throw new Refusal("BAD_USER_INPUT", { argument: "items" });
    if (!nextState(CONSENT_ITEM_LIFE, item.state, "WITHDRAW")) throw new Refusal("CONFLICT");
  }
  return [...asked];
}

/** What a consent's status is at `now`: one whose end is past has expired, whether or not that is written down. */
export function consentStatusAt({ status, until }: { readonly status: ConsentStatus; readonly until: Date | null }, now: Date): ConsentStatus {
  return status === "GIVEN" && until !== null && until <= now ? "EXPIRED" : status;
}

function itemsOf(manager: EntityManager, consent: string): Promise<ConsentItemRow[]> {
  return manager.find(ConsentItemRow, { where: { consent }, order: { coordinate: "ASC" } });
}

/**
 * Consents of some data subjects, the newest first; refusals are none. Where there are more than `bound`, those that are
 * still given come before the others: only what is seen can be withdrawn, and what is withdrawn makes place for the next.
 */
export async function consentsOfDataSubjects(manager: EntityManager, dataSubjects: readonly DataSubjectKey[], bound: number): Promise<StoredConsent[]> {
  const records = await manager
    .createQueryBuilder(ConsentRecordRow, "record")
    .where({ dataSubject: In([...dataSubjects]), status: Not("REFUSED") })
    .orderBy("CASE WHEN record.status = 'GIVEN' THEN 0 ELSE 1 END")
    .addOrderBy("record.givenAt", "DESC")
    .addOrderBy("record.id")
    .limit(bound)
    .getMany();
  return withItems(manager, records.sort(newestFirst));
}

function newestFirst(a: ConsentRecordRow, b: ConsentRecordRow): number {
  return b.givenAt.getTime() - a.givenAt.getTime() || (a.id < b.id ? -1 : 1);
}

/** The consents that answered some requests, by the request's id; in one statement a table. */
export async function consentsOfRequests(manager: EntityManager, requests: readonly string[]): Promise<Map<string, StoredConsent>> {
  const records = await manager.findBy(ConsentRecordRow, { request: In([...requests]), status: Not("REFUSED") });
  const consents = await withItems(manager, records);
  return new Map(consents.map((consent) => [consent.request, consent]));
}

async function withItems(manager: EntityManager, records: readonly ConsentRecordRow[]): Promise<StoredConsent[]> {
  if (records.length === 0) return [];
  const rows = await manager.find(ConsentItemRow, { where: { consent: In(records.map(({ id }) => id)) }, order: { consent: "ASC", coordinate: "ASC" } });
  const byConsent = new Map<string, ConsentItemRow[]>(records.map(({ id }) => [id, []]));
  for (const row of rows) byConsent.get(row.consent)?.push(row);
  return records.map((record) => ({ ...record, status: record.status as ConsentStatus, items: byConsent.get(record.id) ?? [] }));
}
