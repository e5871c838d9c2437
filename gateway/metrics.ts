import { createServer, type Server } from "node:http";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { AnswerBody } from "./answer-body.js";
import type { GatewayRequest } from "./context.js";
import type { SubgraphClient } from "./execution/subgraph-client.js";

/** Counts around the gateway, never in it: what it does is wrapped, and no label holds anything of a request but its outcome. */
export interface Metrics {
  /** Counts and times operations by outcome (a code, or `OK`). */
  timed(answer: (request: GatewayRequest) => Promise<AnswerBody>): (request: GatewayRequest) => Promise<AnswerBody>;
  /** Counts and times the requests to one service by outcome. */
  timedClient(subgraph: string, client: SubgraphClient): SubgraphClient;
  /** Serves the metrics on a listener of their own. @returns closes it */
  serve(host: string, port: number): Promise<() => Promise<void>>;
}

/** Seconds; the deadline of a subgraph is 5. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Metrics of one gateway (Prometheus text format). */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectProcess(registers);
  const operations = new Histogram({ name: "assent_operation_seconds", help: "Operations by outcome", labelNames: ["outcome"], buckets: BUCKETS, registers });
  const withheld = new Counter({ name: "assent_withheld_total", help: "Fields withheld or missing, by code", labelNames: ["code"], registers });
  const fetches = new Histogram({
    name: "assent_fetch_seconds",
    help: "Requests to subgraphs by outcome",
    labelNames: ["subgraph", "outcome"],
    buckets: BUCKETS,
    registers,
  });
  return {
    timed: (answer) => async (request) => {
      const stop = operations.startTimer();
      const body = await answer(request);
      stop({ outcome: body.status === 200 ? "OK" : String(firstCode(body)) });
      for (const { code, paths } of withheldIn(body)) withheld.inc({ code }, paths.length);
      return body;
    },
    timedClient: (subgraph, client) => ({
      async post(...request) {
        const stop = fetches.startTimer({ subgraph });
        const answer = await client.post(...request);
        stop({ outcome: answer.ok ? String(answer.status) : answer.code });
        return answer;
      },
      close: client.close,
    }),
    serve: (host, port) => serve(registry, host, port),
  };
}

/** The library's own default metrics watch every garbage collection, which costs the gateway more than it tells. */
function collectProcess(registers: Registry[]): void {
  new Gauge({
    name: "process_resident_memory_bytes",
    help: "Resident memory",
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Gauge({
    name: "process_cpu_seconds_total",
    help: "User and system CPU time spent",
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.set((user + system) / 1e6);
    },
  });
}

function firstCode({ errors }: AnswerBody): unknown {
  return (errors?.[0]?.extensions as { code?: unknown } | undefined)?.code ?? "INTERNAL";
}

function withheldIn({ extensions }: AnswerBody): readonly { code: string; paths: readonly string[] }[] {
  return (extensions?.assent as { withheld?: readonly { code: string; paths: readonly string[] }[] } | undefined)?.withheld ?? [];
}

async function serve(registry: Registry, host: string, port: number): Promise<() => Promise<void>> {
  const server: Server = createServer((request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { "content-type": registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve());
  });
  return () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
}
