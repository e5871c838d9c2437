import { sign } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CONTEXT, keyPair, NOW, signedRequest } from "./testing/signed-request.js";
import { createNonceStore } from "./nonce-store.js";
import { createRequestVerifier, type IncomingRequest, type VerifierOptions } from "./verify-request.js";

const gateway = keyPair();
const secondGateway = keyPair();
const department = keyPair();
const keys = new Map([gateway, secondGateway].map(({ keyId, publicKey }) => [keyId, publicKey]));
const CREATED = NOW.getTime() / 1000;

const verifier = (change: Partial<VerifierOptions> = {}) =>
  createRequestVerifier({ keys, subgraph: "population", clock: () => NOW, nonces: createNonceStore(NOW), ...change });
const at = (seconds: number) => ({ clock: () => new Date(NOW.getTime() + seconds * 1000) });
const reasonOf = async (request: IncomingRequest, change?: Partial<VerifierOptions>): Promise<string> => {
  const verified = await verifier(change)(request);
  return verified.ok ? "verified" : verified.reason;
};
const withHeaders = (request: IncomingRequest, headers: IncomingRequest["headers"]): IncomingRequest => ({
  ...request,
  headers: { ...request.headers, ...headers },
});

describe("a signed request", () => {
  it("is verified, and its context is what was signed", async () => {
    expect(await verifier()(signedRequest(gateway))).toEqual({ ok: true, context: CONTEXT });
  });

  it("is verified from each gateway, by its own key", async () => {
    expect(await reasonOf(signedRequest(secondGateway))).toBe("verified");
  });

  it("is verified once", async () => {
    const verify = verifier();
    const request = signedRequest(gateway);
    expect(await verify(request)).toMatchObject({ ok: true });
    expect(await verify(request)).toEqual({ ok: false, reason: "NONCE" });
    expect(await verify(signedRequest(gateway))).toMatchObject({ ok: true });
  });

  it("may bear a nonce that another gateway has used", async () => {
    const verify = verifier();
    const nonce = "the-same-for-both";
    expect(await verify(signedRequest(gateway, { nonce }))).toMatchObject({ ok: true });
    expect(await verify(signedRequest(secondGateway, { nonce }))).toMatchObject({ ok: true });
    expect(await verify(signedRequest(secondGateway, { nonce, body: "{}" }))).toEqual({ ok: false, reason: "NONCE" });
  });

  it("is refused when no nonce can be kept, or the store says anything but true", async () => {
    expect(await reasonOf(signedRequest(gateway), { nonces: createNonceStore(NOW, 0) })).toBe("NONCE");
    expect(await reasonOf(signedRequest(gateway), { nonces: { claim: () => "taken" as never } })).toBe("NONCE");
    expect(await reasonOf(signedRequest(gateway), { nonces: { claim: async () => false } })).toBe("NONCE");
  });

  it("does not use up a nonce unless a gateway signed it", async () => {
    const verify = verifier();
    const request = signedRequest(gateway);
    expect(await verify({ ...request, body: Buffer.from("{}") })).toEqual({ ok: false, reason: "DIGEST" });
    expect(await verify({ ...request, authority: "127.0.0.1:4102" })).toEqual({ ok: false, reason: "SIGNATURE" });
    expect(await verify(request)).toMatchObject({ ok: true });
  });
});

describe("the window", () => {
  it.each([
    [0, "verified"],
    [29.999, "verified"],
    [30, "OUTSIDE_WINDOW"],
    [3600, "OUTSIDE_WINDOW"],
    [-30, "verified"],
    [-30.001, "OUTSIDE_WINDOW"],
  ])("after %d seconds: %s", async (seconds, expected) => {
    expect(await reasonOf(signedRequest(gateway), { ...at(seconds), nonces: createNonceStore(NOW) })).toBe(expected);
  });

  it.each([
    ["31 seconds", { expires: CREATED + 31 }],
    ["a year", { expires: CREATED + 31_536_000 }],
    ["no time", { expires: CREATED }],
    ["less than no time", { expires: CREATED - 1 }],
  ])("never spans %s", async (_, change) => expect(await reasonOf(signedRequest(gateway, change), at(-5))).toBe("OUTSIDE_WINDOW"));
});

