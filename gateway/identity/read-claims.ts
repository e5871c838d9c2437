import type { JWTPayload } from "jose";
import { z } from "zod";
import { type ApplicationCaller, type CitizenCaller, type OfficerCaller, ROLES } from "../../consent/model/caller.js";
import { checkIdentifier } from "../../consent/model/identifiers.js";
import { IdentityFailure } from "./identity-failure.js";
import type { TrustedIssuer } from "./trusted-clients.js";

/** Who a token speaks for: a caller, but for the scenario and case, which come with each request. */
export type Principal = Omit<ApplicationCaller, "scenario" | "case"> | CitizenCaller | OfficerCaller;

/** No blanks and no control characters: what stands on the record is read by people. */
const name = (max: number) =>
  z
    .string()
    .regex(/^[\p{L}\p{N}._:@|/+=-]+(?: [\p{L}\p{N}._:@|/+=-]+)*$/u)
    .max(max);

/** The claims of graph.md that concern us; an issuer's other claims are ignored. */
const claimsSchema = z.object({
  sub: name(256),
  client_id: name(128),
  jti: z.string().min(1).max(256),
  role: z.enum(ROLES),
  department: z.string().optional(),
  application: name(128).optional(),
  operator: name(128).optional(),
  id_number: z.string().optional(),
});
type Claims = z.output<typeof claimsSchema>;

/** Which claims a role must bear (true), may bear (null) and must not bear (false). */
const CLAIMS_OF_ROLE = {
  application: { department: true, application: true, operator: null, id_number: false },
  citizen: { department: false, application: false, operator: false, id_number: true },
  officer: { department: true, application: false, operator: false, id_number: false },
  authority: { department: true, application: false, operator: false, id_number: false },
  auditor: { department: null, application: false, operator: false, id_number: false },
  security: { department: null, application: false, operator: false, id_number: false },
} as const satisfies Record<Claims["role"], Record<string, boolean | null>>;

/**
 * Reads the claims of a verified token (graph.md, "How to call"). The role is one; its claims are all there, and no other
 * role's are. Only an application may come without a person: a token is a person's when `sub` is not the client itself
 * (RFC 9068, section 2.2) *and* it bears the issuer's sign-in claim, and without a person there is no operator.
 * @throws IdentityFailure
 */
export function readClaims(payload: JWTPayload, issuer: TrustedIssuer, now: Date): Principal {
  const parsed = claimsSchema.safeParse(payload);
  if (!parsed.success || !hasClaimsOfRole(parsed.data)) throw new IdentityFailure("CLAIMS_MALFORMED");
  const claims = parsed.data;
  const client = issuer.clients.get(claims.client_id);
  if (!client) throw new IdentityFailure("CLIENT_UNKNOWN");
  if (!client.roles.has(claims.role)) throw new IdentityFailure("ROLE_NOT_TRUSTED");
  if (claims.department !== undefined) {
    if (checkIdentifier("GB_32100", claims.department, now)) throw new IdentityFailure("CLAIMS_MALFORMED");
    if (client.departments && !client.departments.has(claims.department)) throw new IdentityFailure("DEPARTMENT_NOT_TRUSTED");
  }
  const isPerson = claims.sub !== claims.client_id && isSignInTime(payload[issuer.signInClaim]);
  if (!isPerson && (claims.role !== "application" || claims.operator !== undefined)) throw new IdentityFailure("NO_SIGN_IN");
  return principalOf(claims, now);
}

function hasClaimsOfRole(claims: Claims): boolean {
  return Object.entries(CLAIMS_OF_ROLE[claims.role]).every(([claim, wanted]) => {
    const isThere = claims[claim as keyof Claims] !== undefined;
    return wanted === null || wanted === isThere;
  });
}

/** `auth_time`, or an issuer's own claim of the kind: there and not empty. */
function isSignInTime(claim: unknown): boolean {
  return typeof claim === "number" ? claim > 0 : typeof claim === "string" && claim.length > 0;
}

function principalOf({ sub, client_id: clientId, role, department, application, operator, id_number: idNumber }: Claims, now: Date): Principal {
  switch (role) {
    case "application":
      if (department === undefined || application === undefined) throw new IdentityFailure("CLAIMS_MALFORMED");
      return { role, sub, clientId, department, application, operator: operator ?? null };
    case "citizen":
      if (idNumber === undefined || checkIdentifier("GB_11643", idNumber, now)) throw new IdentityFailure("CLAIMS_MALFORMED");
      return { role, sub, clientId, idNumber };
    case "officer":
    case "authority":
    case "auditor":
    case "security":
      return { role, sub, clientId, department: department ?? null };
    default:
      throw new IdentityFailure("CLAIMS_MALFORMED");
  }
}
