import { createSecretKey } from "node:crypto";
import { base64url, type CryptoKey, exportSPKI, generateKeyPair, importJWK, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { beforeEach, describe, expect, it } from "vitest";
import { Refusal } from "../../consent/model/errors.js";
import { createIdentifier, type IdentifiedRequest, type IdentifierOptions } from "./create-identifier.js";
import { CASEWORKER, CITIZEN, ISSUER, NOW, type TestIssuer, type TokenChange, testIssuer } from "./testing/test-issuer.js";
import type { TrustedIssuer } from "./trusted-clients.js";

const HEADERS = { scenario: "public-rental-housing", case: "2025-0001" };

let issuer: TestIssuer;
let now: Date;
let refused: string[];
beforeEach(async () => {
  issuer = await testIssuer();
  now = NOW;
  refused = [];
});

const identifier = (options: Partial<IdentifierOptions> = {}) =>
  createIdentifier({
    issuers: [ISSUER],
    clock: () => now,
    fetch: issuer.fetch,
    keysCooldownMs: 0,
    onRefused: (reason, detail) => refused.push(detail ? `${reason} ${detail}` : reason),
    ...options,
  });
const asked = (token: string): IdentifiedRequest => ({ authorization: `Bearer ${token}`, ...HEADERS });
const refusal = async (request: IdentifiedRequest, identify = identifier()): Promise<Pick<Refusal, "code" | "details">> => {
  const outcome = await identify(request).then(
    () => "identified",
    (error: unknown) => error,
  );
  if (!(outcome instanceof Refusal)) throw new Error(`no refusal: ${String(outcome)}`);
  return { code: outcome.code, details: outcome.details };
};
const UNAUTHENTICATED = { code: "UNAUTHENTICATED", details: {} };

describe("a caller is identified", () => {
  it("as a caseworker with purpose and case", async () => {
    expect(await identifier()(asked(await issuer.token(CASEWORKER)))).toEqual({
      role: "application",
      sub: "caseworker-7",
      clientId: "housing-desk",
      department: "11540100MB1A0001X3",
      application: "housing-desk",
      operator: "caseworker-7",
      scenario: "public-rental-housing",
      case: "2025-0001",
    });
  });

  it("as a citizen, who names neither", async () => {
    const authorization = `Bearer ${await issuer.token(CITIZEN)}`;
    expect(await identifier()({ authorization, scenario: undefined, case: undefined })).toMatchObject({ role: "citizen", idNumber: "11010519491231002X" });
  });

  it.each(["ES256", "PS256", "RS256", "EdDSA"])("with a token signed by %s", async (algorithm) => {
    issuer = await testIssuer(algorithm);
    expect(await identifier()(asked(await issuer.token(CASEWORKER)))).toMatchObject({ role: "application" });
  });

  it("whatever the case of the scheme", async () => {
    expect(await identifier()({ authorization: `bearer ${await issuer.token(CASEWORKER)}`, ...HEADERS })).toMatchObject({ role: "application" });
  });

  it("by the issuer of the token, where several are trusted", async () => {
    const second = await testIssuer();
    const fetch: typeof issuer.fetch = (url, options) => (url.startsWith("https://second.example/") ? second.fetch(url, options) : issuer.fetch(url, options));
    const identify = identifier({
      fetch,
      issuers: [ISSUER, { ...ISSUER, issuer: "https://second.example", jwksUri: "https://second.example/jwks", clients: new Map() }],
    });
    expect(await identify(asked(await issuer.token(CASEWORKER)))).toMatchObject({ role: "application" });
    const theirs = { ...CASEWORKER, iss: "https://second.example" };
    expect(await refusal(asked(await second.token(theirs)), identify)).toEqual(UNAUTHENTICATED);
    expect(await refusal(asked(await issuer.token(theirs)), identify)).toEqual(UNAUTHENTICATED);
    expect(await refusal(asked(await second.token(CASEWORKER)), identify)).toEqual(UNAUTHENTICATED);
    expect(refused).toEqual(["CLIENT_UNKNOWN", "TOKEN_INVALID ERR_JWS_SIGNATURE_VERIFICATION_FAILED", "TOKEN_INVALID ERR_JWS_SIGNATURE_VERIFICATION_FAILED"]);
  });
});

describe("a token is refused with UNAUTHENTICATED and nothing more", () => {
  const SECONDS = NOW.getTime() / 1000;
  const strange: readonly [string, JWTPayload, TokenChange, string][] = [
    ["expired", {}, { expiresIn: -6 }, "TOKEN_INVALID ERR_JWT_EXPIRED"],
    ["of yesterday, for a year", { iat: SECONDS - 90_000 }, { expiresIn: 31_536_000 }, "TOKEN_INVALID ERR_JWT_EXPIRED"],
    ["of tomorrow", { iat: SECONDS + 90_000 }, { expiresIn: 100_000 }, "TOKEN_INVALID ERR_JWT_CLAIM_VALIDATION_FAILED"],
    ["not yet good", { nbf: SECONDS + 60 }, {}, "TOKEN_INVALID ERR_JWT_CLAIM_VALIDATION_FAILED"],
    ["without expiry", { exp: undefined }, {}, "TOKEN_INVALID ERR_JWT_CLAIM_VALIDATION_FAILED"],
    ["without time of issue", { iat: undefined }, {}, "TOKEN_INVALID ERR_JWT_CLAIM_VALIDATION_FAILED"],
    ["for another audience", { aud: "https://other.example" }, {}, "TOKEN_INVALID ERR_JWT_CLAIM_VALIDATION_FAILED"],
    ["without audience", { aud: undefined }, {}, "TOKEN_INVALID ERR_JWT_CLAIM_VALIDATION_FAILED"],
    ["of another issuer", { iss: "https://other.example" }, {}, "ISSUER_UNKNOWN"],
    ["of no issuer", { iss: undefined }, {}, "ISSUER_UNKNOWN"],
    ["an identity token", {}, { header: { typ: "JWT" } }, "TOKEN_INVALID ERR_JWT_CLAIM_VALIDATION_FAILED"],
    ["of no type", {}, { header: { typ: undefined } }, "TOKEN_INVALID ERR_JWT_CLAIM_VALIDATION_FAILED"],
    ["signed with a key that is not published", {}, { header: { kid: "other" } }, "TOKEN_INVALID ERR_JWKS_NO_MATCHING_KEY"],
    ["without a department", { department: undefined }, {}, "CLAIMS_MALFORMED"],
    ["with two roles", { role: ["application", "auditor"] }, {}, "CLAIMS_MALFORMED"],
    [
      "with a role that its client may not bear",
      { ...CITIZEN, client_id: "housing-desk", department: undefined, application: undefined, operator: undefined },
      {},
      "ROLE_NOT_TRUSTED",
    ],
    ["a client's own, with an operator", { sub: "housing-desk" }, {}, "NO_SIGN_IN"],
  ];
  it.each(strange)("%s", async (_, claims, change, reason) => {
    expect(await refusal(asked(await issuer.token({ ...CASEWORKER, ...claims }, change)))).toEqual(UNAUTHENTICATED);
    expect(refused).toEqual([reason]);
  });

  it("wrongly signed", async () => {
    const { privateKey } = await generateKeyPair("EdDSA");
    expect(await refusal(asked(await issuer.token(CASEWORKER, { key: privateKey })))).toEqual(UNAUTHENTICATED);
  });

  it("changed after it was signed", async () => {
    const [header, payload, signature] = (await issuer.token(CASEWORKER)).split(".") as [string, string, string];
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as JWTPayload;
    const changed = base64url.encode(JSON.stringify({ ...claims, operator: "another" }));
    expect(await refusal(asked(`${header}.${changed}.${signature}`))).toEqual(UNAUTHENTICATED);
  });

  it("unsigned (alg none)", async () => {
    const claims = { ...CASEWORKER, iss: ISSUER.issuer, aud: ISSUER.audience, jti: "1", iat: SECONDS, exp: SECONDS + 60 };
    const unsigned = new UnsecuredJWT(claims).encode();
    const [, payload] = unsigned.split(".");
    const none = base64url.encode(JSON.stringify({ alg: "none", typ: "at+jwt" }));
    for (const token of [unsigned, `${none}.${payload}.`, `${none}.${payload}.AA`]) expect(await refusal(asked(token))).toEqual(UNAUTHENTICATED);
  });

  it("signed with the issuer's public key as an HMAC secret", async () => {
    issuer = await testIssuer("RS256");
    const [jwk] = issuer.publicKeys();
    const publicKey = (await importJWK(jwk as object, "RS256", { extractable: true })) as CryptoKey;
    for (const secret of [await exportSPKI(publicKey), JSON.stringify(jwk)]) {
      const token = await new SignJWT({ ...CASEWORKER, iss: ISSUER.issuer, aud: ISSUER.audience, jti: "1", iat: SECONDS, exp: SECONDS + 60 })
        .setProtectedHeader({ alg: "HS256", typ: "at+jwt", kid: "first" })
        .sign(createSecretKey(Buffer.from(secret)));
      expect(await refusal(asked(token))).toEqual(UNAUTHENTICATED);
    }
    expect(refused).toEqual(["TOKEN_INVALID ERR_JOSE_ALG_NOT_ALLOWED", "TOKEN_INVALID ERR_JOSE_ALG_NOT_ALLOWED"]);
  });

  it("with a key of its own in its header", async () => {
    const { privateKey } = await generateKeyPair("EdDSA");
    const token = await issuer.token(CASEWORKER, { key: privateKey, header: { jwk: issuer.publicKeys()[0], jku: "https://evil.example/jwks" } });
    expect(await refusal(asked(token))).toEqual(UNAUTHENTICATED);
  });

  it("when it is longer than any token of ours, though it is good", async () => {
    expect(await refusal(asked(await issuer.token({ ...CASEWORKER, filler: "x".repeat(8192) })))).toEqual(UNAUTHENTICATED);
    expect(refused).toEqual(["TOKEN_MALFORMED"]);
  });

  it.each([
    ["nothing", undefined],
    ["another scheme", "Basic YTpi"],
    ["no token", "Bearer "],
    ["garbage", "Bearer a.b.c"],
    ["two tokens", "Bearer a.b.c, Bearer a.b.c"],
    ["a huge token", `Bearer ${"a".repeat(10_000_000)}.b.c`],
    ["JSON that is no object", `Bearer ${base64url.encode("1")}.${base64url.encode("1")}.AA`],
  ])("when it is %s", async (_, authorization) => {
    expect(await refusal({ authorization, ...HEADERS })).toEqual(UNAUTHENTICATED);
    expect(issuer.fetches()).toBe(0);
  });
});

describe("purpose and case", () => {
  it.each([
    [{ scenario: undefined }, "SCENARIO_REQUIRED"],
    [{ scenario: "" }, "SCENARIO_REQUIRED"],
    [{ scenario: "Public Rental" }, "SCENARIO_REQUIRED"],
    [{ scenario: "a".repeat(65) }, "SCENARIO_REQUIRED"],
    [{ scenario: undefined, case: undefined }, "SCENARIO_REQUIRED"],
    [{ case: undefined }, "CASE_REQUIRED"],
    [{ case: "" }, "CASE_REQUIRED"],
    [{ case: "1 OR 1=1" }, "CASE_REQUIRED"],
    [{ case: "9".repeat(65) }, "CASE_REQUIRED"],
  ])("are required of applications: %j gives %s", async (change, code) => {
    expect(await refusal({ ...asked(await issuer.token(CASEWORKER)), ...change })).toEqual({ code, details: {} });
  });

  it.each(["540102199001010003", "2025/91350100M000100Y43"])("hold no identifier, which would go on the record: %s", async (caseNumber) => {
    const asking = { ...asked(await issuer.token(CASEWORKER)), case: caseNumber };
    expect(await refusal(asking)).toEqual({ code: "CASE_REQUIRED", details: { reason: "IDENTIFIER" } });
    const scenario = { ...asked(await issuer.token(CASEWORKER)), scenario: "540102199001010003" };
    expect(await refusal(scenario)).toEqual({ code: "SCENARIO_REQUIRED", details: { reason: "IDENTIFIER" } });
  });

  it.each([
    [{ scenario: "public-rental-housing", case: undefined }, "Assent-Scenario"],
    [{ scenario: undefined, case: "2025-0001" }, "Assent-Case"],
  ])("are refused from others: %j", async (headers, header) => {
    const authorization = `Bearer ${await issuer.token(CITIZEN)}`;
    expect(await refusal({ authorization, ...headers })).toEqual({ code: "FORBIDDEN", details: { header } });
  });

  it("are asked for only once the token is good", async () => {
    expect(await refusal({ authorization: undefined, scenario: undefined, case: undefined })).toEqual(UNAUTHENTICATED);
  });
});

describe("the issuer's keys", () => {
  it.each([
    ["cannot be reached", () => Promise.reject(new TypeError("fetch failed"))],
    ["come with an error", async () => new Response("{}", { status: 500 })],
    ["come with an error, though they are right", async () => Response.json({ keys: issuer.publicKeys() }, { status: 500 })],
    ["come from elsewhere", async () => new Response(null, { status: 302, headers: { location: "https://evil.example" } })],
    ["are not JSON", async () => new Response("<html>")],
    ["are no key set", async () => Response.json({ keys: "none" })],
    ["are too many to read", async () => Response.json({ keys: [], filler: "x".repeat(300_000) })],
  ])("fail closed when they %s", async (_, answer) => {
    issuer.answerWith(answer);
    expect(await refusal(asked(await issuer.token(CASEWORKER)))).toEqual(UNAUTHENTICATED);
    expect(refused[0]).toMatch(/^KEYS_UNAVAILABLE/);
  });

  it("are not waited for longer than the deadline, and work again afterwards", { timeout: 2000 }, async () => {
    const fetch: typeof issuer.fetch = (url, options) =>
      hangs ? new Promise((_, reject) => options.signal.addEventListener("abort", () => reject(options.signal.reason as Error))) : issuer.fetch(url, options);
    let hangs = true;
    const identify = identifier({ fetch, keysTimeoutMs: 20 });
    const request = asked(await issuer.token(CASEWORKER));
    expect(await refusal(request, identify)).toEqual(UNAUTHENTICATED);
    expect(refused).toEqual(["KEYS_UNAVAILABLE ERR_JWKS_TIMEOUT"]);
    hangs = false;
    expect(await identify(request)).toMatchObject({ role: "application" });
  });

  it("are fetched once for many tokens", async () => {
    const identify = identifier({ maxVerifiedTokens: 0 });
    for (let index = 0; index < 3; index++) await identify(asked(await issuer.token({ ...CASEWORKER, jti: String(index) })));
    expect(issuer.fetches()).toBe(1);
  });

  it("are fetched anew for a key that is new", async () => {
    const identify = identifier();
    await identify(asked(await issuer.token(CASEWORKER)));
    await issuer.rotate("second");
    expect(await identify(asked(await issuer.token(CASEWORKER)))).toMatchObject({ role: "application" });
    expect(issuer.fetches()).toBe(2);
  });

  it("are not fetched again and again for keys that there are not", async () => {
    const identify = identifier({ keysCooldownMs: 60_000 });
    for (let index = 0; index < 20; index++) await refusal(asked(await issuer.token(CASEWORKER, { header: { kid: `other-${index}` } })), identify);
    expect(issuer.fetches()).toBe(1);
  });
});

describe("a verified token", () => {
  it("is not verified again within a minute", async () => {
    const identify = identifier({ keysMaxAgeMs: 0 });
    const request = asked(await issuer.token(CASEWORKER));
    await identify(request);
    now = new Date(NOW.getTime() + 59_999);
    await identify(request);
    expect(issuer.fetches()).toBe(1);
    now = new Date(NOW.getTime() + 60_000);
    await identify(request);
    expect(issuer.fetches()).toBe(2);
  });

  it("is not kept past its expiry", async () => {
    const identify = identifier();
    const request = asked(await issuer.token(CASEWORKER, { expiresIn: 10 }));
    await identify(request);
    now = new Date(NOW.getTime() + 16_000);
    expect(await refusal(request, identify)).toEqual(UNAUTHENTICATED);
  });

  it("is forgotten when the issuer's keys change", async () => {
    const identify = identifier();
    const old = asked(await issuer.token(CASEWORKER));
    await identify(old);
    await issuer.rotate("second");
    await identify(asked(await issuer.token({ ...CASEWORKER, jti: "token-2" })));
    expect(await refusal(old, identify)).toEqual(UNAUTHENTICATED);
  });

  it("is not kept when the issuer's keys changed while it was verified", async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const second = await testIssuer();
    const fetch: typeof issuer.fetch = async (url, options) =>
      url.startsWith("https://second.example/") ? second.fetch(url, options) : held.then(() => issuer.fetch(url, options));
    const theirs: TrustedIssuer = { ...ISSUER, issuer: "https://second.example", jwksUri: "https://second.example/jwks" };
    const identify = identifier({ fetch, issuers: [ISSUER, theirs], keysMaxAgeMs: 0 });
    const request = asked(await issuer.token(CASEWORKER));
    const first = identify(request);
    for (const kid of ["second", "third"]) {
      await second.rotate(kid);
      await identify(asked(await second.token({ ...CASEWORKER, iss: theirs.issuer })));
    }
    release();
    await first;
    await identify(request);
    expect(issuer.fetches()).toBe(2);
  });

  it("brings the purpose and case of each request, not those of the first", async () => {
    const identify = identifier();
    const request = asked(await issuer.token(CASEWORKER));
    await identify(request);
    expect(await identify({ ...request, case: "2025-0002" })).toMatchObject({ case: "2025-0002" });
    expect(await refusal({ ...request, scenario: undefined }, identify)).toEqual({ code: "SCENARIO_REQUIRED", details: {} });
  });

  it("is forgotten when many others come", async () => {
    const identify = identifier({ maxVerifiedTokens: 1, keysMaxAgeMs: 0 });
    const request = asked(await issuer.token(CASEWORKER));
    await identify(request);
    await identify(asked(await issuer.token({ ...CASEWORKER, jti: "token-2" })));
    await identify(request);
    expect(issuer.fetches()).toBe(3);
  });
});
