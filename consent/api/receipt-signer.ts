import { createPublicKey, type KeyObject } from "node:crypto";
import { CompactSign, compactVerify } from "jose";
import { z } from "zod";
import { noticeHashOf } from "../model/consent-receipt.js";
import { gatewayKeyId } from "../model/gateway-key.js";
import type { ConsentReceipt } from "../model/receipt-record.js";
import { SIGNED_RECEIPT, type SignedReceipt } from "./receipt-schema.js";

/** `typ` of a signed receipt (RFC 7515, section 4.1.9; RFC 8725, section 3.11): nothing else that the key may sign passes for one. */
export const RECEIPT_TYPE = "consent-receipt+jwt";
/** Characters of a signed receipt. */
export const MAX_RECEIPT_LENGTH = 256 * 1024;
const ALGORITHM = "EdDSA";

/** A public key of who signs receipts (RFC 8037). It is known by its thumbprint (RFC 7638); a `kid` is for readers. */
export interface ReceiptPublicKey {
  readonly kty: "OKP";
  readonly crv: "Ed25519";
  readonly x: string;
}

/** A JSON Web Key Set (RFC 7517) of those keys, former ones too: what they signed stays verifiable. */
export interface ReceiptKeySet {
  readonly keys: readonly ReceiptPublicKey[];
}

/** Signs receipts. */
export interface ReceiptSigner {
  /** @returns a compact JWS (RFC 7515, section 3.1) @throws Error for one that would be too large or has not the form of a receipt */
  sign(receipt: ConsentReceipt): Promise<string>;
  /** For `--keys`, with its thumbprint as `kid`. */
  readonly publicKey: ReceiptPublicKey & { readonly kid: string };
}

/** What signs receipts, and when. */
export interface ReceiptSignerOptions {
  /** Ed25519. */
  readonly privateKey: KeyObject;
  /** Its thumbprint. */
  readonly keyId: string;
  readonly clock: () => Date;
}

/**
 * Signs receipts with Ed25519 (RFC 8037). The payload is the receipt with `iat`; the header is `alg`, `typ` and `kid` alone.
 * @throws Error for another kind of key, or a key id that is not its thumbprint
 */
export function createReceiptSigner({ privateKey, keyId, clock }: ReceiptSignerOptions): ReceiptSigner {
  if (gatewayKeyId(privateKey) !== keyId) throw new Error("The key id of a receipt's key is its thumbprint.");
  const x = privateKey.export({ format: "jwk" }).x as string;
  return {
    publicKey: { kty: "OKP", crv: "Ed25519", x, kid: keyId },
    async sign(receipt) {
      const payload: SignedReceipt = { iat: Math.floor(clock().getTime() / 1000), ...receipt };
      // Copied by its schema: what is checked is what is signed.
      const { success, data } = SIGNED_RECEIPT.safeParse(payload);
      if (!success) throw new Error("This is not of the form of a receipt.");
      const bytes = Buffer.from(JSON.stringify(data));
      const jws = await new CompactSign(bytes).setProtectedHeader({ alg: ALGORITHM, typ: RECEIPT_TYPE, kid: keyId }).sign(privateKey);
      if (jws.length > MAX_RECEIPT_LENGTH) throw new Error("The receipt is too large.");
      return jws;
    },
  };
}

const keySetSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string(), d: z.never().optional(), k: z.never().optional() })).max(1000) });
const publicKeySchema = z.object({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: z.string().regex(/^[\w-]{43}$/) });

/**
 * Reads a key set; keys of other kinds are passed over (RFC 7517, section 5).
 * @throws Error that holds nothing of the text: for none of our kind, and for a private key, which nobody who verifies may hold
 */
export function readReceiptKeySet(json: string): ReceiptKeySet {
  try {
    const keys = keySetSchema.parse(JSON.parse(json)).keys.flatMap((key) => publicKeySchema.safeParse(key).data ?? []);
    if (keys.length > 0) return { keys };
  } catch {
    // Told below, without what the text holds.
  }
  throw new Error("The keys of receipts are a JSON Web Key Set of public keys, at least one of them Ed25519.");
}

