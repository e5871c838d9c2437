import { createHash, type KeyObject, timingSafeEqual, verify } from "node:crypto";
import { parseSignature, parseSignatureInput, signatureBase } from "../../../consent/model/signature-base.js";
import { CONTEXT_HEADER, SIGNATURE_WINDOW_SECONDS, type SignedContext, SUBGRAPH_HEADER } from "../../../consent/model/signed-context.js";
import { readSignedContext } from "./read-context.js";
import type { NonceStore } from "./nonce-store.js";

/** A request as it arrived; header names in lower case. */
export interface IncomingRequest {
  readonly method: string;
  readonly authority: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** The verified context, or why the request is refused (for the log; the sender is told nothing). */
export type Verification = { readonly ok: true; readonly context: SignedContext } | { readonly ok: false; readonly reason: string };

export type VerifyRequest = (request: IncomingRequest) => Verification;

/** What a subgraph trusts. */
export interface VerifierOptions {
  /** Public Ed25519 keys of the gateways, by key id. */
  readonly keys: ReadonlyMap<string, KeyObject>;
  /** The name of this subgraph: a request signed for another is refused. */
  readonly subgraph: string;
  readonly clock: () => Date;
  readonly nonces: NonceStore;
}

const MAX_HEADER = 16_384;

/**
 * Verifies that a gateway signed exactly this request, for this subgraph, just now, and that it comes for the first time
 * (RFC 9421, RFC 9530; architecture.md, rule 10). Every component is demanded; nothing about a key tells departments
 * apart, so no department can sign as a gateway or replay to another.
 */
export function createRequestVerifier({ keys, subgraph, clock, nonces }: VerifierOptions): VerifyRequest {
  return (request) => {
    const header = (name: string): string => {
      const value = request.headers[name];
      return typeof value === "string" && value.length <= MAX_HEADER ? value : "";
    };
    const input = parseSignatureInput(header("signature-input"));
    const signature = parseSignature(header("signature"));
    if (!input || !signature) return refused("SIGNATURE_MISSING");
    const { created, expires, nonce, keyId } = input.parameters;
    const key = keys.get(keyId);
    if (!key) return refused("KEY_UNKNOWN");
    const now = clock().getTime() / 1000;
    if (expires - created > SIGNATURE_WINDOW_SECONDS || expires <= now || Math.abs(now - created) > SIGNATURE_WINDOW_SECONDS) {
      return refused("OUTSIDE_WINDOW");
    }
    if (header(SUBGRAPH_HEADER) !== subgraph) return refused("OTHER_SUBGRAPH");
    if (!digestMatches(header("content-digest"), request.body)) return refused("DIGEST");
    const values = {
      "@method": request.method,
      "@authority": request.authority,
      "@path": request.path,
      "content-type": header("content-type"),
      "content-digest": header("content-digest"),
      [SUBGRAPH_HEADER]: header(SUBGRAPH_HEADER),
      [CONTEXT_HEADER]: header(CONTEXT_HEADER),
    };
    if (!verify(null, Buffer.from(signatureBase(values, input.params)), key, signature)) return refused("SIGNATURE");
    if (!nonces.claim(`${keyId} ${nonce}`, expires, now)) return refused("NONCE");
    const context = readSignedContext(header(CONTEXT_HEADER));
    return context ? { ok: true, context } : refused("CONTEXT");
  };
}

function refused(reason: string): Verification {
  return { ok: false, reason };
}

function digestMatches(header: string, body: Buffer): boolean {
  const expected = Buffer.from(`sha-256=:${createHash("sha256").update(body).digest("base64")}:`);
  const given = Buffer.from(header);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
