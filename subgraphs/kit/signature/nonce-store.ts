import { SIGNATURE_WINDOW_SECONDS } from "../../../consent/model/signed-context.js";

/** A signature's name and life. Seconds since 1970. */
interface NonceClaim {
  /** Key id and nonce: the nonce of another gateway is another. */
  readonly name: string;
  readonly created: number;
  readonly expires: number;
}

/**
 * Remembers which signatures were used. The one of this file remembers for one process: where a department runs several
 * behind one address, each of them would take a captured request once more within its window. There they share a store,
 * and it is one statement: an INSERT under a unique key, false when the key is taken, rows deleted after `expires`.
 */
export interface NonceStore {
  /** True for the first claim of a name; false for any other, and when the store cannot tell. */
  claim(claim: NonceClaim, now: number): boolean | Promise<boolean>;
}

/** A request created at the early edge of the window and used at its late one lives so long. */
const LIFE_SECONDS = 2 * SIGNATURE_WINDOW_SECONDS;
const DEFAULT_MAX = 500_000;

/** Names claimed in one stretch of time, and when the last of them can no longer be used. */
interface Generation {
  readonly names: Set<string>;
  lastExpires: number;
}

/**
 * A store in memory. Names are kept in generations and dropped a generation at a time, once none of its names can be used
 * any more, whatever the clock did meanwhile: no request pays for sweeping. It refuses what was created before it was
 * opened, which an earlier process may have seen, and everything once `max` names are kept (some 150 bytes each; the
 * default is 4,000 requests a second over the longest life).
 */
export function createNonceStore(openedAt: Date, max = DEFAULT_MAX): NonceStore {
  const since = Math.floor(openedAt.getTime() / 1000);
  let current: Generation = { names: new Set(), lastExpires: since };
  let earlier: Generation[] = [];
  let begun = since;
  let forgotten = since;
  const begin = (now: number): void => {
    const all = [...earlier, current].filter(({ names }) => names.size > 0);
    earlier = all.filter(({ lastExpires }) => lastExpires > now);
    forgotten = Math.max(forgotten, ...all.filter(({ lastExpires }) => lastExpires <= now).map(({ lastExpires }) => lastExpires));
    current = { names: new Set(), lastExpires: now };
    begun = now;
  };
  const kept = (): number => earlier.reduce((sum, { names }) => sum + names.size, current.names.size);
  return {
    claim({ name, created, expires }, now) {
      // A clock set back also begins a generation, or none would begin until it is past the old time.
      if (Math.abs(now - begun) >= LIFE_SECONDS) begin(now);
      // What expired with names that are forgotten may be one of them: a clock set back would let it in again.
      if (created < since || expires <= forgotten || expires - now > LIFE_SECONDS) return false;
      if (kept() >= max || current.names.has(name) || earlier.some(({ names }) => names.has(name))) return false;
      current.names.add(name);
      current.lastExpires = Math.max(current.lastExpires, expires);
      return true;
    },
  };
}
