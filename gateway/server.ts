import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { ApolloServer, type ApolloServerPlugin, HeaderMap } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { type GraphQLFormattedError, type GraphQLSchema, parse } from "graphql";
import { v7 as uuidv7 } from "uuid";
import { ERRORS, type ErrorCode, isErrorCode, Refusal } from "../consent/model/errors.js";
import { type AnswerBody, answerText, errorOf } from "./answer-body.js";
import type { GatewayRequest } from "./context.js";

/** The HTTP side's configuration. */
export interface ServerOptions {
  /** What clients see of the graph. */
  readonly schema: GraphQLSchema;
  /** Takes one operation the whole way (`pipeline.ts`); never throws. */
  readonly answer: (request: GatewayRequest) => Promise<AnswerBody>;
  readonly clock: () => Date;
  readonly maxBodyBytes: number;
  /** Whether the gateway can answer: asked by `GET /health/ready`. */
  readonly isReady: () => boolean;
}

/** What the HTTP side hands on to the pipeline. */
interface HttpContext {
  readonly headers: FastifyRequest["headers"];
  readonly signal: AbortSignal;
}

/** Apollo Server wants a document before it asks; the pipeline parses the real one, within its limits. */
const UNREAD = parse("{ __typename }");

/**
 * The HTTP server: Apollo Server does GraphQL over HTTP (media types, CSRF prevention, no batching); each operation goes
 * to `answer` and nowhere else.
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  // Apollo Server hands a response on as an object; ours is found again by what stands in it as data.
  const bodies = new WeakMap<object, AnswerBody>();
  const apollo = new ApolloServer<HttpContext>({
    schema: options.schema,
    documentStore: null,
    persistedQueries: false,
    introspection: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: formatByCatalogue,
    plugins: [answeringPlugin(options, bodies)],
    stringifyResult: (result) => textOf(result, bodies),
    nodeEnv: "production",
  });
  apollo.startInBackgroundHandlingStartupErrorsByLoggingAndFailingAllRequests();
  const fastify = Fastify({
    bodyLimit: options.maxBodyBytes,
    onProtoPoisoning: "error",
    onConstructorPoisoning: "error",
    trustProxy: false,
    clientErrorHandler: answerNoHttp,
    frameworkErrors: answerHttpError,
  });
  // What Apollo Server itself refuses has a header of its own.
  fastify.addHook("onSend", (_, reply, payload, done) => {
    reply.header("cache-control", "no-store");
    done(null, payload);
  });
  fastify.setErrorHandler(answerHttpError);
  fastify.setNotFoundHandler((_, reply) => reply.code(404).send({ errors: [errorOf(new Refusal("BAD_REQUEST", { reason: "PATH" }))] }));
  fastify.get("/health/live", (_, reply) => reply.send({ status: "live" }));
  fastify.get("/health/ready", (_, reply) => reply.code(options.isReady() ? 200 : 503).send({ status: options.isReady() ? "ready" : "not ready" }));
  const handle = fastifyApolloHandler(apollo, { context: async (request, reply) => ({ headers: request.headers, signal: abortedWith(reply) }) });
  fastify.post("/graphql", { preHandler: dropExtensions }, handle as never);
  fastify.addHook("onClose", () => apollo.stop());
  return fastify;
}

/** Aborts when the client goes away before it has its answer. */
function abortedWith(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableEnded) controller.abort();
  });
  return controller.signal;
}

/** Answers where Apollo Server would execute; it never executes anything itself. */
function answeringPlugin({ answer, clock }: ServerOptions, bodies: WeakMap<object, AnswerBody>): ApolloServerPlugin<HttpContext> {
  return {
    requestDidStart: async () => ({
      didResolveSource: async (context) => {
        Object.assign(context, { document: UNREAD });
      },
      responseForOperation: async ({ request, contextValue }) => {
        const { headers, signal } = contextValue;
        const gatewayRequest: GatewayRequest = {
          // Ordered by time (RFC 9562), so that the record only ever grows at its end.
          id: uuidv7(),
          receivedAt: clock(),
          authorization: headers.authorization,
          scenario: single(headers["assent-scenario"]),
          case: single(headers["assent-case"]),
          text: request.query ?? "",
          operationName: request.operationName ?? null,
          variables: request.variables ?? {},
          signal,
        };
        const body = await answer(gatewayRequest);
        const { status } = body;
        const data = {};
        bodies.set(data, body);
        const answerHeaders = new HeaderMap([["cache-control", "no-store"]]);
        if (status === 401) answerHeaders.set("www-authenticate", "Bearer");
        return { http: { status, headers: answerHeaders }, body: { kind: "single", singleResult: { data } } };
      },
    }),
  };
}

/** What Apollo Server answers of itself, a refusal of HTTP, has no body of ours. */
function textOf(result: { readonly data?: unknown }, bodies: WeakMap<object, AnswerBody>): string {
  const body = typeof result.data === "object" && result.data !== null ? bodies.get(result.data) : undefined;
  return body ? answerText(body) : JSON.stringify(result);
}

/** A header given twice is no header: it is refused as missing. */
function single(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** What Apollo Server itself refuses, in the catalogue's words (architecture.md, rule 9). */
function formatByCatalogue(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { code } = formatted.extensions ?? {};
  const known: ErrorCode = isErrorCode(code) ? code : code === "INTERNAL_SERVER_ERROR" ? "INTERNAL" : "BAD_REQUEST";
  return { message: ERRORS[known].message, extensions: { code: known } };
}

function answerHttpError(error: FastifyError, _: FastifyRequest, reply: FastifyReply): FastifyReply {
  const code: ErrorCode = error.statusCode === 413 ? "PAYLOAD_TOO_LARGE" : (error.statusCode ?? 500) < 500 ? "BAD_REQUEST" : "INTERNAL";
  return reply
    .code(ERRORS[code].status)
    .header("cache-control", "no-store")
    .send({ errors: [errorOf(new Refusal(code))] });
}

/** A client's extensions mean nothing here; Apollo Server would answer those of persisted queries with 200. */
function dropExtensions({ body }: FastifyRequest, _: FastifyReply, done: () => void): void {
  if (typeof body === "object" && body !== null && "extensions" in body) delete body.extensions;
  done();
}

const STATUS_OF_NO_HTTP: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** Answers what is no HTTP request, or one that never ends, in the catalogue's words. */
function answerNoHttp({ code }: NodeJS.ErrnoException, socket: Socket): void {
  if (code === "ECONNRESET" || socket.destroyed || !socket.writable) return;
  const status = STATUS_OF_NO_HTTP[code ?? ""] ?? 400;
  const body = JSON.stringify({ errors: [errorOf(new Refusal("BAD_REQUEST"))] });
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}`;
  socket.end(`${head}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n${body}`);
}
