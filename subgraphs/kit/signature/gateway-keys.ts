import { createPublicKey, type KeyObject } from "node:crypto";
import { z } from "zod";
import { gatewayKeyId } from "../../../consent/model/gateway-key.js";

const keySchema = z.object({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: z.string().length(43), d: z.never().optional() });
const keySetSchema = z.object({ keys: z.array(keySchema).min(1).max(1000) });

/**
 * Reads the public keys of all gateways: a JSON Web Key Set (RFC 7517) of Ed25519 keys. A key is known by its thumbprint;
 * a `kid` in the set is for its readers.
 * @returns the keys by key id, for `createRequestVerifier`
 * @throws Error that holds nothing of the text: for other kinds of keys, and for a private key, which no department may hold
 */
export function readGatewayKeys(json: string): ReadonlyMap<string, KeyObject> {
  try {
    const { keys } = keySetSchema.parse(JSON.parse(json));
    const publicKeys = keys.map(({ kty, crv, x }) => createPublicKey({ key: { kty, crv, x }, format: "jwk" }));
    return new Map(publicKeys.map((key) => [gatewayKeyId(key), key]));
  } catch {
    throw new Error("The gateways' keys are a JSON Web Key Set of public Ed25519 keys, at least one.");
  }
}
