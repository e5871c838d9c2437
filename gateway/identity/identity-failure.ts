/** Why a token is refused: for the log and the metrics. The client learns only that it is (UNAUTHENTICATED). */
export type IdentityFailureReason =
  | "TOKEN_MISSING"
  | "TOKEN_MALFORMED"
  | "ISSUER_UNKNOWN"
  | "KEYS_UNAVAILABLE"
  | "TOKEN_INVALID"
  | "CLAIMS_MALFORMED"
  | "CLIENT_UNKNOWN"
  | "ROLE_NOT_TRUSTED"
  | "DEPARTMENT_NOT_TRUSTED"
  | "NO_SIGN_IN";

/** Thrown inside `gateway/identity` and nowhere else; `create-identifier.ts` turns it into a refusal. */
export class IdentityFailure extends Error {
  constructor(
    readonly reason: IdentityFailureReason,
    /** A library's error code such as `ERR_JWT_EXPIRED`; never its message, which may quote the token. */
    readonly detail: string | null = null,
  ) {
    super(reason);
    this.name = "IdentityFailure";
  }
}
