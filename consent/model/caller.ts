/** Who asks, authenticated (graph.md, "How to call"). */
export const ROLES = ["application", "citizen", "officer", "authority", "auditor", "security"] as const;
export type Role = (typeof ROLES)[number];

interface CallerBase {
  /** The token's `sub`. */
  readonly sub: string;
  /** The token's `client_id`. */
  readonly clientId: string;
}

/** A caseworker application of a consumer department, with its purpose and case. */
export interface ApplicationCaller extends CallerBase {
  readonly role: "application";
  /** Credit code of the consumer department. */
  readonly department: string;
  readonly application: string;
  /** The signed-in caseworker; null for client-credentials tokens, which never bear one. */
  readonly operator: string | null;
  /** Scenario code from `Assent-Scenario`. */
  readonly scenario: string;
  /** Case number from `Assent-Case`. */
  readonly case: string;
}

export interface CitizenCaller extends CallerBase {
  readonly role: "citizen";
  /** Identity number (GB 11643) from the token. */
  readonly idNumber: string;
}

/** Officers of provider departments and of the sharing authority, auditors, security administrators: no governed data. */
export interface OfficerCaller extends CallerBase {
  readonly role: "officer" | "authority" | "auditor" | "security";
  readonly department: string | null;
}

export type Caller = ApplicationCaller | CitizenCaller | OfficerCaller;
