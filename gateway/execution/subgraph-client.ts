import { type Dispatcher, errors, Pool } from "undici";
import type { ErrorCode } from "../../consent/model/errors.js";
import { CONTEXT_HEADER } from "../../consent/model/signed-context.js";

/** Signs one request: the headers that authenticate it (RFC 9421, RFC 9530). */
export type SignRequest = (request: {
  readonly method: string;
  readonly authority: string;
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
  readonly subgraph: string;
  readonly contextHeader: string;
}) => Record<string, string>;

/** Limits of one subgraph's requests. */
export interface SubgraphLimits {
  /** From sending to the last byte of the answer. */
  readonly deadlineMs: number;
  readonly maxAnswerBytes: number;
  readonly connections: number;
}

/** An answer's status and JSON, or the code of why there is none. */
export type ServiceAnswer = { readonly ok: true; readonly status: number; readonly json: unknown } | { readonly ok: false; readonly code: ErrorCode };

/** Signed JSON requests to one service over kept connections. */
export interface SubgraphClient {
  /** Never throws. @param context `assent-context`: base64url of the signed context's JSON; `path` defaults to the URL's */
  post(body: string, context: string, signal: AbortSignal | null, path?: string): Promise<ServiceAnswer>;
  close(): Promise<void>;
}

/** A client of one service. @param url its endpoint, `http://host:port/graphql` */
export function createSubgraphClient(subgraph: string, url: string, sign: SignRequest, limits: SubgraphLimits): SubgraphClient {
  const { origin, host: authority, pathname } = new URL(url);
  const pool = new Pool(origin, {
    connections: limits.connections,
    headersTimeout: limits.deadlineMs,
    bodyTimeout: limits.deadlineMs,
    connectTimeout: limits.deadlineMs,
    maxResponseSize: limits.maxAnswerBytes,
  });
  const contentType = "application/json";
  return {
    async post(body, context, signal, path = pathname) {
      const deadline = deadlineSignal(limits.deadlineMs, signal);
      try {
        const signed = sign({ method: "POST", authority, path, contentType, body, subgraph, contextHeader: context });
        const headers = { "content-type": contentType, ...signed, [CONTEXT_HEADER]: context };
        const answer = await pool.request({ method: "POST", path, headers, body, signal: deadline.signal });
        return await readAnswer(answer);
      } catch (error) {
        return { ok: false, code: deadline.isPast() || isTimeout(error) ? "SUBGRAPH_TIMEOUT" : "SUBGRAPH_UNAVAILABLE" };
      } finally {
        deadline.clear();
      }
    },
    close: () => pool.destroy(),
  };
}

async function readAnswer(answer: Dispatcher.ResponseData): Promise<ServiceAnswer> {
  const text = await answer.body.text();
  return { ok: true, status: answer.statusCode, json: JSON.parse(text) };
}

/** One timer over headers and body: the pool's own time-outs begin anew with each part of a slow answer. */
function deadlineSignal(deadlineMs: number, outer: AbortSignal | null) {
  const controller = new AbortController();
  let past = false;
  const timer = setTimeout(() => {
    past = true;
    controller.abort();
  }, deadlineMs);
  const abort = (): void => controller.abort();
  if (outer?.aborted) abort();
  else outer?.addEventListener("abort", abort, { once: true });
  return {
    signal: controller.signal,
    isPast: () => past,
    clear: () => {
      clearTimeout(timer);
      outer?.removeEventListener("abort", abort);
    },
  };
}

function isTimeout(error: unknown): boolean {
  return error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError || error instanceof errors.ConnectTimeoutError;
}
