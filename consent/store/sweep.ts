import { type DataSource, In, LessThanOrEqual } from "typeorm";
import { CONSENT_LIFE, nextState } from "../model/consent-life.js";
import { Refusal } from "../model/errors.js";
import { noteChange } from "./changes.js";
import { settleRequest } from "./consent-requests.js";
import { addEvent } from "./events.js";
import { settleUses } from "./one-time-uses.js";
import { ConsentRecordRow } from "./rows/consent-record-row.js";
import { ConsentRequestRow } from "./rows/consent-request-row.js";
import { ConsentUseRow } from "./rows/consent-use-row.js";
import { SharingGrantRow } from "./rows/sharing-grant-row.js";
import { changeSharingGrant } from "./sharing-grants.js";
import { forUpdate, readCommitted, transact } from "./transactions.js";

/** What a sweep wrote down. */
export interface Swept {
  readonly lapsedRequests: number;
  readonly expiredConsents: number;
  readonly expiredGrants: number;
  /** Uses that a gateway reserved and never settled: nobody knows what was shown, so they count. */
  readonly abandonedUses: number;
}

/** Rows of a kind that one sweep takes; what is more waits for the next. */
const BATCH = 500;
/** No operation lasts so long. */
const ABANDONED_AFTER_MS = 10 * 60_000;

/**
 * Writes down what time has ended: nothing is permitted by it in any case, since every decision looks at the clock. Each row by a
 * transaction of its own that looks again, so any number of processes may sweep at once and nothing is done twice.
 */
export async function sweep(database: DataSource, newId: () => string, now: Date): Promise<Swept> {
  const [requests, consents, grants, uses] = await readCommitted(database, (manager) =>
    Promise.all([
      manager.find(ConsentRequestRow, { select: { id: true }, where: { status: "REQUESTED", lapsesAt: LessThanOrEqual(now) }, take: BATCH }),
      manager.find(ConsentRecordRow, { select: { id: true }, where: { status: "GIVEN", until: LessThanOrEqual(now) }, take: BATCH }),
      manager.find(SharingGrantRow, { where: { status: In(["ACTIVE", "SUSPENDED"]), validUntil: LessThanOrEqual(now) }, take: BATCH }),
      manager.find(ConsentUseRow, { where: { reservedAt: LessThanOrEqual(new Date(now.getTime() - ABANDONED_AFTER_MS)) }, take: BATCH }),
    ]),
  );
  return {
    lapsedRequests: await countDone(requests, ({ id }) => lapse(database, newId, id, now)),
    expiredConsents: await countDone(consents, ({ id }) => expire(database, newId, id, now)),
    expiredGrants: await countDone(grants, async ({ id, version }) => {
      await changeSharingGrant(database, newId, { id, version, event: "EXPIRE", actor: "platform", reason: null, now });
      return true;
    }),
    abandonedUses: await countDone(
      await unsettled(database, uses),
      async ({ request }) => (await settleUses(database, newId, { request, used: true, now })) > 0,
    ),
  };
}

/** One after the other; what another process has done meanwhile is a conflict, and no more. */
async function countDone<T>(rows: readonly T[], work: (row: T) => Promise<boolean>): Promise<number> {
  let count = 0;
  for (const row of rows) {
    const done = await work(row).catch((error: unknown) => {
      if (error instanceof Refusal && error.code === "CONFLICT") return false;
      throw error;
    });
    if (done) count += 1;
  }
  return count;
}

function lapse(database: DataSource, newId: () => string, id: string, now: Date): Promise<boolean> {
  return transact(database, async (manager) => {
    const request = await manager.findOne(ConsentRequestRow, { where: { id, status: "REQUESTED", lapsesAt: LessThanOrEqual(now) }, ...forUpdate(manager) });
    if (!request) return false;
    await settleRequest(manager, newId, request, { event: "LAPSE", given: null, at: now, actor: "platform" });
    await noteChange(manager, "consents");
    return true;
  });
}

function expire(database: DataSource, newId: () => string, id: string, now: Date): Promise<boolean> {
  return transact(database, async (manager) => {
    const where = { id, status: "GIVEN" as const, until: LessThanOrEqual(now) };
    const record = await manager.findOne(ConsentRecordRow, { where, ...forUpdate(manager) });
    const status = record && record.status === "GIVEN" ? nextState(CONSENT_LIFE, record.status, "EXPIRE") : null;
    if (!record || !status) return false;
    const version = record.version + 1;
    const { affected } = await manager.update(ConsentRecordRow, { id, version: record.version }, { status, version });
    if (affected !== 1) return false;
    await addEvent(manager, newId(), {
      at: now,
      aboutKind: "CONSENT",
      about: id,
      version,
      type: "EXPIRE",
      before: record.status,
      after: status,
      actor: "platform",
    });
    await noteChange(manager, "consents");
    return true;
  });
}

/** Of reservations those whose consent is still given, one an operation. */
async function unsettled(database: DataSource, uses: readonly ConsentUseRow[]): Promise<ConsentUseRow[]> {
  if (uses.length === 0) return [];
  const given = await readCommitted(database, (manager) => manager.findBy(ConsentRecordRow, { id: In(uses.map(({ consent }) => consent)), status: "GIVEN" }));
  const open = new Set(given.map(({ id }) => id));
  return [...new Map(uses.filter(({ consent }) => open.has(consent)).map((use) => [use.request, use])).values()];
}

/** How often a process sweeps, and what it tells of a sweep that failed: the next one does its work. */
export interface Sweeping {
  readonly newId: () => string;
  readonly clock: () => Date;
  readonly everyMs: number;
  readonly onFailure: (error: unknown) => void;
}

/** Sweeps now and regularly. @returns ends it; resolves when the sweep under way is done */
export function startSweeping(database: DataSource, { newId, clock, everyMs, onFailure }: Sweeping): () => Promise<void> {
  let underWay: Promise<unknown> = Promise.resolve();
  const once = (): void => {
    underWay = underWay.then(() => sweep(database, newId, clock())).catch(onFailure);
  };
  once();
  const timer = setInterval(once, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}
