import { createServer, type IncomingMessage, request as send, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One request between gateway and subgraph, as its bytes went by. */
export interface Overheard {
  readonly subgraph: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What the subgraph answered; empty while it has not. */
  answer: string;
}

/** Stands between the gateway and each subgraph, changes nothing, and keeps what it hears. */
export interface ListeningPosts {
  /** Opens one for a subgraph. @returns where the gateway reaches it */
  open(subgraph: string, url: string): Promise<string>;
  /** All that was heard, in order. */
  readonly heard: readonly Overheard[];
  clear(): void;
  /** Cuts the wires to some subgraphs, and mends all others. */
  cut(subgraphs: readonly string[]): void;
  close(): Promise<void>;
}

/** Listening posts for all subgraphs of one stack. */
export function createListeningPosts(): ListeningPosts {
  const heard: Overheard[] = [];
  const servers = new Map<string, Server>();
  let broken: readonly string[] = [];
  return {
    heard,
    async open(subgraph, url) {
      const server = createServer((request, response) => {
        if (broken.includes(subgraph)) request.socket.destroy();
        else void pass(subgraph, new URL(url), request, response, heard);
      });
      servers.set(subgraph, server);
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
    },
    clear() {
      heard.length = 0;
    },
    cut(subgraphs) {
      broken = subgraphs;
      // What is under way is cut too.
      for (const subgraph of subgraphs) servers.get(subgraph)?.closeAllConnections();
    },
    async close() {
      for (const server of servers.values()) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

/** Hands a request on as it came, its `Host` included, which the signature covers. */
async function pass(subgraph: string, url: URL, request: IncomingMessage, response: ServerResponse, heard: Overheard[]): Promise<void> {
  const body = await bytesOf(request);
  const overheard: Overheard = {
    subgraph,
    path: request.url ?? "",
    headers: request.headers as Record<string, string>,
    body: body.toString("utf8"),
    answer: "",
  };
  heard.push(overheard);
  const passed = send(
    { host: url.hostname, port: url.port, method: request.method ?? "", path: request.url ?? "", headers: request.headers },
    async (answer) => {
      const answered = await bytesOf(answer);
      overheard.answer = answered.toString("utf8");
      response.writeHead(answer.statusCode ?? 502, answer.headers).end(answered);
    },
  );
  passed.on("error", () => response.destroy());
  passed.end(body);
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
