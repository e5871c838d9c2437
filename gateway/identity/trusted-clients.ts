import { z } from "zod";
import { ROLES, type Role } from "../../consent/model/caller.js";

/** What one client of an issuer may bring; anything else is refused. */
interface TrustedClient {
  readonly roles: ReadonlySet<Role>;
  /** Credit codes that its tokens may name; null admits every department. */
  readonly departments: ReadonlySet<string> | null;
}

/** An issuer whose tokens are accepted, and for which clients. */
export interface TrustedIssuer {
  /** Exactly the token's `iss`. */
  readonly issuer: string;
  readonly jwksUri: string;
  /** Demanded in the token's `aud`. */
  readonly audience: string;
  /** The claim that only a token bears for which a person signed in (RFC 9068, section 2.2.1). */
  readonly signInClaim: string;
  readonly clients: ReadonlyMap<string, TrustedClient>;
}

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

const clientSchema = z.strictObject({
  roles: z.array(z.enum(ROLES)).min(1),
  departments: z.array(z.string().regex(/^[0-9A-Z]{18}$/)).optional(),
});

const issuerSchema = z.strictObject({
  issuer: z.string().min(1).max(512),
  jwksUri: z.url().refine(isSafe),
  audience: z.string().min(1).max(512),
  signInClaim: z.string().min(1).max(64).default("auth_time"),
  clients: z.record(z.string().min(1).max(128), clientSchema),
});

const issuersSchema = z
  .array(issuerSchema)
  .min(1)
  .max(100)
  .refine((issuers) => new Set(issuers.map(({ issuer }) => issuer)).size === issuers.length);

/**
 * Reads `TRUSTED_CLIENTS`: a JSON list of issuers, each with the clients that it may issue tokens to and the roles that each
 * of those may bear. What is not listed is denied.
 * @throws Error that names the places that are wrong and shows no value
 */
export function readTrustedClients(json: string): readonly TrustedIssuer[] {
  const parsed = issuersSchema.safeParse(parseJson(json));
  if (!parsed.success) {
    const places = parsed.error.issues.map(({ path }) => path.filter((part) => typeof part === "number" || part in issuerSchema.shape).join(".") || "(whole)");
    throw new Error(`TRUSTED_CLIENTS is wrong at: ${[...new Set(places)].join(", ")}.`);
  }
  return parsed.data.map(({ clients, ...issuer }) => ({
    ...issuer,
    clients: new Map(Object.entries(clients).map(([id, client]) => [id, trustedClient(client)])),
  }));
}

function trustedClient({ roles, departments }: z.output<typeof clientSchema>): TrustedClient {
  return { roles: new Set(roles), departments: departments ? new Set(departments) : null };
}

/** Keys that anyone on the way could exchange are no keys: plain HTTP only on this machine. */
function isSafe(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname));
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
