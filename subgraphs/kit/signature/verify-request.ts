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

/** What is known of a request before its body arrives. */
type RequestHead = Omit<IncomingRequest, "body">;

/** Why a request is refused: for the department's log; the sender is told nothing. */
type SignatureFailure = "SIGNATURE_MISSING" | "MALFORMED" | "KEY_UNKNOWN" | "OUTSIDE_WINDOW" | "OTHER_SUBGRAPH" | "DIGEST" | "SIGNATURE" | "NONCE" | "CONTEXT";

/** The verified context, or why there is none. */
type Verification = { readonly ok: true; readonly context: SignedContext } | { readonly ok: false; readonly reason: SignatureFailure };

/** Verifies one request; rejects only when the store of nonces does. */
export interface VerifyRequest {
  (request: IncomingRequest): Promise<Verification>;
  /** Why a request is refused whatever its body is, so that nobody reads it; null when it may be a gateway's. */
  readonly refuseHead?: (head: RequestHead) => SignatureFailure | null;
}

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
export function createRequestVerifier(options: VerifierOptions): VerifyRequest {
  const verifyRequest = async (request: IncomingRequest): Promise<Verification> => {
    const now = options.clock().getTime() / 1000;
    const head = readHead(request, options, now);
    if (typeof head === "string") return refused(head);
    const { values, params, key, signature } = head;
    if (values["content-digest"] !== contentDigest(hash("sha256", request.body, "base64"))) return refused("DIGEST");
    if (!verify(null, Buffer.from(signatureBase(values, params)), key, signature)) return refused("SIGNATURE");
    const context = readSignedContext(values[CONTEXT_HEADER]);
    if (!context) return refused("CONTEXT");
    const { created, expires, nonce, keyId } = head.parameters;
    if ((await options.nonces.claim({ name: `${keyId}.${nonce}`, created, expires }, now)) !== true) return refused("NONCE");
    return { ok: true, context };
  };
  const refuseHead = (head: RequestHead): SignatureFailure | null => {
    const read = readHead(head, options, options.clock().getTime() / 1000);
    return typeof read === "string" ? read : null;
  };
  return Object.assign(verifyRequest, { refuseHead });
}

/** A head that may be a gateway's: only the body and the signature itself are still to be looked at. */
interface ReadHead {
  readonly values: ComponentValues;
  readonly params: string;
  readonly parameters: SignatureParameters;
  readonly key: KeyObject;
  readonly signature: Buffer;
}

function readHead(head: RequestHead, { keys, subgraph }: VerifierOptions, now: number): ReadHead | SignatureFailure {
  const input = parseSignatureInput(single(head, "signature-input"));
  const signature = parseSignature(single(head, "signature"));
  if (!input || !signature) return "SIGNATURE_MISSING";
  const key = keys.get(input.parameters.keyId);
  if (!key) return "KEY_UNKNOWN";
  if (!isInWindow(input.parameters, now)) return "OUTSIDE_WINDOW";
  const values = componentValues(head);
  if (!values) return "MALFORMED";
  if (values[SUBGRAPH_HEADER] !== subgraph) return "OTHER_SUBGRAPH";
  return { ...input, values, key, signature };
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
function componentValues(request: RequestHead): ComponentValues | null {
  const values: Record<string, string> = { "@method": request.method, "@authority": request.authority, "@path": request.path };
  for (const name of SIGNED_COMPONENTS) {
    const value = values[name] ?? single(request, name);
    if (!isComponentForm(name, value)) return null;
    values[name] = value;
  }
  return values as ComponentValues;
}

/** A header given exactly once; the empty text otherwise, which has no component's form. */
function single({ headers }: RequestHead, name: string): string {
  const value = headers[name];
  return typeof value === "string" ? value : "";
}
