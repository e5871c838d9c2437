/**
 * Nonces seen. In memory, so it serves one process: where a department runs several processes behind one address, each
 * accepts a nonce once, and a store of their own (a shared table) takes this one's place.
 */
export interface NonceStore {
  /** False when the name was claimed before, or when nothing more can be kept. Seconds since 1970. */
  claim(name: string, expires: number, now: number): boolean;
}

/** Keeps names until they expire; when `max` are kept, it refuses (more than any gateway sends in a window). */
export function createNonceStore(max = 1_000_000): NonceStore {
  let names = new Map<string, number>();
  let sweptAt = 0;
  return {
    claim(name, expires, now) {
      if (names.has(name)) return false;
      // Once a window or when full: what has expired can no longer pass the window check.
      if (names.size >= max || now - sweptAt > 60) {
        names = new Map([...names].filter(([, until]) => until > now));
        sweptAt = now;
      }
      if (names.size >= max) return false;
      names.set(name, expires);
      return true;
    },
  };
}
