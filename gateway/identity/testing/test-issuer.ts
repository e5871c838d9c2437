import { type CryptoKey, exportJWK, type FetchImplementation, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";
import type { TrustedIssuer } from "../trusted-clients.js";

/** The moment at which every test of identity takes place. */
export const NOW = new Date("2025-09-01T02:00:00Z");
const SECONDS = NOW.getTime() / 1000;

export const ISSUER: TrustedIssuer = {
  issuer: "https://issuer.example",
  jwksUri: "https://issuer.example/jwks",
  audience: "https://assent.example/graphql",
  signInClaim: "auth_time",
  clients: new Map([
    ["housing-desk", { roles: new Set(["application"] as const), departments: new Set(["11540100MB1A0001X3"]) }],
    ["portal", { roles: new Set(["citizen", "officer", "authority", "auditor", "security"] as const), departments: null }],
  ]),
};

/** Claims of a caseworker's token. */
export const CASEWORKER: JWTPayload = {
  sub: "caseworker-7",
  client_id: "housing-desk",
  role: "application",
  department: "11540100MB1A0001X3",
  application: "housing-desk",
  operator: "caseworker-7",
  auth_time: SECONDS - 60,
};

/** Claims of a citizen's token. */
export const CITIZEN: JWTPayload = { sub: "citizen-1", client_id: "portal", role: "citizen", id_number: "11010519491231002X", auth_time: SECONDS - 60 };

/** How a token differs from a good one. */
export interface TokenChange {
  readonly header?: Record<string, unknown>;
  /** Seconds from now. */
  readonly expiresIn?: number;
  readonly key?: CryptoKey;
}

/** An issuer in memory. */
export interface TestIssuer {
  readonly fetch: FetchImplementation;
  /** How often the keys were fetched. */
  fetches(): number;
  /** Answers the next fetches so; null answers with the keys again. */
  answerWith(answer: (() => Promise<Response>) | null): void;
  /** Takes another key, under another key id. */
  rotate(kid: string, algorithm?: string): Promise<void>;
  token(claims: JWTPayload, change?: TokenChange): Promise<string>;
  publicKeys(): readonly JWK[];
}

/** Starts an issuer; it signs with one key and publishes that. */
export async function testIssuer(algorithm = "EdDSA"): Promise<TestIssuer> {
  let key: CryptoKey;
  let keys: JWK[] = [];
  let header = { alg: algorithm, kid: "first" };
  let fetched = 0;
  let answer: (() => Promise<Response>) | null = null;
  const rotate = async (kid: string, alg = algorithm): Promise<void> => {
    const pair = await generateKeyPair(alg, { extractable: true });
    key = pair.privateKey;
    header = { alg, kid };
    keys = [{ ...(await exportJWK(pair.publicKey)), kid, alg, use: "sig" }];
  };
  await rotate("first");
  return {
    fetch: async () => {
      fetched++;
      return answer ? answer() : Response.json({ keys });
    },
    fetches: () => fetched,
    answerWith: (next) => {
      answer = next;
    },
    rotate,
    token: (claims, change = {}) =>
      new SignJWT({ iss: ISSUER.issuer, aud: ISSUER.audience, iat: SECONDS, jti: "token-1", exp: SECONDS + (change.expiresIn ?? 300), ...claims })
        .setProtectedHeader({ typ: "at+jwt", ...header, ...change.header })
        .sign(change.key ?? key),
    publicKeys: () => keys,
  };
}
