import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSigningKey, type SigningKey } from "../gateway/execution/signing-key.js";
import { readGatewayKeys } from "../subgraphs/kit/signature/gateway-keys.js";

/** Where keys come from. */
export interface KeyOptions {
  /** For the keys of development, `data/keys`; made when a key is. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether a key that no variable names is made and kept in `directory`. In production it is an error. */
  readonly development: boolean;
}

/** The keys of this installation; each is read, or made, when it is asked for. Every method throws an Error that names the variable. */
export interface Keys {
  /** The gateway's own: `GATEWAY_SIGNING_KEY_FILE`, Ed25519, PKCS #8 in PEM. */
  signingKey(): SigningKey;
  /** Of the consent service, for receipts: `CONSENT_RECEIPT_KEY_FILE`, Ed25519, PKCS #8 in PEM. */
  receiptKey(): SigningKey;
  /** Of all gateways, for a subgraph: `GATEWAY_PUBLIC_KEYS_FILE`, a JSON Web Key Set; in development the gateway's own. */
  gatewayKeys(): ReadonlyMap<string, KeyObject>;
  /** 32 bytes: `<NAME>_KEY_FILE`, 64 hexadecimal digits (`openssl rand -hex 32`). @param name such as `population-cursor` */
  secret(name: string): Buffer;
}

/** Opens the keys of an installation. */
export function openKeys(options: KeyOptions): Keys {
  const signingKey = (): SigningKey => readSigningKey(keyText("gateway-signing", ".pem", newSigningKey, options));
  return {
    signingKey,
    receiptKey: () => readSigningKey(keyText("consent-receipt", ".pem", newSigningKey, options)),
    gatewayKeys() {
      const file = options.environment.GATEWAY_PUBLIC_KEYS_FILE;
      if (file) return readGatewayKeys(publicKeysText(file));
      if (!options.development) throw new Error("GATEWAY_PUBLIC_KEYS_FILE is not set.");
      const { keyId, privateKey } = signingKey();
      return new Map([[keyId, createPublicKey(privateKey)]]);
    },
    secret(name) {
      const text = keyText(name, ".hex", () => `${randomBytes(32).toString("hex")}\n`, options).trim();
      if (!/^[0-9a-f]{64}$/i.test(text)) throw new Error(`${variableOf(name)} does not hold 64 hexadecimal digits.`);
      return Buffer.from(text, "hex");
    },
  };
}

/** No secret, but whoever adds a key to it is a gateway. */
function publicKeysText(file: string): string {
  const text = readText("GATEWAY_PUBLIC_KEYS_FILE", file);
  if (isOpen(file, 0o022)) throw new Error("GATEWAY_PUBLIC_KEYS_FILE names a file that others may change: chmod 600 it (644 for others to read).");
  return text;
}

function variableOf(name: string): string {
  return `${name.replaceAll("-", "_").toUpperCase()}_KEY_FILE`;
}

function newSigningKey(): string {
  return generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }) as string;
}

function keyText(name: string, extension: string, create: () => string, { directory, environment, development }: KeyOptions): string {
  const variable = variableOf(name);
  const file = environment[variable];
  if (file) {
    const text = readText(variable, file);
    if (isOpen(file, 0o037)) throw new Error(`${variable} names a file that others may read or change: chmod 600 it (640 for a group of its own).`);
    return text;
  }
  if (!development) throw new Error(`${variable} is not set.`);
  const kept = join(directory, `${name}${extension}`);
  if (!existsSync(kept)) keep(kept, directory, create());
  if (isOpen(kept, 0o077)) throw new Error(`${kept} is open to others: chmod 600 it, or delete it for a new key.`);
  return readFileSync(kept, "utf8");
}

/** Written elsewhere and linked into place, so that of two starts at once both use the key of the first. */
function keep(file: string, directory: string, text: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(8).toString("hex")}`;
  writeFileSync(draft, text, { mode: 0o600, flag: "wx" });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft);
  }
}

/** @param rights bits of a file's mode, of which none may be set */
function isOpen(file: string, rights: number): boolean {
  return process.platform !== "win32" && (statSync(file).mode & rights) !== 0;
}

function readText(variable: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Error(`${variable} names no file that can be read.`);
  }
}
