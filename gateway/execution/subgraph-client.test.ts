import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createSubgraphClient, type SubgraphClient, type SubgraphLimits } from "./subgraph-client.js";

const open: { server: Server; client: SubgraphClient }[] = [];
const LIMITS: SubgraphLimits = { deadlineMs: 2000, maxAnswerBytes: 10_000, connections: 2 };

async function clientOf(listener: RequestListener, limits: Partial<SubgraphLimits> = {}): Promise<SubgraphClient> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const sign = ({ subgraph, path, authority }: { subgraph: string; path: string; authority: string }) => ({
    "x-signed": `${subgraph} ${path} ${authority === `127.0.0.1:${port}`}`,
  });
  const client = createSubgraphClient("population", `http://127.0.0.1:${port}/graphql`, sign, { ...LIMITS, ...limits });
  open.push({ server, client });
  return client;
}

afterEach(async () => {
  for (const { server, client } of open.splice(0)) {
    await client.close();
    server.closeAllConnections();
    server.close();
  }
});

describe("a client of a department", () => {
  it("posts the signed body with its context, and reads JSON", async () => {
    const client = await clientOf(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method, url, headers } = request;
      response.end(
        JSON.stringify({
          method,
          url,
          type: headers["content-type"],
          context: headers["assent-context"],
          signed: headers["x-signed"],
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    expect(await client.post('{"query":"é"}', "context", null)).toEqual({
      ok: true,
      status: 200,
      json: { method: "POST", url: "/graphql", type: "application/json", context: "context", signed: "population /graphql true", body: '{"query":"é"}' },
    });
    expect(await client.post("{}", "context", null, "/consents")).toMatchObject({ json: { url: "/consents", signed: "population /consents true" } });
  });

  it("hands on the status of an answer", async () => {
    const client = await clientOf((_, response) => response.writeHead(401).end("{}"));
    expect(await client.post("{}", "", null)).toEqual({ ok: true, status: 401, json: {} });
  });

  it.each<[string, RequestListener]>([
    ["what is not JSON", (_, response) => response.end("<html>")],
    ["nothing", (_, response) => response.end()],
    ["more than the limit", (_, response) => response.end(JSON.stringify("x".repeat(20_000)))],
    ["half an answer", (request, response) => response.writeHead(200, { "content-length": "100" }).write("{", () => request.socket.destroy())],
    ["a closed connection", (request) => request.socket.destroy()],
  ])("calls %s SUBGRAPH_UNAVAILABLE", async (_, listener) => {
    expect(await (await clientOf(listener)).post("{}", "", null)).toEqual({ ok: false, code: "SUBGRAPH_UNAVAILABLE" });
  });

  it("calls a department that is not there SUBGRAPH_UNAVAILABLE", async () => {
    const client = createSubgraphClient("population", "http://127.0.0.1:1/graphql", () => ({}), LIMITS);
    expect(await client.post("{}", "", null)).toEqual({ ok: false, code: "SUBGRAPH_UNAVAILABLE" });
    await client.close();
  });

  it("calls silence, and an answer that drips beyond the deadline, SUBGRAPH_TIMEOUT", async () => {
    const silent = await clientOf(() => undefined, { deadlineMs: 50 });
    expect(await silent.post("{}", "", null)).toEqual({ ok: false, code: "SUBGRAPH_TIMEOUT" });
    const dripping = await clientOf(
      (_, response) => {
        response.write("[");
        const drip = setInterval(() => response.write("1,"), 10);
        response.once("close", () => clearInterval(drip));
      },
      { deadlineMs: 100 },
    );
    expect(await dripping.post("{}", "", null)).toEqual({ ok: false, code: "SUBGRAPH_TIMEOUT" });
  });

  it("stops when the client goes away", async () => {
    const controller = new AbortController();
    const client = await clientOf(() => controller.abort());
    expect(await client.post("{}", "", controller.signal)).toEqual({ ok: false, code: "SUBGRAPH_UNAVAILABLE" });
    expect(await client.post("{}", "", controller.signal)).toEqual({ ok: false, code: "SUBGRAPH_UNAVAILABLE" });
  });

  it("never sends what ended while it waited for a connection", async () => {
    const heard: string[] = [];
    let answerFirst = (): void => undefined;
    const client = await clientOf(
      (request, response) => {
        heard.push(request.url ?? "");
        if (request.url === "/first") answerFirst = () => response.end("{}");
        else response.end("{}");
      },
      { connections: 1 },
    );
    const first = client.post("{}", "", null, "/first");
    await expect.poll(() => heard).toEqual(["/first"]);
    const controller = new AbortController();
    const second = client.post("{}", "", controller.signal, "/second");
    controller.abort();
    expect(await second).toEqual({ ok: false, code: "SUBGRAPH_UNAVAILABLE" });
    answerFirst();
    await first;
    expect(await client.post("{}", "", null, "/third")).toMatchObject({ ok: true });
    expect(heard).toEqual(["/first", "/third"]);
  });
});
