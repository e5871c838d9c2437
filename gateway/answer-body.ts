import { ERRORS, type ErrorCode, type Refusal } from "../consent/model/errors.js";
import type { GatewayAnswer, RecordedRefusal } from "./pipeline.js";

/** A GraphQL response (GraphQL over HTTP) and its HTTP status. */
export interface AnswerBody {
  readonly status: number;
  readonly errors?: readonly Record<string, unknown>[];
  /** `data` as JSON; absent where the response has none. */
  readonly dataText?: string;
  readonly extensions?: Record<string, unknown>;
}

/** Puts what the pipeline made into the form of graph.md ("Errors", `extensions.assent`). */
export function answerBody(outcome: GatewayAnswer | RecordedRefusal): AnswerBody {
  if ("refusal" in outcome) return refusalBody(outcome);
  const { dataText, errors, withheld, auditId } = outcome;
  return {
    status: 200,
    ...(errors.length > 0 ? { errors: errors as unknown as Record<string, unknown>[] } : {}),
    dataText,
    extensions: { assent: { auditId, ...(withheld.length > 0 ? { withheld } : {}) } },
  };
}

/** A response as JSON, around the text of its data. */
export function answerText({ errors, dataText, extensions }: Pick<AnswerBody, "errors" | "dataText" | "extensions">): string {
  // Put together by `+`, the text of the data is copied once, when it is sent.
  let text = "{";
  const add = (name: string, json: string): void => {
    text += `${text === "{" ? "" : ","}"${name}":${json}`;
  };
  if (errors) add("errors", JSON.stringify(errors));
  if (dataText !== undefined) add("data", dataText);
  if (extensions) add("extensions", JSON.stringify(extensions));
  return `${text}}`;
}

function refusalBody({ refusal, auditId }: RecordedRefusal): AnswerBody {
  return {
    status: refusalStatus(refusal.code),
    errors: [errorOf(refusal)],
    ...(auditId === null ? {} : { extensions: { assent: { auditId } } }),
  };
}

/** The HTTP status of a refusal of the whole operation: a code that is otherwise about one field counts as 503. */
function refusalStatus(code: ErrorCode): number {
  const { status } = ERRORS[code];
  return status === 200 ? 503 : status;
}

/** One error of a response; nothing in it but the catalogue's message, the code and the refusal's own details. */
export function errorOf({ code, details }: Pick<Refusal, "code" | "details">): Record<string, unknown> {
  const { locations, ...extensions } = details;
  return {
    message: ERRORS[code].message,
    ...(Array.isArray(locations) && locations.length > 0 ? { locations } : {}),
    extensions: { code, ...extensions },
  };
}
