import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { gatewayKeyId } from "../consent/model/gateway-key.js";
import { openKeys } from "./keys.js";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "assent-keys-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const development = (environment: Record<string, string> = {}) => openKeys({ directory: join(directory, "keys"), environment, development: true });
const production = (environment: Record<string, string> = {}) => openKeys({ directory: join(directory, "keys"), environment, development: false });
const fileWith = (text: string): string => {
  const file = join(directory, `file-${readdirSync(directory).length}`);
  writeFileSync(file, text, { mode: 0o600 });
  return file;
};

describe("keys in development", () => {
  it("are made once and stay", () => {
    const { keyId } = development().signingKey();
    expect(development().signingKey().keyId).toBe(keyId);
    expect([...development().gatewayKeys().keys()]).toEqual([keyId]);
    expect(development().secret("population-cursor")).toEqual(development().secret("population-cursor"));
  });

  it("are each another", () => {
    expect(development().secret("population-cursor")).toHaveLength(32);
    expect(development().secret("licence-cursor")).not.toEqual(development().secret("population-cursor"));
  });

  it("may be read by nobody else, and leave nothing beside them", () => {
    development().signingKey();
    development().secret("population-cursor");
    expect(readdirSync(join(directory, "keys")).sort()).toEqual(["gateway-signing.pem", "population-cursor.hex"]);
    expect(statSync(join(directory, "keys")).mode & 0o777).toBe(0o700);
    for (const file of readdirSync(join(directory, "keys"))) expect(statSync(join(directory, "keys", file)).mode & 0o777).toBe(0o600);
  });

  it("are refused once others may read them", () => {
    development().signingKey();
    chmodSync(join(directory, "keys", "gateway-signing.pem"), 0o644);
    expect(() => development().signingKey()).toThrow("chmod 600");
  });
});

describe("keys in production", () => {
  it("are never made", () => {
    expect(() => production().signingKey()).toThrow("GATEWAY_SIGNING_KEY_FILE is not set.");
    expect(() => production().gatewayKeys()).toThrow("GATEWAY_PUBLIC_KEYS_FILE is not set.");
    expect(() => production().secret("population-cursor")).toThrow("POPULATION_CURSOR_KEY_FILE is not set.");
    expect(readdirSync(directory)).toEqual([]);
  });

  it("come from the files that the environment names", () => {
    const pair = generateKeyPairSync("ed25519");
    const keyId = gatewayKeyId(pair.publicKey);
    const keys = production({
      GATEWAY_SIGNING_KEY_FILE: fileWith(pair.privateKey.export({ format: "pem", type: "pkcs8" }) as string),
      GATEWAY_PUBLIC_KEYS_FILE: fileWith(JSON.stringify({ keys: [pair.publicKey.export({ format: "jwk" })] })),
      POPULATION_CURSOR_KEY_FILE: fileWith(`${"0f".repeat(32)}\n`),
    });
    expect(keys.signingKey().keyId).toBe(keyId);
    expect(keys.gatewayKeys().get(keyId)?.equals(createPublicKey(pair.privateKey))).toBe(true);
    expect(keys.secret("population-cursor").toString("hex")).toBe("0f".repeat(32));
  });

  it.each(["644", "660", "666", "601"])("are refused in a file of mode %s, which others may read or change", (mode) => {
    const file = fileWith("0f".repeat(32));
    chmodSync(file, Number.parseInt(mode, 8));
    expect(() => production({ POPULATION_CURSOR_KEY_FILE: file }).secret("population-cursor")).toThrow("chmod 600");
  });

  it.each(["620", "602", "666"])("of gateways are refused in a file of mode %s, to which others may add their own", (mode) => {
    const file = fileWith(JSON.stringify({ keys: [generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" })] }));
    chmodSync(file, 0o644);
    expect(production({ GATEWAY_PUBLIC_KEYS_FILE: file }).gatewayKeys().size).toBe(1);
    chmodSync(file, Number.parseInt(mode, 8));
    expect(() => production({ GATEWAY_PUBLIC_KEYS_FILE: file }).gatewayKeys()).toThrow("chmod 600");
  });

  it("are refused when a file is missing or holds something else, which is not repeated", () => {
    expect(() => production({ GATEWAY_SIGNING_KEY_FILE: join(directory, "none") }).signingKey()).toThrow(
      /^GATEWAY_SIGNING_KEY_FILE names no file that can be read\.$/,
    );
    expect(() => production({ A_KEY_FILE: fileWith("secret") }).secret("a")).toThrow(/^A_KEY_FILE does not hold 64 hexadecimal digits\.$/);
  });
});
