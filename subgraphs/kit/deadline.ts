import { AsyncLocalStorage } from "node:async_hooks";
import { Refusal } from "../../consent/model/errors.js";

const deadlines = new AsyncLocalStorage<{ isPast: boolean }>();

/** Runs work with a deadline that what it writes can ask about. @returns the work's promise, and what says that time is up */
export function withDeadline<T>(work: () => Promise<T>): { readonly done: Promise<T>; readonly timeIsUp: () => void } {
  const deadline = { isPast: false };
  const timeIsUp = (): void => {
    deadline.isPast = true;
  };
  return { done: deadlines.run(deadline, work), timeIsUp };
}

/**
 * Asked before a transaction is committed: what has been answered as failed must not be done.
 * @throws Refusal SUBGRAPH_TIMEOUT when the operation's deadline is past
 */
export function refuseWhenLate(): void {
  if (deadlines.getStore()?.isPast) throw new Refusal("SUBGRAPH_TIMEOUT");
}
