import { createHmac, createSecretKey } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPseudonymise } from "./pseudonym.js";

describe("a pseudonym", () => {
  it("is HMAC-SHA-256 of type and key, cut to 132 bits, for any secret and any text", () => {
    const secrets = fc.uint8Array({ minLength: 32, maxLength: 100 });
    const texts = fc.oneof(fc.string({ unit: "binary", maxLength: 120 }), fc.string({ maxLength: 400 }));
    fc.assert(
      fc.property(secrets, fc.array(fc.tuple(texts, texts), { maxLength: 5 }), (raw, named) => {
        const secret = createSecretKey(raw);
        const pseudonymise = createPseudonymise(secret);
        for (const [type, key] of named) {
          const expected = createHmac("sha256", secret).update(`${type}\n${key}`).digest("base64url").slice(0, 22);
          expect(pseudonymise(type, key)).toBe(expected);
        }
      }),
    );
  });
});
