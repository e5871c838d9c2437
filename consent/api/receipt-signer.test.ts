import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import fc from "fast-check";
import { calculateJwkThumbprint, decodeProtectedHeader } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { buildReceipt } from "../model/consent-receipt.js";
import { gatewayKeyId } from "../model/gateway-key.js";
import { ID_NUMBER, RECEIPT_SOURCE } from "../model/testing/receipt-source.js";
import { createReceiptSigner, type ReceiptKeySet, readReceiptKeySet, verifyReceipt } from "./receipt-signer.js";

const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const NOW = new Date("2026-03-06T01:02:03.456Z");
const receipt = buildReceipt(RECEIPT_SOURCE);
const { privateKey } = generateKeyPairSync("ed25519");
const keyId = gatewayKeyId(privateKey);
const signer = createReceiptSigner({ privateKey, keyId, clock: () => NOW });
const keys: ReceiptKeySet = { keys: [signer.publicKey] };
const other = signerOf(generateKeyPairSync("ed25519").privateKey);

let jws: string;
let [header, payload, signature] = ["", "", ""];
beforeAll(async () => {
  jws = await signer.sign(receipt);
  [header, payload, signature] = jws.split(".") as [string, string, string];
});

describe("a signed receipt", () => {
  it("verifies with the public key, and is what was signed at that second", async () => {
    expect(await verifyReceipt(jws, keys)).toEqual({ isValid: true, keyId, receipt: { iat: 1_772_758_923, ...receipt } });
  });

  it("names its type, its algorithm and the thumbprint of its key, and nothing else", async () => {
    expect(decodeProtectedHeader(jws)).toEqual({ alg: "EdDSA", typ: "consent-receipt+jwt", kid: await calculateJwkThumbprint(signer.publicKey) });
  });

  it("holds no identity number, in clear or encoded", () => {
    expect(Buffer.from(payload, "base64url").toString()).not.toContain(ID_NUMBER);
  });

  it("verifies among the keys of others, and when its key has another name there", async () => {
    expect(await verifyReceipt(jws, { keys: [other.publicKey, { ...signer.publicKey, ...{ kid: "2026" } }] })).toMatchObject({ isValid: true, keyId });
  });
});

describe("what is not valid is told by why", () => {
  it.each<[string, () => string | Promise<string>, string]>([
    ["nothing", () => "", "MALFORMED"],
    ["a word", () => "receipt", "MALFORMED"],
    ["five parts", () => `${jws}..`, "MALFORMED"],
    ["a blank at its end", () => `${jws} `, "MALFORMED"],
    ["a header that is no JSON", () => `AAAA.${payload}.${signature}`, "MALFORMED"],
    ["a header that brings its own key", () => signed({ alg: "EdDSA", typ: "consent-receipt+jwt", kid: keyId, jwk: other.publicKey }), "MALFORMED"],
    ["a header with crit", () => signed({ alg: "EdDSA", typ: "consent-receipt+jwt", kid: keyId, crit: ["b64"], b64: false }), "MALFORMED"],
    ["more than 256 KiB", () => `${jws}${"A".repeat(256 * 1024)}`, "TOO_LARGE"],
    ["no signature", () => `${header}.${payload}.`, "UNSIGNED"],
    ["alg none", () => `${encoded({ alg: "none", typ: "consent-receipt+jwt", kid: keyId })}.${payload}.`, "UNSIGNED"],
    ["alg nOnE with a signature", () => signed({ alg: "nOnE", typ: "consent-receipt+jwt", kid: keyId }), "UNSIGNED"],
    ["alg HS256 keyed with the public key", () => hmacSigned(), "WRONG_ALGORITHM"],
    ["alg ES256", () => signed({ alg: "ES256", typ: "consent-receipt+jwt", kid: keyId }), "WRONG_ALGORITHM"],
    ["another type", () => signed({ alg: "EdDSA", typ: "at+jwt", kid: keyId }), "WRONG_TYPE"],
    ["no type", () => signed({ alg: "EdDSA", kid: keyId }), "WRONG_TYPE"],
    ["no key id", () => signed({ alg: "EdDSA", typ: "consent-receipt+jwt" }), "UNKNOWN_KEY"],
    ["the key of somebody else", () => other.sign(receipt), "UNKNOWN_KEY"],
    [
      "the key of somebody else under our key's id",
      async () => `${jws.slice(0, jws.lastIndexOf("."))}.${(await other.sign(receipt)).split(".")[2]}`,
      "WRONG_SIGNATURE",
    ],
    ["another payload", () => `${header}.${encoded({ iat: 1, ...receipt })}.${signature}`, "WRONG_SIGNATURE"],
    ["a payload of ours that is no receipt", () => signed(undefined, { iat: 1 }), "NOT_A_RECEIPT"],
    ["a receipt with a member more", () => signed(undefined, { iat: 1, ...receipt, more: true }), "NOT_A_RECEIPT"],
    ["a receipt without iat", () => signed(undefined, receipt), "NOT_A_RECEIPT"],
    [
      "a receipt of another schema version",
      () => signed(undefined, { iat: 1, ...receipt, receipt: { ...receipt.receipt, schema_version: "2" } }),
      "NOT_A_RECEIPT",
    ],
    ["a notice that has another hash", () => signed(undefined, { iat: 1, ...receipt, processing: otherNotice() }), "WRONG_NOTICE_HASH"],
  ])("%s", async (_, make, fault) => {
    expect(await verifyReceipt(await make(), keys)).toEqual({ isValid: false, fault });
  });

  it("nothing verifies with no keys", async () => {
    expect(await verifyReceipt(jws, { keys: [] })).toEqual({ isValid: false, fault: "UNKNOWN_KEY" });
  });

  it("the last character of the signature in its other spellings, which decode to the same bytes", async () => {
    const last = BASE64URL.indexOf(jws.at(-1) as string);
    const spellings = [...BASE64URL].filter((_, index) => index >> 4 === last >> 4 && index !== last).map((character) => `${jws.slice(0, -1)}${character}`);
    expect(spellings).toHaveLength(15);
    for (const spelling of spellings) expect(Buffer.from(spelling.split(".")[2] as string, "base64url")).toEqual(Buffer.from(signature, "base64url"));
    for (const spelling of spellings) expect(await verifyReceipt(spelling, keys)).toEqual({ isValid: false, fault: "MALFORMED" });
  });
});

