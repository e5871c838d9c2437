import { Refusal } from "../../consent/model/errors.js";
import type { AuditRecord } from "./record.js";

/** One row to be made durable: the record and, kept apart, the secret of its result's HMAC. */
export interface AuditEntry extends Pick<AuditRecord, "id" | "recordedAt" | "gateway"> {
  /** The record as JSON: text, so that nothing of the request is held while the entry waits. */
  readonly text: string;
  readonly resultSecret: Buffer | null;
}

/** Makes entries durable in one transaction, all or none. */
export type AppendEntries = (entries: readonly AuditEntry[]) => Promise<void>;

/** Writes records; an answer waits for its own. */
export interface AuditWriter {
  /** Resolves when the entry is durable. @throws Refusal AUDIT_UNAVAILABLE when it is not: nothing may be released */
  write(entry: AuditEntry): Promise<void>;
  /** Resolves when nothing is waiting. */
  drain(): Promise<void>;
}

interface Waiting {
  readonly entry: AuditEntry;
  readonly done: () => void;
  readonly failed: (error: Refusal) => void;
}

/** Text of one transaction at most, in characters, unless a single entry is longer: a database takes packets of 16 MiB (MariaDB's default). */
const MAX_BATCH_CHARACTERS = 2_000_000;

/** How long entries gather while requests come side by side (audit-log.md: at most 5 ms). */
const GATHER_MS = 2;

/**
 * Group commit: records of concurrent requests share one transaction. While one commits, the next ones gather, and a
 * little longer when there were several; a request that is alone does not wait.
 * @param maxWaiting entries that may wait; one more is refused
 * @param maxBatch entries in one transaction
 */
export function createAuditWriter(append: AppendEntries, onFailure: (error: unknown) => void, maxWaiting = 10_000, maxBatch = 200): AuditWriter {
  let waiting: Waiting[] = [];
  let committing: Promise<void> | null = null;
  const commitAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      if (waiting.length > 1) await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      const count = batchSize(waiting, maxBatch);
      const batch = waiting.slice(0, count);
      waiting = waiting.slice(count);
      try {
        await append(batch.map(({ entry }) => entry));
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(new Refusal("AUDIT_UNAVAILABLE"));
        tell(onFailure, error);
      }
    }
    committing = null;
  };
  return {
    write(entry) {
      if (waiting.length >= maxWaiting) return Promise.reject(new Refusal("AUDIT_UNAVAILABLE"));
      return new Promise((done, failed) => {
        waiting.push({ entry, done, failed });
        // Requests that are ready in the same turn of the event loop join the same commit.
        committing ??= new Promise((resolve) => setImmediate(resolve)).then(commitAll);
      });
    },
    drain: async () => {
      while (committing) await committing;
    },
  };
}

/** How many of those that wait are committed together. */
function batchSize(waiting: readonly Waiting[], maxBatch: number): number {
  let characters = 0;
  let count = 0;
  for (const { entry } of waiting) {
    characters += entry.text.length;
    if (count > 0 && (count >= maxBatch || characters > MAX_BATCH_CHARACTERS)) break;
    count += 1;
  }
  return count;
}

/** A log that fails must not hold up the record. */
function tell(onFailure: (error: unknown) => void, error: unknown): void {
  try {
    onFailure(error);
  } catch {
    // There is nowhere left to tell it.
  }
}