/** Why a text is no valid receipt. */
export const RECEIPT_FAULTS = [
  "TOO_LARGE",
  "MALFORMED",
  "UNSIGNED",
  "WRONG_ALGORITHM",
  "WRONG_TYPE",
  "UNKNOWN_KEY",
  "WRONG_SIGNATURE",
  "NOT_A_RECEIPT",
  "WRONG_NOTICE_HASH",
] as const;
export type ReceiptFault = (typeof RECEIPT_FAULTS)[number];

/** What verifying finds. */
export type ReceiptVerdict =
  | { readonly isValid: true; readonly receipt: SignedReceipt; readonly keyId: string }
  | { readonly isValid: false; readonly fault: ReceiptFault };

/**
 * Verifies a signed receipt, offline. `MALFORMED`: not three parts in canonical base64url, or a header with members other
 * than ours (`crit`, `jwk`, `b64` …). What is told is what was signed at `iat`; that the consent was not withdrawn since is
 * nothing that a file can tell.
 * @param jws exactly; no blank and no line feed
 */
export async function verifyReceipt(jws: string, publicJwks: ReceiptKeySet): Promise<ReceiptVerdict> {
  if (jws.length > MAX_RECEIPT_LENGTH) return invalid("TOO_LARGE");
  const header = readHeader(jws);
  if (typeof header === "string") return invalid(header);
  const key = publicJwks.keys.map(publicKeyOf).find((candidate) => candidate && gatewayKeyId(candidate) === header.kid);
  if (!key) return invalid("UNKNOWN_KEY");
  const payload = await verifiedPayload(jws, key);
  if (!payload) return invalid("WRONG_SIGNATURE");
  const receipt = readPayload(payload);
  if (!receipt) return invalid("NOT_A_RECEIPT");
  const { text, hash } = receipt.processing.privacy_notice;
  return noticeHashOf(text) === hash ? { isValid: true, receipt, keyId: header.kid } : invalid("WRONG_NOTICE_HASH");
}

function invalid(fault: ReceiptFault): ReceiptVerdict {
  return { isValid: false, fault };
}

const headerSchema = z.strictObject({ alg: z.string(), typ: z.string().optional(), kid: z.string().optional() });

function readHeader(jws: string): { readonly kid: string } | ReceiptFault {
  const parts = jws.split(".");
  if (parts.length !== 3 || !parts.every(isCanonical)) return "MALFORMED";
  const { data: header } = headerSchema.safeParse(parseJson(Buffer.from(parts[0] as string, "base64url")));
  if (!header) return "MALFORMED";
  if (parts[2] === "" || header.alg.toLowerCase() === "none") return "UNSIGNED";
  if (header.alg !== ALGORITHM) return "WRONG_ALGORITHM";
  if (header.typ !== RECEIPT_TYPE) return "WRONG_TYPE";
  return header.kid === undefined ? "UNKNOWN_KEY" : { kid: header.kid };
}

/** The last character of a part has bits that decoding drops: with them, another text would have the same signature. */
function isCanonical(part: string): boolean {
  return Buffer.from(part, "base64url").toString("base64url") === part;
}

function publicKeyOf({ kty, crv, x }: ReceiptPublicKey): KeyObject | null {
  try {
    return createPublicKey({ key: { kty, crv, x }, format: "jwk" });
  } catch {
    return null;
  }
}

async function verifiedPayload(jws: string, key: KeyObject): Promise<Uint8Array | null> {
  try {
    return (await compactVerify(jws, key, { algorithms: [ALGORITHM] })).payload;
  } catch {
    return null;
  }
}

function readPayload(payload: Uint8Array): SignedReceipt | null {
  return SIGNED_RECEIPT.safeParse(parseJson(payload)).data ?? null;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
