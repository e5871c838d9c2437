import type { Role } from "./caller.js";
import type { Coordinate, SharingMode } from "./sharing.js";

/**
 * The wire contract between a gateway and a subgraph: what is signed (RFC 9421, RFC 9530) and what travels.
 *
 * A request is `POST /graphql` with a JSON body `{ query, variables }` and these headers; `signature-input`
 * carries `created`, `expires`, `nonce`, `keyid` and `alg="ed25519"`.
 */
export const SIGNATURE_LABEL = "assent";
export const CONTEXT_HEADER = "assent-context";
export const SUBGRAPH_HEADER = "assent-subgraph";
export const SIGNATURE_WINDOW_SECONDS = 30;

/** Every component that the verifier demands, in this order; a signature over fewer or others is refused. */
export const SIGNED_COMPONENTS = ["@method", "@authority", "@path", "content-type", "content-digest", SUBGRAPH_HEADER, CONTEXT_HEADER] as const;

/** What a subgraph learns of the caller; base64url of its JSON travels in `assent-context`. */
export interface SignedContext {
  readonly requestId: string;
  readonly role: Role | "platform";
  readonly department: string | null;
  readonly application: string | null;
  readonly scenario: string | null;
  readonly case: string | null;
  readonly mode: SharingMode;
  /** Grant id and version, `id@version`: binds cursors and reaches the department's own record. */
  readonly grant: string | null;
  /** GB/T 2260 codes that the grant covers; an empty list covers nothing. A citizen's own reading bears ["*"]. */
  readonly divisions: readonly string[];
  /** Coordinates that leave the provider department unmasked. */
  readonly unmasked: readonly Coordinate[];
  /** Only for the consent subgraph, which acts on the caller's own records; elsewhere absent. */
  readonly principal?: { readonly sub: string; readonly operator: string | null; readonly idNumber: string | null };
}

/**
 * The key of a boolean inside a representation's `decision`: the coordinate, and the response name where the
 * fetch selects the field under another name (the same field with other arguments has a boolean of its own).
 */
export function decisionKey(coordinate: Coordinate, responseName: string): string {
  const field = coordinate.slice(coordinate.indexOf(".") + 1);
  return field === responseName ? coordinate : `${coordinate}:${responseName}`;
}

/** The key of the boolean of one element of a list that is withheld data subject by data subject (`Parcel.owners`). */
export function elementDecisionKey(key: string, dataSubject: string): string {
  return `${key}/${dataSubject}`;
}
