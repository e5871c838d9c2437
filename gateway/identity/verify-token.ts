import { createHash } from "node:crypto";
import { createRemoteJWKSet, customFetch, decodeJwt, errors, type FetchImplementation, type JWTPayload, jwtVerify, type RemoteJWKSet } from "jose";
import { IdentityFailure } from "./identity-failure.js";
import type { TrustedIssuer } from "./trusted-clients.js";

/** How issuers' keys are fetched and kept. */
export interface KeyFetching {
  readonly fetch: FetchImplementation;
  /** After so long without an answer the keys are not to be had. */
  readonly timeoutMs: number;
  /** Keys are fetched anew after so long, and a key that the issuer has taken back is trusted no longer than this. */
  readonly maxAgeMs: number;
  /** A key that is not among those kept is asked for at most this often: nobody floods the issuer through us. */
  readonly cooldownMs: number;
  /** Called when an issuer's keys are others than before. */
  readonly onChange: () => void;
}

/** A token that its issuer signed, for us, and that has not expired. */
export interface VerifiedToken {
  readonly issuer: TrustedIssuer;
  readonly payload: JWTPayload & { readonly exp: number };
}

/** Asymmetric only: with HMAC an issuer's public key would be the secret. */
const ALGORITHMS = ["EdDSA", "ES256", "PS256", "RS256"];
/** Clocks differ by so much. */
const TOLERANCE_SECONDS = 5;
/** A token older than this is not accepted, whatever its `exp`. */
const MAX_AGE_SECONDS = 86_400;
const MAX_KEY_SET_CHARACTERS = 262_144;

/**
 * Verifies access tokens (RFC 9068, section 4): issuer, audience, type, signature, times. The issuer is read from the
 * unverified token only to find its keys.
 * @returns rejects with IdentityFailure and nothing else
 */
export function createTokenVerifier(issuers: readonly TrustedIssuer[], fetching: KeyFetching): (token: string, now: Date) => Promise<VerifiedToken> {
  const known = new Map(issuers.map((issuer) => [issuer.issuer, { issuer, keys: remoteKeys(issuer, fetching) }]));
  return async (token, now) => {
    const trusted = known.get(issuerOf(token));
    if (!trusted) throw new IdentityFailure("ISSUER_UNKNOWN");
    const { issuer, keys } = trusted;
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: issuer.issuer,
        audience: issuer.audience,
        typ: "at+jwt",
        algorithms: ALGORITHMS,
        currentDate: now,
        clockTolerance: TOLERANCE_SECONDS,
        maxTokenAge: MAX_AGE_SECONDS,
        requiredClaims: ["exp"],
      });
      return { issuer, payload: payload as VerifiedToken["payload"] };
    } catch (error) {
      throw failureOf(error);
    }
  };
}

function issuerOf(token: string): string {
  try {
    return decodeJwt(token).iss ?? "";
  } catch {
    throw new IdentityFailure("TOKEN_MALFORMED");
  }
}

/** What jose says of a token is the token's fault; all else is the issuer's, or the way to it. */
function failureOf(error: unknown): IdentityFailure {
  if (!(error instanceof errors.JOSEError)) return new IdentityFailure("KEYS_UNAVAILABLE");
  const { code } = error;
  const isOfKeys = error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || code === errors.JOSEError.code;
  return new IdentityFailure(isOfKeys ? "KEYS_UNAVAILABLE" : "TOKEN_INVALID", code);
}

function remoteKeys({ jwksUri }: TrustedIssuer, { fetch, timeoutMs, maxAgeMs, cooldownMs, onChange }: KeyFetching): RemoteJWKSet {
  let digest: string | null = null;
  const observed: FetchImplementation = async (url, options) => {
    const response = await fetch(url, options);
    const text = await response.text();
    if (response.status !== 200 || text.length > MAX_KEY_SET_CHARACTERS) return new Response(null, { status: 502 });
    const latest = createHash("sha256").update(text).digest("base64");
    if (digest !== latest) {
      if (digest !== null) onChange();
      digest = latest;
    }
    return new Response(text, { status: 200 });
  };
  return createRemoteJWKSet(new URL(jwksUri), {
    [customFetch]: observed,
    timeoutDuration: timeoutMs,
    cacheMaxAge: maxAgeMs,
    cooldownDuration: cooldownMs,
  });
}
