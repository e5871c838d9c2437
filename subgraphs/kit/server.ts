import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { GraphQLSchema } from "graphql";
import type { DataSource } from "typeorm";
import { type ErrorCode, Refusal } from "../../consent/model/errors.js";
import type { SignedContext } from "../../consent/model/signed-context.js";
import { createAnswerer, failure, type Log, nameOf } from "./answer-operation.js";
import { openDatabase } from "./database.js";
import type { SubgraphDefinition } from "./definition.js";
import { buildSubgraph } from "./schema.js";
import type { VerifyRequest } from "./signature/verify-request.js";

/** A signed endpoint beside `/graphql`: JSON in, JSON out. */
export type Endpoint = (body: unknown, caller: SignedContext, database: DataSource) => Promise<unknown>;

/** What a subgraph is started with. */
export interface ServeOptions {
  /** The loopback address by default. */
  readonly host?: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly verifyRequest: VerifyRequest;
  /** 32 bytes, the department's own. */
  readonly cursorKey: Buffer;
  readonly databaseUrl?: string | undefined;
  readonly dataDirectory?: string | undefined;
  readonly clock?: () => Date;
  /** After this an operation answers SUBGRAPH_TIMEOUT; 10,000 by default. */
  readonly deadlineMs?: number;
  readonly log?: Log;
  readonly endpoints?: Readonly<Record<string, Endpoint>>;
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

/** What answers the verified requests of one path. */
type Handle = (body: unknown, caller: SignedContext) => Promise<{ readonly status: number; readonly body: unknown }>;

const MAX_BODY_BYTES = 4 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;
/** Below the 5 s for which a gateway waits by default, so that it hears what became of a mutation. */
const DEFAULT_DEADLINE_MS = 4000;

/**
 * Starts a subgraph: opens and migrates its database, and answers signed requests on `/graphql`. Reached directly it
 * answers nothing, its SDL included (architecture.md, rule 10).
 */
export async function serveSubgraph(definition: SubgraphDefinition, options: ServeOptions): Promise<RunningSubgraph> {
  const { schema, sdl } = await buildSubgraph(definition);
  const { name, entities, migrations } = definition;
  const database = await openDatabase({ name, entities, migrations, url: options.databaseUrl, directory: options.dataDirectory });
  try {
    const server = createServer(handlers(definition, schema, database, options), options);
    const address = await server.listen({ host: options.host ?? "127.0.0.1", port: options.port });
    const close = async (): Promise<void> => {
      await server.close();
      await database.destroy();
    };
    return { url: `${address}/graphql`, schema, sdl, database, close };
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

function handlers(definition: SubgraphDefinition, schema: GraphQLSchema, database: DataSource, options: ServeOptions): Map<string, Handle> {
  const { cursorKey, clock = () => new Date(), deadlineMs = DEFAULT_DEADLINE_MS, log = () => {}, endpoints = {} } = options;
  const answer = createAnswerer({ definition, schema, database, cursorKey, clock, deadlineMs, log });
  const graphql: Handle = async (body, caller) => ({ status: 200, body: await answer(body, caller) });
  const others = Object.entries(endpoints).map(([path, endpoint]): [string, Handle] => [
    path,
    (body, caller) => answerEndpoint(() => endpoint(body, caller, database), log),
  ]);
  return new Map([["/graphql", graphql], ...others]);
}

function createServer(paths: ReadonlyMap<string, Handle>, { verifyRequest, log }: ServeOptions): FastifyInstance {
  const unauthenticated = (reply: FastifyReply, reason: string): FastifyReply => {
    log?.("a request was refused", { reason });
    return refuse(reply, 401, "UNAUTHENTICATED");
  };
  const server = Fastify({ bodyLimit: MAX_BODY_BYTES, requestTimeout: REQUEST_TIMEOUT_MS, exposeHeadRoutes: false });
  // The signature covers the bytes that arrived, so these alone are read.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_, body, done) => done(null, body));
  // Who is no gateway has nothing of what follows kept in memory: the body has not been read yet.
  server.addHook("onRequest", async (request, reply) => {
    const { url: path } = request.routeOptions;
    const reason = path === undefined || request.is404 ? "PATH" : verifyRequest.refuseHead?.({ ...headOf(request), path });
    return reason ? unauthenticated(reply, reason) : undefined;
  });
  server.setErrorHandler((error: { statusCode?: number; name?: string }, _, reply) => {
    log?.("a request could not be read", { error: nameOf(error) });
    const status = error.statusCode ?? 500;
    if (status === 413) return refuse(reply, 413, "PAYLOAD_TOO_LARGE");
    return status < 500 ? refuse(reply, 400, "BAD_REQUEST") : refuse(reply, 500, "INTERNAL");
  });
  for (const [path, handle] of paths) {
    server.post(path, async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const verified = await verifyRequest({ ...headOf(request), path, body });
      if (!verified.ok) return unauthenticated(reply, verified.reason);
      const parsed = parseJson(body);
      if (parsed === undefined) return refuse(reply, 400, "BAD_REQUEST");
      const answer = await handle(parsed, verified.context);
      return send(reply, answer.status, answer.body);
    });
  }
  return server;
}

function headOf({ method, headers }: FastifyRequest) {
  return { method, headers, authority: String(headers.host ?? "") };
}

async function answerEndpoint(run: () => Promise<unknown>, log: Log): Promise<{ status: number; body: unknown }> {
  try {
    return { status: 200, body: await run() };
  } catch (error) {
    if (error instanceof Refusal) return { status: 400, body: failure(error.code) };
    log("an endpoint failed", { error: nameOf(error) });
    return { status: 500, body: failure("INTERNAL") };
  }
}

function refuse(reply: FastifyReply, status: number, code: ErrorCode): FastifyReply {
  return send(reply, status, failure(code));
}

function send(reply: FastifyReply, status: number, body: unknown): FastifyReply {
  return reply.code(status).header("content-type", "application/json; charset=utf-8").header("cache-control", "no-store").send(JSON.stringify(body));
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