describe("a request is refused when", () => {
  it.each([
    ["another department received it first", signedRequest(gateway, { subgraph: "licence" }), "OTHER_SUBGRAPH"],
    ["it has no signature", withHeaders(signedRequest(gateway), { signature: undefined }), "SIGNATURE_MISSING"],
    ["it has no signature input", withHeaders(signedRequest(gateway), { "signature-input": undefined }), "SIGNATURE_MISSING"],
    ["a department signed it", signedRequest(department), "KEY_UNKNOWN"],
    ["a department signed it in a gateway's name", signedRequest({ ...department, keyId: gateway.keyId }), "SIGNATURE"],
    ["one gateway signed it in another's name", signedRequest({ ...gateway, keyId: secondGateway.keyId }), "SIGNATURE"],
    ["its key id is a property of every object", signedRequest({ ...department, keyId: "__proto__" }), "KEY_UNKNOWN"],
    ["a header is given twice", withHeaders(signedRequest(gateway), { "assent-subgraph": ["population", "population"] }), "MALFORMED"],
    ["its context is huge", signedRequest(gateway, { context: { ...CONTEXT, case: "x".repeat(20_000) } }), "MALFORMED"],
    ["its context is not the contract's", signedRequest(gateway, { context: { ...CONTEXT, role: "admin" } }), "CONTEXT"],
  ])("%s", async (_, request, reason) => expect(await reasonOf(request)).toBe(reason));

  it.each([
    ["@method", { method: "GET" }, "MALFORMED"],
    ["@authority", { authority: "127.0.0.1:4102" }, "SIGNATURE"],
    ["@path", { path: "/other" }, "SIGNATURE"],
    ["the query", { path: "/graphql?operationName=x" }, "MALFORMED"],
    ["the body", { body: Buffer.from('{"query":"{ __typename }","variables":{} }') }, "DIGEST"],
    ["the body's bytes, not its text", { body: Buffer.from('\uFEFF{"query":"{ __typename }","variables":{}}') }, "DIGEST"],
  ])("%s is another", async (_, change, reason) => expect(await reasonOf({ ...signedRequest(gateway), ...change })).toBe(reason));

  const other = signedRequest(gateway, { body: "{}", context: { ...CONTEXT, case: "2025-0002" } });
  it.each([
    ["content-type", "text/plain", "MALFORMED"],
    ["content-digest", other.headers["content-digest"], "DIGEST"],
    ["content-digest", undefined, "MALFORMED"],
    ["assent-subgraph", "licence", "OTHER_SUBGRAPH"],
    ["assent-subgraph", undefined, "MALFORMED"],
    ["assent-context", other.headers["assent-context"], "SIGNATURE"],
    ["assent-context", undefined, "MALFORMED"],
    ["signature-input", other.headers["signature-input"], "SIGNATURE"],
    ["signature", other.headers.signature, "SIGNATURE"],
  ])("%s becomes %s", async (name, value, reason) => expect(await reasonOf(withHeaders(signedRequest(gateway), { [name]: value }))).toBe(reason));

  it("body and digest are exchanged together", async () => {
    const request = withHeaders(signedRequest(gateway), { "content-digest": other.headers["content-digest"] });
    expect(await reasonOf({ ...request, body: other.body })).toBe("SIGNATURE");
  });

  it("it is signed over fewer components, by a gateway itself", async () => {
    const request = signedRequest(gateway);
    const params = String(request.headers["signature-input"]).slice("assent=".length).replace(' "assent-context"', "");
    const base = `"@method": POST\n"@authority": 127.0.0.1:4101\n"@path": /graphql\n"content-type": application/json\n"content-digest": ${request.headers["content-digest"]}\n"assent-subgraph": population\n"@signature-params": ${params}`;
    const signature = `assent=:${sign(null, Buffer.from(base), gateway.privateKey).toString("base64")}:`;
    expect(await reasonOf(withHeaders(request, { "signature-input": `assent=${params}`, signature }))).toBe("SIGNATURE_MISSING");
  });

  it("any one character of it is another, taken away or added", () =>
    fc.assert(
      fc.asyncProperty(mutations, async (mutate) => (await reasonOf(mutate(signedRequest(gateway)))) !== "verified"),
      { numRuns: 2000 },
    ));

  it("any header is huge", async () => {
    for (const name of Object.keys(signedRequest(gateway).headers).filter((header) => header !== "host")) {
      expect(await reasonOf(withHeaders(signedRequest(gateway), { [name]: "a".repeat(10_000_000) }))).not.toBe("verified");
    }
  });
});

/** A part of the request and what happens to it; always a change. */
const mutations = fc
  .record({
    part: fc.constantFrom(
      "method",
      "authority",
      "path",
      "body",
      "content-type",
      "content-digest",
      "assent-subgraph",
      "assent-context",
      "signature-input",
      "signature",
    ),
    place: fc.nat(),
    inserted: fc.oneof(fc.constantFrom("", "\n", " ", ",", ";", '"', "=", "A", "0"), fc.string({ unit: "binary-ascii", minLength: 1, maxLength: 2 })),
    removed: fc.nat(2),
  })
  .map(({ part, place, inserted, removed }) => {
    const mutated = (text: string): string => {
      const index = place % text.length;
      const changed = text.slice(0, index) + inserted + text.slice(index + removed);
      return changed === text ? `${text}~` : changed;
    };
    return (request: IncomingRequest): IncomingRequest => {
      if (part === "body") return { ...request, body: Buffer.from(mutated(request.body.toString("latin1")), "latin1") };
      if (part === "method" || part === "authority" || part === "path") return { ...request, [part]: mutated(request[part]) };
      return withHeaders(request, { [part]: mutated(String(request.headers[part])) });
    };
  });
