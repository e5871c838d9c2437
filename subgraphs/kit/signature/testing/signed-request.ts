import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { gatewayKeyId } from "../../../../consent/model/gateway-key.js";
import { contentDigest, type SignatureParameters, signatureBase, signatureParams } from "../../../../consent/model/signature-base.js";
import { CONTEXT_HEADER, type SignedContext, SUBGRAPH_HEADER } from "../../../../consent/model/signed-context.js";
import type { IncomingRequest } from "../verify-request.js";

/** The moment at which tests of signatures take place. */
export const NOW = new Date("2025-09-01T02:00:00Z");

/** A pair of keys with its key id. */
export function keyPair(): { readonly keyId: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
  const pair = generateKeyPairSync("ed25519");
  return { keyId: gatewayKeyId(pair.publicKey), ...pair };
}

/** A caseworker's context, as a gateway would send it. */
export const CONTEXT: SignedContext = {
  requestId: "5e1d0b8e-0000-4000-8000-000000000001",
  role: "application",
  department: "11540100MB1A0001X3",
  application: "housing-desk",
  scenario: "public-rental-housing",
  case: "2025-0001",
  mode: "QUERY",
  grant: "grant-1@3",
  divisions: ["540100"],
  unmasked: [],
};

/** What to sign otherwise than a gateway would. */
export interface SignedRequestChange extends Partial<SignatureParameters> {
  readonly context?: unknown;
  readonly subgraph?: string;
  readonly body?: string;
}

let nonces = 0;

/** A request that `privateKey` signed, as it arrives at the subgraph `population`. */
export function signedRequest(key: { readonly keyId: string; readonly privateKey: KeyObject }, change: SignedRequestChange = {}): IncomingRequest {
  const { context = CONTEXT, subgraph = "population", body = '{"query":"{ __typename }","variables":{}}', ...parameters } = change;
  const created = NOW.getTime() / 1000;
  const params = signatureParams({ created, expires: created + 30, nonce: `nonce-${String(++nonces).padStart(10, "0")}`, keyId: key.keyId, ...parameters });
  const signed = {
    "content-type": "application/json",
    "content-digest": contentDigest(createHash("sha256").update(body).digest("base64")),
    [SUBGRAPH_HEADER]: subgraph,
    [CONTEXT_HEADER]: Buffer.from(JSON.stringify(context)).toString("base64url"),
  };
  const target = { method: "POST", authority: "127.0.0.1:4101", path: "/graphql" };
  const base = signatureBase({ "@method": target.method, "@authority": target.authority, "@path": target.path, ...signed }, params);
  const signature = sign(null, Buffer.from(base), key.privateKey).toString("base64");
  const headers = { host: target.authority, ...signed, "signature-input": `assent=${params}`, signature: `assent=:${signature}:` };
  return { ...target, headers, body: Buffer.from(body) };
}
