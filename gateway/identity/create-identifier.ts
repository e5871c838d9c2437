import { createHash } from "node:crypto";
import type { FetchImplementation } from "jose";
import { LRUCache } from "lru-cache";
import type { Caller } from "../../consent/model/caller.js";
import { type ErrorCode, Refusal } from "../../consent/model/errors.js";
import { holdsIdentifier } from "../../consent/model/identifiers.js";
import type { GatewayRequest } from "../context.js";
import { IdentityFailure, type IdentityFailureReason } from "./identity-failure.js";
import { type Principal, readClaims } from "./read-claims.js";
import type { TrustedIssuer } from "./trusted-clients.js";
import { createTokenVerifier } from "./verify-token.js";

/** What identity is decided with. */
export interface IdentifierOptions {
  /** `readTrustedClients`. */
  readonly issuers: readonly TrustedIssuer[];
  readonly clock: () => Date;
  /** Fetches issuers' keys; the platform's own by default. */
  readonly fetch?: FetchImplementation;
  /** 1,500 by default: an answer is due within 2 s even when an issuer hangs. */
  readonly keysTimeoutMs?: number;
  /** 300,000 by default. */
  readonly keysMaxAgeMs?: number;
  /** 30,000 by default. */
  readonly keysCooldownMs?: number;
  /** Verified tokens kept; 10,000 by default, 0 keeps none. */
  readonly maxVerifiedTokens?: number;
  /** For the log: why a token is refused, and the library's code; never a part of the token. */
  readonly onRefused?: (reason: IdentityFailureReason, detail: string | null) => void;
}

/** The part of a request that says who asks, for which purpose and in which case. */
export type IdentifiedRequest = Pick<GatewayRequest, "authorization" | "scenario" | "case">;

/** A principal and until when its token is taken as verified (milliseconds since 1970). */
interface Verified {
  readonly principal: Principal;
  readonly until: number;
}

const MAX_TOKEN_CHARACTERS = 8192;
const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;
const SCENARIO = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const CASE = /^[A-Za-z0-9][\w./:()-]*$/;
const MAX_HEADER_CHARACTERS = 64;
/** A token that was good is not looked at again for so long, nor past its `exp`. */
const KEPT_MS = 60_000;

/**
 * Makes the gateway's first stage: a bearer token (RFC 6750) and the headers `Assent-Scenario` and `Assent-Case` become a
 * `Caller`. Every fault of a token is UNAUTHENTICATED and says nothing more, an issuer that cannot be reached included.
 *
 * Verifying a token costs some 150 µs a request and a kept one 5, so verified tokens are kept: by their SHA-256, so that none lies in
 * memory, the ones used last, a minute at most, and none once an issuer's keys change.
 * @returns rejects with Refusal UNAUTHENTICATED, SCENARIO_REQUIRED, CASE_REQUIRED or FORBIDDEN
 */
export function createIdentifier(options: IdentifierOptions): (request: IdentifiedRequest) => Promise<Caller> {
  const { clock, maxVerifiedTokens = 10_000 } = options;
  const kept = new LRUCache<string, Verified>({ max: Math.max(1, maxVerifiedTokens) });
  let keySets = 0;
  const verifyToken = createTokenVerifier(options.issuers, {
    fetch: options.fetch ?? fetch,
    timeoutMs: options.keysTimeoutMs ?? 1500,
    maxAgeMs: options.keysMaxAgeMs ?? 300_000,
    cooldownMs: options.keysCooldownMs ?? 30_000,
    onChange: () => {
      keySets++;
      kept.clear();
    },
  });
  const principalOf = async (authorization: string | undefined): Promise<Principal> => {
    const token = bearerToken(authorization);
    const now = clock();
    const key = createHash("sha256").update(token).digest("base64");
    const known = kept.get(key);
    if (known && now.getTime() < known.until) return known.principal;
    const verifiedWith = keySets;
    const { issuer, payload } = await verifyToken(token, now);
    const principal = readClaims(payload, issuer, now);
    if (maxVerifiedTokens > 0 && verifiedWith === keySets) kept.set(key, { principal, until: Math.min(payload.exp * 1000, now.getTime() + KEPT_MS) });
    return principal;
  };
  return async (request) => {
    try {
      return callerOf(await principalOf(request.authorization), request);
    } catch (error) {
      if (!(error instanceof IdentityFailure)) throw error;
      options.onRefused?.(error.reason, error.detail);
      throw new Refusal("UNAUTHENTICATED");
    }
  };
}

function bearerToken(authorization: string | undefined): string {
  if (authorization === undefined) throw new IdentityFailure("TOKEN_MISSING");
  const token = authorization.length <= MAX_TOKEN_CHARACTERS ? BEARER.exec(authorization)?.[1] : undefined;
  if (token === undefined) throw new IdentityFailure("TOKEN_MALFORMED");
  return token;
}

/** Purpose and case bind applications (graph.md); from anyone else they are a mistake, and not silently dropped. */
function callerOf(principal: Principal, request: IdentifiedRequest): Caller {
  if (principal.role === "application") {
    const scenario = header(request.scenario, SCENARIO, "SCENARIO_REQUIRED");
    return { ...principal, scenario, case: header(request.case, CASE, "CASE_REQUIRED") };
  }
  if (request.scenario !== undefined) throw new Refusal("FORBIDDEN", { header: "Assent-Scenario" });
  if (request.case !== undefined) throw new Refusal("FORBIDDEN", { header: "Assent-Case" });
  return principal;
}

function header(value: string | undefined, form: RegExp, code: ErrorCode): string {
  if (value === undefined || value.length > MAX_HEADER_CHARACTERS || !form.test(value)) throw new Refusal(code);
  // It goes on the record and to every department; an identity number in its place would go with it.
  if (holdsIdentifier(value)) throw new Refusal(code, { reason: "IDENTIFIER" });
  return value;
}
