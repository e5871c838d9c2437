/**
 * The one catalogue of errors (graph.md, "Errors"). `docs/errors.md` is generated from it.
 * A client sees `message`, `code` and what the throwing place adds to `extensions`; never a library's text.
 */
interface CatalogueEntry {
  /** HTTP status when the error stands for the whole operation. */
  readonly status: number;
  readonly message: string;
  /** For the documentation: when it happens and what to do. */
  readonly when: string;
}

export const ERRORS = {
  UNAUTHENTICATED: {
    status: 401,
    message: "A valid access token is required.",
    when: "No token, or one that is malformed, expired, for another audience or wrongly signed. Get a new one from the identity provider.",
  },
  FORBIDDEN: { status: 403, message: "Your role may not do this.", when: "The role of the token does not admit this field, argument or header." },
  SCENARIO_REQUIRED: {
    status: 400,
    message: "Name the scenario in the Assent-Scenario header.",
    when: "A caseworker application asks without saying for which purpose, or the scenario's code is malformed or holds an identifier.",
  },
  CASE_REQUIRED: {
    status: 400,
    message: "Name the case in the Assent-Case header.",
    when: "A caseworker application asks without saying for which case, or the case number is malformed or holds an identity number, a credit code or a licence identifier: it would go on the record.",
  },
  SHARING_REFUSED: {
    status: 403,
    message: "The operation asks for more than the scenario's sharing grant covers; nothing was resolved.",
    when: "At least one fact is not covered by a sharing rule and an item of the grant. `extensions.refusals` lists each with coordinate, mode, reason and remedy.",
  },
  CONSENT_REQUIRED: {
    status: 200,
    message: "The data subject has not consented to this item.",
    when: "The item needs the data subject's consent and there is none. Ask with `requestConsent`.",
  },
  CONSENT_REFUSED: { status: 200, message: "The data subject refused consent to this item.", when: "Told only to the case that asked." },
  CONSENT_WITHDRAWN: { status: 200, message: "The data subject withdrew consent to this item.", when: "Told only to the case that asked." },
  CONSENT_EXPIRED: { status: 200, message: "The consent to this item has expired.", when: "Told only to the case that asked." },
  CONSENT_EXHAUSTED: { status: 200, message: "The one-time consent to this item has been used.", when: "Told only to the case that asked." },
  OUT_OF_SCOPE: {
    status: 200,
    message: "The data subject is outside the divisions that the sharing grant covers.",
    when: "The register places the data subject in another administrative division.",
  },
  QUOTA_EXCEEDED: {
    status: 429,
    message: "The limit of this case or grant is reached.",
    when: "`extensions.limit` says which limit, `extensions.max` its value.",
  },
  OPERATION_TOO_COSTLY: {
    status: 400,
    message: "The operation exceeds a limit.",
    when: "Tokens, characters of a name, depth, fields and fragments, aliases, estimated fetches or cost (introspection counts too); `extensions.limit` says which, `extensions.max` its value. Ask for less at a time.",
  },
  INVALID_IDENTIFIER: {
    status: 400,
    message: "An identifier fails its check.",
    when: "An identity number (GB 11643), credit code (GB 32100), licence identifier (GB/T 36904) or division code (GB/T 2260) is malformed; `extensions.standard` and `extensions.check` say which check.",
  },
  BAD_REQUEST: {
    status: 400,
    message: "The request is not a GraphQL request.",
    when: "The body is not JSON, has no query, or names an operation that the document does not have.",
  },
  GRAPHQL_PARSE_FAILED: { status: 400, message: "The document is not GraphQL.", when: "The document does not parse; `locations` says where." },
  GRAPHQL_VALIDATION_FAILED: {
    status: 400,
    message: "The document does not fit the schema.",
    when: "A field, argument, type or fragment does not exist or does not fit; `extensions.rule` and `locations` say which and where.",
  },
  BAD_USER_INPUT: {
    status: 400,
    message: "A variable or argument does not have the form that the schema demands.",
    when: "A variable is missing or has another type; `extensions.argument` names it, never its value.",
  },
  PAYLOAD_TOO_LARGE: { status: 413, message: "The request is too large.", when: "The body exceeds 1 MiB (configuration)." },
  CONFLICT: {
    status: 409,
    message: "The state has changed since you read it.",
    when: "The request was already answered, the consent already withdrawn, another request is open or was refused lately, or an application or sharing grant has another version; `extensions.reason` may say more. Read again.",
  },
  NOT_FOUND: {
    status: 200,
    message: "There is no such record for you.",
    when: "The id does not exist or belongs to someone else; the two are not told apart.",
  },
  SUBGRAPH_UNAVAILABLE: {
    status: 200,
    message: "A department's service does not answer as it should.",
    when: "It is down, answers with an error, garbage or a wrong number of entities; its fields are null. Try again later.",
  },
  SUBGRAPH_TIMEOUT: {
    status: 200,
    message: "A department's service did not answer in time.",
    when: "The deadline passed; its fields are null. Try again later.",
  },
  DECISION_UNAVAILABLE: {
    status: 200,
    message: "It could not be decided whether this item may be used, so it is withheld.",
    when: "Consents or grants could not be read, or a decision does not belong to its data subject.",
  },
  AUDIT_UNAVAILABLE: {
    status: 503,
    message: "The use could not be put on the record, so nothing was released.",
    when: "The record of the operation could not be made durable. Try again later.",
  },
  INTERNAL: { status: 500, message: "Something went wrong on our side.", when: "A defect; the log holds it under the request's id." },
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof ERRORS;

/** Thrown to refuse a whole request; what it carries reaches the client, so it never holds a protected value. */
export class Refusal extends Error {
  constructor(
    readonly code: ErrorCode,
    /** Joins `code` in `extensions`: limits, coordinates, reasons; never a value. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(ERRORS[code].message);
    this.name = "Refusal";
  }
}

/** Whether a text is a code of the catalogue. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(ERRORS, value);
}
