import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { Refusal } from "../../consent/model/errors.js";
import type { SignedContext } from "../../consent/model/signed-context.js";

/** Makes and reads cursors: authenticated, encrypted, and bound to caller, sharing grant and filter (graph.md). */
export interface CursorSealer {
  seal(key: string, caller: SignedContext, filter: unknown): string;
  /** @throws Refusal BAD_USER_INPUT for a cursor that was altered, or made for another caller, grant or filter */
  open(cursor: string, caller: SignedContext, filter: unknown): string;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM (NIST SP 800-38D). @param secret 32 bytes, the department's own */
export function createCursorSealer(secret: Buffer): CursorSealer {
  return {
    seal(key, caller, filter) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", secret, iv).setAAD(binding(caller, filter));
      const sealed = Buffer.concat([cipher.update(key, "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
    },
    open(cursor, caller, filter) {
      const bytes = Buffer.from(cursor.slice(0, 400), "base64url");
      if (bytes.length <= IV_BYTES + TAG_BYTES) throw badCursor();
      const iv = bytes.subarray(0, IV_BYTES);
      const decipher = createDecipheriv("aes-256-gcm", secret, iv, { authTagLength: TAG_BYTES })
        .setAAD(binding(caller, filter))
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
function binding({ role, department, application, scenario, grant }: SignedContext, filter: unknown): Buffer {
  const bound = JSON.stringify([role, department, application, scenario, grant, sorted(filter)]);
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
