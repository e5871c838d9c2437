import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { ApolloServer, type ApolloServerPlugin, HeaderMap } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { type GraphQLFormattedError, type GraphQLSchema, parse } from "graphql";
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
  // Apollo Server hands a response on as an object; its text is found again by that object's data.
  const texts = new WeakMap<object, string>();
  const apollo = new ApolloServer<HttpContext>({
    schema: options.schema,
    documentStore: null,
    persistedQueries: false,
    introspection: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: formatByCatalogue,
    plugins: [answeringPlugin(options, texts)],
    stringifyResult: (result) => answerText(result as AnswerBody, result.data ? texts.get(result.data) : undefined),
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
function answeringPlugin({ answer, clock }: ServerOptions, texts: WeakMap<object, string>): ApolloServerPlugin<HttpContext> {
  return {
    requestDidStart: async () => ({
      didResolveSource: async (context) => {
        Object.assign(context, { document: UNREAD });
      },
      responseForOperation: async ({ request, contextValue }) => {
        const { headers, signal } = contextValue;
        const gatewayRequest: GatewayRequest = {
          id: randomUUID(),
          receivedAt: clock(),
          authorization: headers.authorization,
          scenario: single(headers["assent-scenario"]),
          case: single(headers["assent-case"]),
          text: request.query ?? "",
          operationName: request.operationName ?? null,
          variables: request.variables ?? {},
          signal,
        };
        const { status, dataText, ...singleResult } = await answer(gatewayRequest);
        if (singleResult.data && dataText !== undefined) texts.set(singleResult.data, dataText);
        const answerHeaders = new HeaderMap([["cache-control", "no-store"]]);
        if (status === 401) answerHeaders.set("www-authenticate", "Bearer");
        return { http: { status, headers: answerHeaders }, body: { kind: "single", singleResult: singleResult as never } };
      },
    }),
  };
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
