import { AsyncLocalStorage } from "node:async_hooks";
import { Refusal } from "../../consent/model/errors.js";

const deadlines = new AsyncLocalStorage<{ isPast: boolean; mayBeDone: boolean }>();

/** Work under a deadline. */
export interface TimedWork<T> {
  readonly done: Promise<T>;
  /** Says that time is up: nothing is committed from now on. @returns whether nothing was before */
  readonly timeIsUp: () => boolean;
}

/** Runs work with a deadline that what it writes can ask about. */
export function withDeadline<T>(work: () => Promise<T>): TimedWork<T> {
  const deadline = { isPast: false, mayBeDone: false };
  const timeIsUp = (): boolean => {
    deadline.isPast = true;
    return !deadline.mayBeDone;
  };
  return { done: deadlines.run(deadline, work), timeIsUp };
}

/**
 * Asked before a transaction: what has been answered as failed must not be done.
 * @throws Refusal SUBGRAPH_TIMEOUT when the operation's deadline is past
 */
export function refuseWhenLate(): void {
  if (deadlines.getStore()?.isPast) throw new Refusal("SUBGRAPH_TIMEOUT");
}

/**
 * Called right before a transaction is committed; from then on the operation is not answered as if nothing had been done.
 * @throws Refusal SUBGRAPH_TIMEOUT when the operation's deadline is past
 */
export function startCommit(): void {
  refuseWhenLate();
  const deadline = deadlines.getStore();
  if (deadline) deadline.mayBeDone = true;
}
