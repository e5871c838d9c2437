import { createHash, generateKeyPairSync, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { NOW } from "../testing/callers.js";
import { createRequestSigner } from "./sign-request.js";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const nonces = ["nonce-of-request-1", "nonce-of-request-2"];
const REQUEST = {
  method: "POST",
  authority: "127.0.0.1:4101",
  path: "/graphql",
  contentType: "application/json",
  body: '{"query":"{ 姓名 }"}',
  subgraph: "population",
  contextHeader: "e30",
};

function signed(change: Partial<typeof REQUEST> = {}) {
  const left = [...nonces];
  return createRequestSigner({ keyId: "key-1", privateKey, clock: () => NOW, nonce: () => left.shift() ?? "" })({ ...REQUEST, ...change });
}

/** The signature base of RFC 9421, section 2.5, written down by hand. */
function baseOf(headers: Record<string, string>, change: Partial<typeof REQUEST> = {}): string {
  const { method, authority, path, contentType, subgraph, contextHeader } = { ...REQUEST, ...change };
  return [
    `"@method": ${method}`,
    `"@authority": ${authority}`,
    `"@path": ${path}`,
    `"content-type": ${contentType}`,
    `"content-digest": ${headers["content-digest"]}`,
    `"assent-subgraph": ${subgraph}`,
    `"assent-context": ${contextHeader}`,
    `"@signature-params": ${headers["signature-input"]?.slice("assent=".length)}`,
  ].join("\n");
}
const isValid = (headers: Record<string, string>, base: string): boolean =>
  verify(null, Buffer.from(base), publicKey, Buffer.from(headers.signature?.slice("assent=:".length, -1) ?? "", "base64"));

describe("a signed request", () => {
  it("bears a signature over method, address, path, type, digest, department and context", () => {
    const headers = signed();
    expect(isValid(headers, baseOf(headers))).toBe(true);
  });

  it.each([{ authority: "127.0.0.1:4102" }, { path: "/other" }, { subgraph: "licence" }, { contextHeader: "e31" }, { method: "GET" }])(
    "is another request with %j",
    (change) => {
      const headers = signed();
      expect(isValid(headers, baseOf(headers, change))).toBe(false);
    },
  );

  it("bears the digest of the bytes that are sent", () => {
    expect(signed()["content-digest"]).toBe(`sha-256=:${createHash("sha256").update(Buffer.from(REQUEST.body)).digest("base64")}:`);
    expect(signed({ body: "{}" })["content-digest"]).not.toBe(signed()["content-digest"]);
  });

  it("is valid for thirty seconds, once, under the key that it names", () => {
    const created = NOW.getTime() / 1000;
    expect(signed()["signature-input"]).toMatch(
      new RegExp(`;created=${created};expires=${created + 30};nonce="nonce-of-request-1";keyid="key-1";alg="ed25519"$`),
    );
    const left = [...nonces];
    const sign = createRequestSigner({ keyId: "key-1", privateKey, clock: () => NOW, nonce: () => left.shift() ?? "" });
    expect(sign(REQUEST)["signature-input"]).not.toBe(sign(REQUEST)["signature-input"]);
  });
});
