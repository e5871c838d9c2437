import { hash, type KeyObject, verify } from "node:crypto";
import {
  type ComponentValues,
  contentDigest,
  isComponentForm,
  parseSignature,
  parseSignatureInput,
  type SignatureParameters,
  signatureBase,
} from "../../../consent/model/signature-base.js";
import { CONTEXT_HEADER, SIGNATURE_WINDOW_SECONDS, SIGNED_COMPONENTS, type SignedContext, SUBGRAPH_HEADER } from "../../../consent/model/signed-context.js";
import type { NonceStore } from "./nonce-store.js";
import { readSignedContext } from "./read-context.js";

/** A request as it arrived. */
export interface IncomingRequest {
  readonly method: string;
  /** The `Host` header. */
  readonly authority: string;
  /** The request target without its query, which nothing signs and so nothing may read. */
  readonly path: string;
  /** By name in lower case; a list is a header given more than once. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The bytes that arrived; only these may be read as the body. */
  readonly body: Buffer;
}

/** Why a request is refused: for the department's log; the sender is told nothing. */
type SignatureFailure = "SIGNATURE_MISSING" | "MALFORMED" | "KEY_UNKNOWN" | "OUTSIDE_WINDOW" | "OTHER_SUBGRAPH" | "DIGEST" | "SIGNATURE" | "NONCE" | "CONTEXT";

/** The verified context, or why there is none. */
type Verification = { readonly ok: true; readonly context: SignedContext } | { readonly ok: false; readonly reason: SignatureFailure };

/** Verifies one request; rejects only when the store of nonces does. */
export type VerifyRequest = (request: IncomingRequest) => Promise<Verification>;

/** What a subgraph trusts. */
export interface VerifierOptions {
  /** Public Ed25519 keys of the gateways, by key id; no department's key is among them. */
  readonly keys: ReadonlyMap<string, KeyObject>;
  /** The name of this subgraph: a request signed for another is refused. */
  readonly subgraph: string;
  readonly clock: () => Date;
  readonly nonces: NonceStore;
}

/**
 * Verifies that a gateway signed exactly this request, for this subgraph, just now, and that it comes for the first time
 * (RFC 9421, section 3.2; RFC 9530; architecture.md, rule 10). The signature must cover the whole list of components, so
 * that nothing can be exchanged; the nonce is claimed last, so that only a gateway can use one up.
 */
export function createRequestVerifier({ keys, subgraph, clock, nonces }: VerifierOptions): VerifyRequest {
  return async (request) => {
    const input = parseSignatureInput(single(request, "signature-input"));
    const signature = parseSignature(single(request, "signature"));
    if (!input || !signature) return refused("SIGNATURE_MISSING");
    const { created, expires, nonce, keyId } = input.parameters;
    const key = keys.get(keyId);
    if (!key) return refused("KEY_UNKNOWN");
    const now = clock().getTime() / 1000;
    if (!isInWindow(input.parameters, now)) return refused("OUTSIDE_WINDOW");
    const values = componentValues(request);
    if (!values) return refused("MALFORMED");
    if (values[SUBGRAPH_HEADER] !== subgraph) return refused("OTHER_SUBGRAPH");
    if (values["content-digest"] !== contentDigest(hash("sha256", request.body, "base64"))) return refused("DIGEST");
    if (!verify(null, Buffer.from(signatureBase(values, input.params)), key, signature)) return refused("SIGNATURE");
    const context = readSignedContext(values[CONTEXT_HEADER]);
    if (!context) return refused("CONTEXT");
    if ((await nonces.claim({ name: `${keyId}.${nonce}`, created, expires }, now)) !== true) return refused("NONCE");
    return { ok: true, context };
  };
}

function refused(reason: SignatureFailure): Verification {
  return { ok: false, reason };
}

/** Bounded in both directions: clocks differ, and a signature for next year is no signature for now. */
function isInWindow({ created, expires }: SignatureParameters, now: number): boolean {
  const isShort = expires > created && expires - created <= SIGNATURE_WINDOW_SECONDS;
  return isShort && now < expires && Math.abs(now - created) <= SIGNATURE_WINDOW_SECONDS;
}

/** The components as they arrived; null when one is missing, given twice or not of its form. */
function componentValues(request: IncomingRequest): ComponentValues | null {
  const values: Record<string, string> = { "@method": request.method, "@authority": request.authority, "@path": request.path };
  for (const name of SIGNED_COMPONENTS) {
    const value = values[name] ?? single(request, name);
    if (!isComponentForm(name, value)) return null;
    values[name] = value;
  }
  return values as ComponentValues;
}

/** A header given exactly once; the empty text otherwise, which has no component's form. */
function single({ headers }: IncomingRequest, name: string): string {
  const value = headers[name];
  return typeof value === "string" ? value : "";
}
