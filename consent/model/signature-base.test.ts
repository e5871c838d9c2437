import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isComponentForm, parseSignature, parseSignatureInput, signatureBase, signatureParams } from "./signature-base.js";
import { SIGNED_COMPONENTS } from "./signed-context.js";

const PARAMETERS = { created: 1618884473, expires: 1618884503, nonce: "b3k2pp5k7z-50gnwp", keyId: "gateway-1" };
const COMPONENTS = `("@method" "@authority" "@path" "content-type" "content-digest" "assent-subgraph" "assent-context")`;
const INPUT = `assent=${COMPONENTS};created=1618884473;expires=1618884503;nonce="b3k2pp5k7z-50gnwp";keyid="gateway-1";alg="ed25519"`;

describe("the signature base (RFC 9421)", () => {
  it("has one line a component and ends with the parameters", () => {
    const values = {
      "@method": "POST",
      "@authority": "127.0.0.1:4101",
      "@path": "/graphql",
      "content-type": "application/json",
      "content-digest": "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:",
      "assent-subgraph": "population",
      "assent-context": "e30",
    };
    expect(signatureBase(values, signatureParams(PARAMETERS)).split("\n")).toEqual([
      '"@method": POST',
      '"@authority": 127.0.0.1:4101',
      '"@path": /graphql',
      '"content-type": application/json',
      '"content-digest": sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:',
      '"assent-subgraph": population',
      '"assent-context": e30',
      `"@signature-params": ${INPUT.slice("assent=".length)}`,
    ]);
  });

  it("is that of appendix B.2.6, and its signature is the one printed there", () => {
    const privateKey = createPrivateKey(
      "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----END PRIVATE KEY-----\n",
    );
    const values = {
      date: "Tue, 20 Apr 2021 02:07:55 GMT",
      "@method": "POST",
      "@path": "/foo",
      "@authority": "example.com",
      "content-type": "application/json",
      "content-length": "18",
    };
    const names = Object.keys(values) as (keyof typeof values)[];
    const params = '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"';
    const base = signatureBase(values, params, names);
    const signature = "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==";
    expect(sign(null, Buffer.from(base), privateKey).toString("base64")).toBe(signature);
    const parsed = parseSignature(`assent=:${signature}:`);
    expect(parsed && verify(null, Buffer.from(base), createPublicKey(privateKey), parsed)).toBe(true);
  });
});

describe("Signature-Input", () => {
  it("is read when it is exactly ours", () => expect(parseSignatureInput(INPUT)).toEqual({ params: INPUT.slice("assent=".length), parameters: PARAMETERS }));

  it.each(SIGNED_COMPONENTS)("is refused without %s", (name) => {
    expect(parseSignatureInput(INPUT.replace(new RegExp(`"${name}" ?`), ""))).toBeNull();
  });

  it.each([
    ["components in another order", INPUT.replace('"@method" "@authority"', '"@authority" "@method"')],
    ["a further component", INPUT.replace('"@method"', '"@method" "date"')],
    ["a component with a parameter", INPUT.replace('"@method"', '"@method";req')],
    ["a component twice", INPUT.replace('"@method"', '"@method" "@method"')],
    ["a second signature", `${INPUT}, other=("@method");created=1618884473`],
    ["another label", INPUT.replace("assent=", "sig1=")],
    ["no expiry", INPUT.replace(";expires=1618884503", "")],
    ["no nonce", INPUT.replace(';nonce="b3k2pp5k7z-50gnwp"', "")],
    ["a short nonce", INPUT.replace("b3k2pp5k7z-50gnwp", "b3k2pp5k7z")],
    ["no key id", INPUT.replace(';keyid="gateway-1"', "")],
    ["no algorithm", INPUT.replace(';alg="ed25519"', "")],
    ["another algorithm", INPUT.replace("ed25519", "hmac-sha256")],
    ["a further parameter", `${INPUT};tag="x"`],
    ["a time with a sign", INPUT.replace("created=", "created=-")],
    ["a line feed at its end", `${INPUT}\n`],
    ["nothing", ""],
  ])("is refused with %s", (_, header) => expect(parseSignatureInput(header)).toBeNull());
});

describe("Signature", () => {
  const BYTES = Buffer.alloc(64, 7);

  it("is read when it is 64 bytes under our label", () => expect(parseSignature(`assent=:${BYTES.toString("base64")}:`)).toEqual(BYTES));

  it.each([
    ["63 bytes", `assent=:${Buffer.alloc(63, 7).toString("base64")}:`],
    ["another label", `sig1=:${BYTES.toString("base64")}:`],
    ["a second signature", `assent=:${BYTES.toString("base64")}:, other=:AAAA:`],
    ["bits that no byte holds", `assent=:${BYTES.toString("base64").replace("w==", "x==")}:`],
  ])("is refused with %s", (_, header) => expect(parseSignature(header)).toBeNull());
});

describe("a component's form", () => {
  it.each([
    ["@method", "GET"],
    ["@authority", "LOCALHOST:4101"],
    ["@authority", ""],
    ["@path", "/graphql?query=1"],
    ["@path", "graphql"],
    ["@path", '/graphql\n"content-type": application/json'],
    ["content-type", "application/json; charset=utf-8"],
    ["content-digest", "sha-512=:AAAA=:"],
    ["assent-subgraph", "population, licence"],
    ["assent-context", "e30="],
    ["assent-context", "A".repeat(12_289)],
  ] as const)("refuses %s %j", (name, value) => expect(isComponentForm(name, value)).toBe(false));
});
