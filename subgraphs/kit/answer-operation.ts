import { type DocumentNode, type ExecutionResult, execute, type GraphQLSchema, parse, validate } from "graphql";
import { LRUCache } from "lru-cache";
import type { DataSource } from "typeorm";
import { ERRORS, type ErrorCode, isErrorCode, Refusal } from "../../consent/model/errors.js";
import type { SignedContext } from "../../consent/model/signed-context.js";
import { createCursorSealer } from "./cursor.js";
import { withDeadline } from "./deadline.js";
import type { SubgraphContext, SubgraphDefinition } from "./definition.js";

/** Called with a refusal's reason or a defect's class; never with a value. */
export type Log = (message: string, details: Record<string, unknown>) => void;

/** What answering operations takes. */
export interface AnswererOptions {
  readonly definition: Pick<SubgraphDefinition, "createLoaders">;
  readonly schema: GraphQLSchema;
  readonly database: DataSource;
  /** 32 bytes, the department's own. */
  readonly cursorKey: Buffer;
  readonly clock: () => Date;
  readonly deadlineMs: number;
  readonly log: Log;
}

/** The body of a GraphQL answer. */
export type AnswerBody = { readonly data?: unknown; readonly errors?: readonly AnswerError[] };

/** An error as it leaves a department: a code of the catalogue and the place, no library's text. */
interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions: { readonly code: ErrorCode };
}

/** Documents kept, those used last: a gateway sends the same few. */
const MAX_DOCUMENTS = 1000;

/** Makes what executes verified operations: `{ query, variables }` in, the answer's body out. Never rejects. */
export function createAnswerer({ definition, schema, database, cursorKey, clock, deadlineMs, log }: AnswererOptions) {
  const documents = new LRUCache<string, DocumentNode>({ max: MAX_DOCUMENTS });
  const cursors = createCursorSealer(cursorKey);
  return async (body: unknown, caller: SignedContext): Promise<AnswerBody> => {
    const { query, variables } = (isRecord(body) ? body : {}) as { query?: unknown; variables?: unknown };
    if (typeof query !== "string") return failure("BAD_REQUEST");
    const document = documents.get(query) ?? readDocument(query, schema);
    if (!document) return failure("GRAPHQL_VALIDATION_FAILED");
    documents.set(query, document);
    const contextValue: SubgraphContext = { caller, loaders: definition.createLoaders(database), database, cursors, now: clock() };
    const execution = async () =>
      inCatalogueCodes(await execute({ schema, document, contextValue, variableValues: isRecord(variables) ? variables : {} }), log);
    return withinDeadline(execution, deadlineMs, log);
  };
}

/** An answer that holds nothing but an error. */
export function failure(code: ErrorCode): AnswerBody {
  return { errors: [{ message: ERRORS[code].message, extensions: { code } }] };
}

/** The class of what was thrown, for the log. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}

function readDocument(query: string, schema: GraphQLSchema): DocumentNode | null {
  try {
    const document = parse(query, { noLocation: true });
    return validate(schema, document).length === 0 ? document : null;
  } catch {
    return null;
  }
}

/**
 * Answers in time, whatever a statement takes; what runs on is not waited for, and commits nothing (`deadline.ts`). What has
 * begun to commit is waited for as long again, for SUBGRAPH_TIMEOUT says that nothing was done; INTERNAL does not.
 */
async function withinDeadline(execution: () => Promise<AnswerBody>, deadlineMs: number, log: Log): Promise<AnswerBody> {
  let timer: NodeJS.Timeout | undefined;
  const { done, timeIsUp } = withDeadline(execution);
  const late = new Promise<AnswerBody>((resolve) => {
    timer = setTimeout(() => {
      log("an operation took too long", { deadlineMs });
      if (timeIsUp()) resolve(failure("SUBGRAPH_TIMEOUT"));
      else timer = setTimeout(() => resolve(failure("INTERNAL")), deadlineMs);
    }, deadlineMs);
  });
  const answered = done.catch((error: unknown) => {
    log("an operation failed", { error: nameOf(error) });
    return failure("INTERNAL");
  });
  try {
    return await Promise.race([answered, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Of an error only its code and path leave the department; texts of libraries may quote values. */
function inCatalogueCodes({ data, errors }: ExecutionResult, log: Log): AnswerBody {
  if (!errors) return { data };
  // Nothing was executed: variables that do not fit, or no single operation.
  if (data === undefined) return failure("BAD_USER_INPUT");
  const known = errors.map((error): AnswerError => {
    const thrown = error.originalError;
    const given = thrown instanceof Refusal ? thrown.code : error.extensions.code;
    const code = isErrorCode(given) ? given : "INTERNAL";
    if (code === "INTERNAL") log("a field failed", { path: fieldsOf(error.path), error: nameOf(thrown ?? error) });
    return { message: ERRORS[code].message, path: error.path, extensions: { code } };
  });
  return { data, errors: known };
}

function fieldsOf(path: readonly (string | number)[] | undefined): string {
  return (path ?? []).filter((element) => typeof element === "string").join(".");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
