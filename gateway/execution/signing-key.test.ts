import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { gatewayKeyId } from "../../consent/model/gateway-key.js";
import { readSigningKey } from "./signing-key.js";

const pair = generateKeyPairSync("ed25519");
const pem = (key = pair.privateKey): string => key.export({ format: "pem", type: "pkcs8" }) as string;

describe("readSigningKey", () => {
  it("reads an Ed25519 key and names it by its thumbprint", () => {
    const { keyId, privateKey } = readSigningKey(pem());
    expect(keyId).toBe(gatewayKeyId(pair.publicKey));
    expect(privateKey.equals(pair.privateKey)).toBe(true);
  });

  it.each([
    ["a key of another kind", pem(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey)],
    ["a public key", pair.publicKey.export({ format: "pem", type: "spki" }) as string],
    ["an encrypted key", pair.privateKey.export({ format: "pem", type: "pkcs8", cipher: "aes-256-cbc", passphrase: "p" }) as string],
    ["garbage", "secret"],
  ])("refuses %s, and repeats nothing of it", (_, text) => {
    expect(() => readSigningKey(text)).toThrow(/^A gateway's signing key is Ed25519, PKCS #8 in PEM, without a passphrase\.$/);
  });
});
