import { hash, type KeyObject, sign } from "node:crypto";
import { contentDigest, signatureBase, signatureParams } from "../../consent/model/signature-base.js";
import { CONTEXT_HEADER, SIGNATURE_LABEL, SIGNATURE_WINDOW_SECONDS, SUBGRAPH_HEADER } from "../../consent/model/signed-context.js";
import type { SignRequest } from "./subgraph-client.js";

/** What a signer needs: its key, the time and fresh nonces. */
export interface SignerOptions {
  /** `gatewayKeyId` of the key. */
  readonly keyId: string;
  /** Ed25519. */
  readonly privateKey: KeyObject;
  readonly clock: () => Date;
  /** 16 to 64 characters of base64url, never the same twice. */
  readonly nonce: () => string;
}

/**
 * Signs requests to subgraphs: HTTP Message Signatures (RFC 9421) with a Content-Digest (RFC 9530) of the body, which must
 * be sent as it is given here. The answer holds every header to send but `content-type` and the context.
 */
export function createRequestSigner({ keyId, privateKey, clock, nonce }: SignerOptions): SignRequest {
  return ({ method, authority, path, contentType, body, subgraph, contextHeader }) => {
    const created = Math.floor(clock().getTime() / 1000);
    const digest = contentDigest(hash("sha256", body, "base64"));
    const params = signatureParams({ created, expires: created + SIGNATURE_WINDOW_SECONDS, nonce: nonce(), keyId });
    const base = signatureBase(
      {
        "@method": method,
        "@authority": authority,
        "@path": path,
        "content-type": contentType,
        "content-digest": digest,
        [SUBGRAPH_HEADER]: subgraph,
        [CONTEXT_HEADER]: contextHeader,
      },
      params,
    );
    const signature = sign(null, Buffer.from(base), privateKey).toString("base64");
    return {
      "content-digest": digest,
      [SUBGRAPH_HEADER]: subgraph,
      "signature-input": `${SIGNATURE_LABEL}=${params}`,
      signature: `${SIGNATURE_LABEL}=:${signature}:`,
    };
  };
}
