import { createPrivateKey, type KeyObject } from "node:crypto";
import { gatewayKeyId } from "../../consent/model/gateway-key.js";

/** A gateway's own key with the name that subgraphs know it by. */
export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: KeyObject;
}

/**
 * Reads a gateway's signing key: Ed25519, PKCS #8 in PEM (`openssl genpkey -algorithm ed25519`).
 * @throws Error that holds nothing of the text, for anything else
 */
export function readSigningKey(pem: string): SigningKey {
  const privateKey = parsePrivateKey(pem);
  if (privateKey?.asymmetricKeyType !== "ed25519") throw new Error("A gateway's signing key is Ed25519, PKCS #8 in PEM, without a passphrase.");
  return { keyId: gatewayKeyId(privateKey), privateKey };
}

function parsePrivateKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey({ key: pem, format: "pem" });
  } catch {
    return null;
  }
}