describe("whatever is done to a signed receipt", () => {
  it("it does not verify with any one byte altered", async () => {
    const alteration = fc.record({ place: fc.nat(), byte: fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(...Buffer.from(BASE64URL))) });
    const property = fc.asyncProperty(alteration, async ({ place, byte }) => {
      const bytes = Buffer.from(jws, "latin1");
      const at = place % bytes.length;
      fc.pre(bytes[at] !== byte);
      bytes[at] = byte;
      expect(await verifyReceipt(bytes.toString("latin1"), keys)).toMatchObject({ isValid: false });
    });
    await fc.assert(property, { numRuns: 3000 });
  });

  it("it does not verify with any character of header or signature altered, each in turn", async () => {
    const places = [...jws].flatMap((_, index) => (index <= header.length || index >= header.length + payload.length + 1 ? [index] : []));
    for (const place of places) {
      const altered = `${jws.slice(0, place)}${jws[place] === "A" ? "B" : "A"}${jws.slice(place + 1)}`;
      expect(await verifyReceipt(altered, keys)).toMatchObject({ isValid: false });
    }
  });

  it("it does not verify with a piece cut out or put in", async () => {
    const property = fc.asyncProperty(fc.nat(), fc.integer({ min: 0, max: 40 }), fc.string({ maxLength: 10 }), async (place, length, inserted) => {
      const at = place % jws.length;
      const altered = jws.slice(0, at) + inserted + jws.slice(at + length);
      fc.pre(altered !== jws);
      expect(await verifyReceipt(altered, keys)).toMatchObject({ isValid: false });
    });
    await fc.assert(property, { numRuns: 500 });
  });
});

describe("the signer", () => {
  it("takes an Ed25519 key under its thumbprint alone", () => {
    const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
    expect(() => createReceiptSigner({ privateKey, keyId: "2026", clock: () => NOW })).toThrow("is its thumbprint");
    expect(() => createReceiptSigner({ privateKey: elliptic, keyId, clock: () => NOW })).toThrow("Ed25519");
  });

  it("signs nothing that would not verify: another form, another size", async () => {
    await expect(signer.sign({ ...receipt, parties: [] })).rejects.toThrow("not of the form");
    const parties = Array.from({ length: 5000 }, () => receipt.parties[0] as (typeof receipt.parties)[0]);
    await expect(signer.sign({ ...receipt, parties })).rejects.toThrow("too large");
  });
});

describe("a set of public keys", () => {
  it("is read without what else stands in it", () => {
    const set = {
      keys: [
        { kty: "EC", crv: "P-256", x: "a", y: "b" },
        { ...signer.publicKey, use: "sig" },
      ],
    };
    expect(readReceiptKeySet(JSON.stringify(set))).toEqual({ keys: [{ kty: "OKP", crv: "Ed25519", x: signer.publicKey.x }] });
  });

  it.each(["", "{}", '{"keys":[]}', '{"keys":[{"kty":"EC"}]}', JSON.stringify({ keys: [privateKey.export({ format: "jwk" })] })])(
    "is refused without a key of ours, or with a private one, and told nothing of",
    (json) => {
      expect(() => readReceiptKeySet(json)).toThrow(/^The keys of receipts are a JSON Web Key Set of public keys, at least one of them Ed25519\.$/);
    },
  );
});

function signerOf(key: KeyObject) {
  return createReceiptSigner({ privateKey: key, keyId: gatewayKeyId(key), clock: () => NOW });
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** Signed with our key by other means, so that what the signer would refuse can be signed too. */
function signed(head: object = { alg: "EdDSA", typ: "consent-receipt+jwt", kid: keyId }, body: object = { iat: 1, ...receipt }): string {
  const input = `${encoded(head)}.${encoded(body)}`;
  return `${input}.${sign(null, Buffer.from(input), privateKey).toString("base64url")}`;
}

function hmacSigned(): string {
  const input = `${encoded({ alg: "HS256", typ: "consent-receipt+jwt", kid: keyId })}.${payload}`;
  return `${input}.${createHmac("sha256", signer.publicKey.x).update(input).digest("base64url")}`;
}

function otherNotice() {
  const { processing } = receipt;
  return { ...processing, privacy_notice: { ...processing.privacy_notice, text: "Another text" } };
}
