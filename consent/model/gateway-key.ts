import { createHash, type KeyObject } from "node:crypto";

/**
 * The `keyid` of a gateway's Ed25519 key: its JWK thumbprint (RFC 7638, RFC 8037) in base64url. Computed on both sides, so
 * that no name has to be agreed and none can be given to two keys.
 * @param publicKey or the private key of the pair
 * @throws Error for a key of another kind
 */
export function gatewayKeyId(publicKey: KeyObject): string {
  const { kty, crv, x } = publicKey.export({ format: "jwk" });
  if (kty !== "OKP" || crv !== "Ed25519") throw new Error("A gateway signs with Ed25519 and no other kind of key.");
  return createHash("sha256").update(JSON.stringify({ crv, kty, x })).digest("base64url");
}
