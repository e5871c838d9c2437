import type { CallerSharing } from "../../consent/decide/compile-sharing.js";
import type { Caller } from "../../consent/model/caller.js";
import type { SignedContext } from "../../consent/model/signed-context.js";
import type { Coordinate, SharingMode } from "../../consent/model/sharing.js";

/** The subgraph that acts on the caller's own records and so learns who the caller is. */
export const CONSENT_SUBGRAPH = "consent";

/** What a request's signed context is made of. */
export interface ContextInput {
  readonly requestId: string;
  readonly caller: Caller;
  readonly mode: SharingMode;
  readonly sharing: CallerSharing | null;
  /** Coordinates that have a mask: a citizen reads one's own data unmasked. */
  readonly masked: readonly Coordinate[];
}

/** What a subgraph learns of the caller; only the consent subgraph learns who it is. */
export function signedContext(subgraph: string, { requestId, caller, mode, sharing, masked }: ContextInput): SignedContext {
  const grant = sharing?.grant ?? null;
  const isApplication = caller.role === "application";
  const isCitizen = caller.role === "citizen";
  return {
    requestId,
    role: caller.role,
    department: caller.role === "citizen" ? null : caller.department,
    application: isApplication ? caller.application : null,
    scenario: isApplication ? caller.scenario : null,
    case: isApplication ? caller.case : null,
    mode,
    grant: grant && `${grant.id}@${grant.version}`,
    divisions: isCitizen ? ["*"] : (grant?.divisions ?? []),
    unmasked: isCitizen ? masked : unmaskedItems(grant?.items ?? [], mode),
    ...(subgraph === CONSENT_SUBGRAPH
      ? {
          principal: {
            sub: caller.sub,
            operator: isApplication ? caller.operator : null,
            idNumber: isCitizen ? caller.idNumber : null,
          },
        }
      : {}),
  };
}

function unmaskedItems(items: readonly { coordinate: Coordinate; mode: SharingMode; unmasked: boolean }[], mode: SharingMode): Coordinate[] {
  return items.filter((item) => item.unmasked && item.mode === mode).map(({ coordinate }) => coordinate);
}

/** The value of the `assent-context` header. */
export function encodeContext(context: SignedContext): string {
  return Buffer.from(JSON.stringify(context)).toString("base64url");
}
