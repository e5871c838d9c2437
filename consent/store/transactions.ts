import { type DataSource, type EntityManager, QueryFailedError } from "typeorm";
import { refuseWhenLate, startCommit } from "../../subgraphs/kit/deadline.js";

/** Attempts of a transaction that another one's locks have broken. */
const MAX_ATTEMPTS = 10;

// SQLite has one connection, and TypeORM lets every caller share it: without a queue one caller's rollback would undo
// another's writes, and readers would see what is not yet committed. One promise a database; nothing accumulates.
const queues = new WeakMap<DataSource, Promise<unknown>>();

function inTurn<T>(database: DataSource, work: () => Promise<T>): Promise<T> {
  if (isMysql(database)) return work();
  const turn = (queues.get(database) ?? Promise.resolve()).then(work);
  queues.set(
    database,
    turn.catch(() => undefined),
  );
  return turn;
}

/** Whether the engine speaks MySQL's protocol; it has row locks. */
function isMysql(database: DataSource): boolean {
  return database.options.type === "mysql";
}

/** Reads what is committed. Work inside must use the manager that it is given, or it waits for itself. */
export function readCommitted<T>(database: DataSource, work: (manager: EntityManager) => Promise<T>): Promise<T> {
  return inTurn(database, () => work(database.manager));
}

/** Undone, and not committed, when it has been answered as failed meanwhile; once it is committed it is not so answered. */
async function inTime<T>(manager: EntityManager, work: (manager: EntityManager) => Promise<T>): Promise<T> {
  refuseWhenLate();
  const done = await work(manager);
  startCommit();
  return done;
}

const commitListeners = new WeakMap<DataSource, Set<() => void>>();

/** Tells a listener of each transaction that this process commits. */
export function onCommit(database: DataSource, listener: () => void): void {
  const listeners = commitListeners.get(database) ?? new Set();
  commitListeners.set(database, listeners.add(listener));
}

/**
 * Runs work in one transaction, all or nothing, and again from its beginning when another transaction's locks broke it.
 * Work inside must use the manager that it is given, and must bear being run again.
 */
export async function transact<T>(database: DataSource, work: (manager: EntityManager) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      const done = await inTurn(database, () => database.transaction((manager) => inTime(manager, work)));
      for (const listener of commitListeners.get(database) ?? []) listener();
      return done;
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || !isBroken(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * 5 * Math.random()));
    }
  }
}

/** Deadlock, lock wait time-out, changed since read (MariaDB), busy (SQLite): nothing was done, and trying again may help. */
const BROKEN = new Set(["ER_LOCK_DEADLOCK", "ER_LOCK_WAIT_TIMEOUT", "ER_CHECKREAD", "SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT"]);

function isBroken(error: unknown): boolean {
  return BROKEN.has(driverCode(error));
}

const DUPLICATE = new Set(["ER_DUP_ENTRY", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"]);

/** Whether a write failed because a unique row was there already. */
export function isDuplicate(error: unknown): boolean {
  return DUPLICATE.has(driverCode(error));
}

function driverCode(error: unknown): string {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  return typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
}

/** Locks the rows that a transaction reads before it changes them, where the engine has row locks. */
export function forUpdate(manager: EntityManager): { lock?: { mode: "pessimistic_write" } } {
  return isMysql(manager.dataSource) ? { lock: { mode: "pessimistic_write" } } : {};
}
