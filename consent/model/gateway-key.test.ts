import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { gatewayKeyId } from "./gateway-key.js";

/** The key of RFC 8037, appendix A. */
const KEY = { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", d: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A" };

describe("gatewayKeyId", () => {
  it("is the thumbprint of RFC 8037, appendix A.3, for either half of the pair", () => {
    const privateKey = createPrivateKey({ key: KEY, format: "jwk" });
    expect(gatewayKeyId(privateKey)).toBe("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    expect(gatewayKeyId(createPublicKey(privateKey))).toBe("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  });

  it("refuses keys of other kinds", () => {
    expect(() => gatewayKeyId(generateKeyPairSync("x25519").publicKey)).toThrow("Ed25519");
    expect(() => gatewayKeyId(generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey)).toThrow("Ed25519");
  });
});
