import type { DataSource } from "typeorm";
import type { ChangeVersions } from "../model/consent-wire.js";
import { readChangeVersions } from "./changes.js";
import { onCommit } from "./transactions.js";

/** Tells who waits when something that gateways keep has changed. */
export interface ChangeWatch {
  /** The versions, once they are not `known` or `waitMs` have passed. Rejects when the database cannot be read. */
  changes(known: ChangeVersions | null, waitMs: number): Promise<ChangeVersions>;
}

interface Waiting {
  readonly known: ChangeVersions | null;
  readonly until: number;
  readonly resolve: (versions: ChangeVersions) => void;
  readonly reject: (error: unknown) => void;
}

/** Pause between two readings: a change by another process is seen no later. */
const PAUSE_MS = 50;

/**
 * Watches one database for whoever waits: one statement a pause, however many gateways ask, and none when nobody does.
 * What this process commits is told at once; what another one does is seen at the next pause, because what is read is the
 * database.
 */
export function createChangeWatch(database: DataSource): ChangeWatch {
  let waiting: Waiting[] = [];
  let isReading = false;
  let wake = (): void => undefined;
  onCommit(database, () => wake());
  /** Answers whoever waits and has waited long enough, or for whom something has changed. */
  const read = async (): Promise<void> => {
    const asked = waiting;
    try {
      const versions = await readChangeVersions(database);
      const now = performance.now();
      const answered = asked.filter(({ known, until }) => now >= until || known?.grants !== versions.grants || known.consents !== versions.consents);
      waiting = waiting.filter((entry) => !answered.includes(entry));
      for (const { resolve } of answered) resolve(versions);
    } catch (error) {
      waiting = waiting.filter((entry) => !asked.includes(entry));
      for (const { reject } of asked) reject(error);
    }
  };
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, PAUSE_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const readAll = async (): Promise<void> => {
    if (isReading) return;
    isReading = true;
    while (waiting.length > 0) {
      await read();
      if (waiting.length > 0) await pause();
    }
    isReading = false;
  };
  return {
    changes: (known, waitMs) =>
      new Promise((resolve, reject) => {
        waiting.push({ known, until: performance.now() + waitMs, resolve, reject });
        void readAll();
      }),
  };
}
