import Fastify from "fastify";
import { type DocumentNode, execute, type ExecutionResult, type GraphQLSchema, parse, validate } from "graphql";
import { LRUCache } from "lru-cache";
import type { DataSource } from "typeorm";
import { isErrorCode, Refusal } from "../../consent/model/errors.js";
import type { SignedContext } from "../../consent/model/signed-context.js";
import { createCursorSealer } from "./cursor.js";
import { openDatabase } from "./database.js";
import type { SubgraphContext, SubgraphDefinition } from "./definition.js";
import { buildSubgraph } from "./schema.js";
import type { VerifyRequest } from "./signature/verify-request.js";

/** What a subgraph is started with. */
export interface ServeOptions {
  readonly host?: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly verifyRequest: VerifyRequest;
  /** 32 bytes, the department's own. */
  readonly cursorKey: Buffer;
  readonly databaseUrl?: string | undefined;
  readonly dataDirectory?: string | undefined;
  readonly clock?: () => Date;
  /** Called with a refusal's reason or a defect's class; never with a value. */
  readonly log?: (message: string, details: Record<string, unknown>) => void;
  /** Further signed endpoints beside `/graphql`: JSON in, JSON out. */
  readonly endpoints?: Readonly<Record<string, (body: unknown, caller: SignedContext, database: DataSource) => Promise<unknown>>>;
}

/** A running subgraph. */
export interface RunningSubgraph {
  /** Its GraphQL endpoint. */
  readonly url: string;
  readonly schema: GraphQLSchema;
  readonly sdl: string;
  readonly database: DataSource;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 4 * 1024 * 1024;
const MAX_DOCUMENTS = 1000;

/**
 * Starts a subgraph: opens and migrates its database, and answers signed requests on `/graphql`. Reached directly it
 * answers nothing, its SDL included (architecture.md, rule 10).
 */
export async function serveSubgraph(definition: SubgraphDefinition, options: ServeOptions): Promise<RunningSubgraph> {
  const { schema, sdl } = await buildSubgraph(definition);
  const { name, entities, migrations } = definition;
  const database = await openDatabase({ name, entities, migrations, url: options.databaseUrl, directory: options.dataDirectory });
  const answer = createAnswerer(definition, schema, database, options);
  const server = Fastify({ bodyLimit: MAX_BODY_BYTES, exposeHeadRoutes: false });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_, body, done) => done(null, body));
  server.setNotFoundHandler((_, reply) => reply.code(401).send(unauthenticated));
  server.setErrorHandler((error: { statusCode?: number; name?: string }, _, reply) => {
    options.log?.("a request could not be read", { error: error.name });
    return reply.code(error.statusCode === 413 ? 413 : 400).send(failure("BAD_REQUEST"));
  });
  for (const path of ["/graphql", ...Object.keys(options.endpoints ?? {})]) {
    server.post(path, async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const authority = String(request.headers.host ?? "");
      const verified = await options.verifyRequest({ method: "POST", authority, path, headers: request.headers, body });
      if (!verified.ok) {
        options.log?.("a request was refused", { reason: verified.reason });
        return reply.code(401).send(unauthenticated);
      }
      const parsed = parseJson(body);
      if (parsed === undefined) return reply.code(400).send(failure("BAD_REQUEST"));
      const endpoint = options.endpoints?.[path];
      reply.header("content-type", "application/json; charset=utf-8");
      if (!endpoint) return JSON.stringify(await answer(parsed, verified.context));
      return answerEndpoint(() => endpoint(parsed, verified.context, database), options, (status) => void reply.code(status));
    });
  }
  const address = await server.listen({ host: options.host ?? "127.0.0.1", port: options.port });
  return {
    url: `${address}/graphql`,
    schema,
    sdl,
    database,
    async close() {
      await server.close();
      await database.destroy();
    },
  };
}

async function answerEndpoint(run: () => Promise<unknown>, { log }: ServeOptions, setStatus: (status: number) => void): Promise<string> {
  try {
    return JSON.stringify(await run());
  } catch (error) {
    const code = error instanceof Refusal ? error.code : "INTERNAL";
    if (code === "INTERNAL") log?.("an endpoint failed", { error: nameOf(error) });
    setStatus(code === "INTERNAL" ? 500 : 400);
    return JSON.stringify(failure(code));
  }
}

const unauthenticated = failure("UNAUTHENTICATED");

function failure(code: string): { errors: { message: string; extensions: { code: string } }[] } {
  return { errors: [{ message: code, extensions: { code } }] };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Executes signed operations. Documents are kept, the `MAX_DOCUMENTS` used last: the gateway sends the same few. */
function createAnswerer(definition: SubgraphDefinition, schema: GraphQLSchema, database: DataSource, options: ServeOptions) {
  const documents = new LRUCache<string, DocumentNode>({ max: MAX_DOCUMENTS });
  const cursors = createCursorSealer(options.cursorKey);
  const clock = options.clock ?? (() => new Date());
  return async (body: unknown, caller: SignedContext): Promise<object> => {
    const { query, variables } = (body ?? {}) as { query?: unknown; variables?: unknown };
    if (typeof query !== "string") return failure("BAD_REQUEST");
    const document = documents.get(query) ?? readDocument(query, schema);
    if (!document) return failure("GRAPHQL_VALIDATION_FAILED");
    documents.set(query, document);
    const contextValue: SubgraphContext = { caller, loaders: definition.createLoaders(database), database, cursors, now: clock() };
    const variableValues = typeof variables === "object" && variables !== null ? (variables as Record<string, unknown>) : {};
    return inCatalogueCodes(await execute({ schema, document, contextValue, variableValues }), options);
  };
}

function readDocument(query: string, schema: GraphQLSchema): DocumentNode | null {
  try {
    const document = parse(query, { noLocation: true });
    return validate(schema, document).length === 0 ? document : null;
  } catch {
    return null;
  }
}

/** Of an error only its code and path leave the department; texts of libraries may quote values. */
function inCatalogueCodes({ data, errors }: ExecutionResult, { log }: ServeOptions): object {
  if (!errors) return { data };
  const known = errors.map((error) => {
    const thrown = error.originalError;
    const code = thrown instanceof Refusal ? thrown.code : error.extensions.code;
    if (isErrorCode(code)) return { message: code, path: error.path, extensions: { code } };
    log?.("a field failed", { path: error.path?.filter((element) => typeof element === "string").join("."), error: nameOf(thrown ?? error) });
    return { message: "INTERNAL", path: error.path, extensions: { code: "INTERNAL" } };
  });
  return { data, errors: known };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}
