import { hash, type KeyObject } from "node:crypto";

/** Names a governed object on the record by a keyed pseudonym: 132 bits of HMAC-SHA-256 of type and key, base64url. */
export type Pseudonymise = (typeName: string, key: string) => string;

const BLOCK = 64;
/** Longer texts than this take a buffer of their own. */
const KEPT_BYTES = 256;
const CHARACTERS = 22;

/**
 * HMAC-SHA-256 (RFC 2104) as two one-shot hashes: an operation on 200 persons needs 250 pseudonyms, and a hash object for
 * each costs twice as much.
 * @param secret of at least 32 bytes
 */
export function createPseudonymise(secret: KeyObject): Pseudonymise {
  const raw = secret.export();
  const key = raw.length > BLOCK ? hash("sha256", raw, "buffer") : raw;
  const inner = Buffer.alloc(BLOCK + KEPT_BYTES);
  const outer = Buffer.alloc(BLOCK + 32);
  for (let index = 0; index < BLOCK; index++) {
    inner[index] = (key[index] ?? 0) ^ 0x36;
    outer[index] = (key[index] ?? 0) ^ 0x5c;
  }
  const views = Array.from({ length: KEPT_BYTES + 1 }, (_, length) => inner.subarray(0, BLOCK + length));
  const innerOf = (text: string): Buffer => {
    // A character takes three bytes of UTF-8 at most.
    if (text.length * 3 <= KEPT_BYTES) return views[inner.write(text, BLOCK, "utf8")] as Buffer;
    return Buffer.concat([inner.subarray(0, BLOCK), Buffer.from(text, "utf8")]);
  };
  return (typeName, key) => {
    outer.write(hash("sha256", innerOf(`${typeName}\n${key}`), "binary"), BLOCK, "binary");
    return hash("sha256", outer, "base64url").slice(0, CHARACTERS);
  };
}
