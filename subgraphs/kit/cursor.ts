import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { Refusal } from "../../consent/model/errors.js";
import type { SignedContext } from "../../consent/model/signed-context.js";

/** Makes and reads cursors: authenticated, encrypted, and bound to caller, sharing grant and filter (graph.md). */
export interface CursorSealer {
  /** @param list which list the position stands in, its filter included */
  seal(position: string, caller: CursorOwner, list: unknown): string;
  /** @throws Refusal BAD_USER_INPUT for a cursor that was altered, or made for another caller, grant or list */
  open(cursor: string, caller: CursorOwner, list: unknown): string;
}

/** To whom a cursor belongs. */
export type CursorOwner = Pick<SignedContext, "role" | "department" | "application" | "scenario" | "grant">;

const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Far more than a position takes; longer cursors are refused unread. */
const MAX_LENGTH = 1024;

/**
 * Seals with AES-256-GCM (NIST SP 800-38D).
 * @param secret 32 bytes, the department's own
 */
export function createCursorSealer(secret: Buffer): CursorSealer {
  return {
    seal(position, caller, list) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", secret, iv).setAAD(binding(caller, list));
      const sealed = Buffer.concat([cipher.update(position, "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
    },
    open(cursor, caller, list) {
      const bytes = cursor.length <= MAX_LENGTH ? Buffer.from(cursor, "base64url") : Buffer.alloc(0);
      // Node overlooks what is not base64url, and a last character's spare bits: one text for one cursor.
      if (bytes.length <= IV_BYTES + TAG_BYTES || bytes.toString("base64url") !== cursor) throw badCursor();
      const iv = bytes.subarray(0, IV_BYTES);
      const decipher = createDecipheriv("aes-256-gcm", secret, iv, { authTagLength: TAG_BYTES })
        .setAAD(binding(caller, list))
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
      } catch {
        throw badCursor();
      }
    },
  };
}

function badCursor(): Refusal {
  return new Refusal("BAD_USER_INPUT", { argument: "after" });
}

/** Who may use the cursor and for which list; the order of a filter's fields does not matter. */
function binding({ role, department, application, scenario, grant }: CursorOwner, list: unknown): Buffer {
  const bound = JSON.stringify([role, department, application, scenario, grant, sorted(list)]);
  return createHash("sha256").update(bound).digest();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value ?? null;
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, sorted(inner)]);
}
