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
    post: (body, context, signal, path = pathname) =>
      new Promise((resolve) => {
        const exchange = new Exchange(resolve, limits.deadlineMs, signal);
        if (signal?.aborted) return exchange.fail();
        try {
          const signed = sign({ method: "POST", authority, path, contentType, body, subgraph, contextHeader: context });
          pool.dispatch({ method: "POST", path, headers: { "content-type": contentType, ...signed, [CONTEXT_HEADER]: context }, body }, exchange);
        } catch {
          exchange.fail();
        }
      }),
    close: () => pool.destroy(),
  };
}

/**
 * One request on its way. It gathers the answer's bytes itself: a stream and an abort signal for each fetch would cost more
 * than the fetch. One timer is over headers and body, as the pool's own begin anew with each part of a slow answer.
 */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #resolve: (answer: ServiceAnswer) => void;
  readonly #signal: AbortSignal | null;
  readonly #timer: NodeJS.Timeout;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | null = null;
  #status = 0;
  #isOver = false;

  constructor(resolve: (answer: ServiceAnswer) => void, deadlineMs: number, signal: AbortSignal | null) {
    this.#resolve = resolve;
    this.#signal = signal;
    this.#timer = setTimeout(() => this.fail("SUBGRAPH_TIMEOUT"), deadlineMs);
    signal?.addEventListener("abort", this.#abort);
  }

  /** Ends it without an answer, on the wire too. */
  fail(code: ErrorCode = "SUBGRAPH_UNAVAILABLE"): void {
    this.#end({ ok: false, code });
    this.#controller?.abort(new Error(code));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It may have ended while it waited for a connection.
    if (this.#isOver) controller.abort(new Error("SUBGRAPH_UNAVAILABLE"));
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
    this.#chunks.length = 0;
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [first = EMPTY, ...rest] = this.#chunks;
    try {
      const json: unknown = JSON.parse((rest.length === 0 ? first : Buffer.concat(this.#chunks)).toString("utf8"));
      this.#end({ ok: true, status: this.#status, json });
    } catch {
      this.#end({ ok: false, code: "SUBGRAPH_UNAVAILABLE" });
    }
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#end({ ok: false, code: isTimeout(error) ? "SUBGRAPH_TIMEOUT" : "SUBGRAPH_UNAVAILABLE" });
  }

  readonly #abort = (): void => this.fail();

  #end(answer: ServiceAnswer): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener("abort", this.#abort);
    this.#resolve(answer);
  }
}

const EMPTY = Buffer.alloc(0);

function isTimeout(error: unknown): boolean {
  return error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError || error instanceof errors.ConnectTimeoutError;
}
