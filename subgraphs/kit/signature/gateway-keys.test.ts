import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, it } from "vitest";
import { gatewayKeyId } from "../../../consent/model/gateway-key.js";
import { readGatewayKeys } from "./gateway-keys.js";

const first = generateKeyPairSync("ed25519");
const second = generateKeyPairSync("ed25519");
const jwk = (key: KeyObject): object => key.export({ format: "jwk" });
const keySet = (...keys: object[]): string => JSON.stringify({ keys });

describe("readGatewayKeys", () => {
  it("knows each gateway's key by its thumbprint, whatever the set calls it", () => {
    const keys = readGatewayKeys(keySet({ ...jwk(first.publicKey), kid: "a" }, { ...jwk(second.publicKey), kid: "a", use: "sig" }));
    expect([...keys.keys()]).toEqual([gatewayKeyId(first.publicKey), gatewayKeyId(second.publicKey)]);
    expect(keys.get(gatewayKeyId(second.publicKey))?.type).toBe("public");
  });

  it.each([
    ["a private key", keySet(jwk(first.privateKey))],
    ["an elliptic curve of another kind", keySet(jwk(generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey))],
    ["a shared secret", keySet({ kty: "oct", k: "c2VjcmV0" })],
    ["one bad key among good ones", keySet(jwk(first.publicKey), { kty: "OKP", crv: "X25519", x: "A".repeat(43) })],
    ["no keys", keySet()],
    ["no set", "{}"],
    ["no JSON", "secret"],
  ])("refuses %s, and repeats nothing of it", (_, json) => {
    expect(() => readGatewayKeys(json)).toThrow(/^The gateways' keys are a JSON Web Key Set of public Ed25519 keys, at least one\.$/);
  });
});
