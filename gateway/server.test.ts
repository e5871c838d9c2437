import { createServer as createHttpServer, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { Refusal } from "../consent/model/errors.js";
import { answerBody } from "./answer-body.js";
import { createSender } from "./execution/create-sender.js";
import { createSubgraphClient } from "./execution/subgraph-client.js";
import { createOperationPreparer } from "./facts/prepare-operation.js";
import type { GatewayParts } from "./parts.js";
import { answerRequest } from "./pipeline.js";
import { createServer } from "./server.js";
import { CASEWORKER, sharingGrant } from "./testing/callers.js";
import { createTestGateway } from "./testing/harness.js";
import { makeWorld } from "./testing/make-world.js";
import { testGraph } from "./testing/test-graph.js";
import { idNumberOf } from "./testing/world.js";

const GRANT = sharingGrant(["Person.name", "Person.phone", "Person.spouse"]);
const PERSON = idNumberOf(0);
const QUESTION = "query Q($id: ID!) { person(idNumber: $id) { name } }";
const LIMITS = { maxTokens: 4000, maxDepth: 20, maxFields: 1000, maxAliases: 50 };

/** What no answer may hold: a stack, SQL, a path of ours, an address. */
const TELLTALE = /\bat .*:\d+:\d+|SELECT|INSERT|node_modules|\/work\/|127\.0\.0\.1|ECONN|localhost/;

interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly codes: string[];
  readonly body: {
    data?: unknown;
    errors?: { message: string; path?: unknown; extensions: Record<string, unknown> }[];
    extensions?: { assent?: { auditId?: string } };
  };
}

/** Sends bytes as they are, and reads until the other side has closed. */
function exchange(url: string, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let answer = "";
    socket.setEncoding("utf8").on("data", (text) => (answer += text));
    socket.on("close", () => resolve(answer)).on("error", reject);
  });
}

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function startedGateway(parts: Partial<GatewayParts> = {}) {
  const gateway = await createTestGateway({
    world: makeWorld({ people: [{ spouse: 1 }, {}] }),
    grants: [GRANT],
    parts: {
      identify: async ({ authorization }) => {
        if (authorization !== "Bearer good") throw new Refusal("UNAUTHENTICATED");
        return CASEWORKER;
      },
      preparer: createOperationPreparer(testGraph(), LIMITS, 50),
      ...parts,
    },
  });
  const server = await createServer({
    schema: gateway.parts.graph.apiSchema,
    answer: async (request) => answerBody(await answerRequest(request, gateway.parts)),
    clock: gateway.parts.clock,
    maxBodyBytes: 1_048_576,
    isReady: () => true,
  });
  closing.push(() => server.close());
  const url = `${await server.listen({ host: "127.0.0.1", port: 0 })}/graphql`;
  const send = async (body: string, headers: Record<string, string> = {}, method = "POST"): Promise<HttpAnswer> => {
    const startedAt = performance.now();
    const all = { "content-type": "application/json", authorization: "Bearer good", ...headers };
    const answer = await fetch(url, { method, headers: all, ...(method === "GET" ? {} : { body }) });
    const text = await answer.text();
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect(text.length).toBeLessThan(65_536);
    expect(text).not.toMatch(TELLTALE);
    const parsed = JSON.parse(text) as HttpAnswer["body"];
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: parsed,
      codes: (parsed.errors ?? []).map(({ extensions }) => String(extensions.code)),
    };
  };
  const ask = (query: string, variables: unknown = { id: PERSON }): Promise<HttpAnswer> => send(JSON.stringify({ query, variables }));
  /** The process is up and answers as ever. */
  const stillAnswers = async (): Promise<void> => {
    const { status, body } = await ask(QUESTION);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ person: { name: expect.stringContaining("Person0.name") } });
  };
  return { gateway, send, ask, stillAnswers, url };
}

describe("the HTTP side", () => {
  it("answers a caseworker, with an audit id, and lets nobody keep it", async () => {
    const { ask } = await startedGateway();
    const { status, headers, body } = await ask(QUESTION);
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body.extensions?.assent?.auditId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("answers application/graphql-response+json to whoever asks for it", async () => {
    const { send } = await startedGateway();
    const { headers } = await send(JSON.stringify({ query: QUESTION, variables: { id: PERSON } }), { accept: "application/graphql-response+json" });
    expect(headers.get("content-type")).toContain("application/graphql-response+json");
  });

  it("refuses a token that is not good, with 401 and WWW-Authenticate", async () => {
    const { send, stillAnswers } = await startedGateway();
    const { status, codes, headers } = await send(JSON.stringify({ query: QUESTION }), { authorization: "Bearer bad" });
    expect([status, codes, headers.get("www-authenticate")]).toEqual([401, ["UNAUTHENTICATED"], "Bearer"]);
    await stillAnswers();
  });
});

describe("bad input", () => {
  const huge = (count: number, part: (n: number) => string): string => Array.from({ length: count }, (_, n) => part(n)).join(" ");
  const nested = (levels: number): string =>
    `${"{ person(idNumber: $id) ".replace("{", "query Q($id: ID!) {")}${"{ spouse ".repeat(levels)}{ name }${" }".repeat(levels)} }`;
  const cases: Record<string, { body: string; status: number; code: string; limit?: string }> = {
    "malformed JSON": { body: '{"query": ', status: 400, code: "BAD_REQUEST" },
    "a body that is no object": { body: "[]", status: 400, code: "BAD_REQUEST" },
    "no query": { body: '{"variables": {}}', status: 400, code: "BAD_REQUEST" },
    "a body over 1 MiB": { body: JSON.stringify({ query: "#".repeat(1_100_000) }), status: 413, code: "PAYLOAD_TOO_LARGE" },
    "a prototype in the variables": {
      body: `{"query": ${JSON.stringify(QUESTION)}, "variables": {"id": "${PERSON}", "__proto__": {"role": "auditor"}}}`,
      status: 400,
      code: "BAD_REQUEST",
    },
    "a document that does not parse": { body: JSON.stringify({ query: `{ person(idNumber: "${PERSON}" ` }), status: 400, code: "GRAPHQL_PARSE_FAILED" },
    "a document of 20,000 tokens": {
      body: JSON.stringify({ query: `{ ${huge(20_000, () => "me")} }` }),
      status: 400,
      code: "OPERATION_TOO_COSTLY",
      limit: "maxTokens",
    },
    "a document of 500 levels": {
      body: JSON.stringify({ query: nested(500), variables: { id: PERSON } }),
      status: 400,
      code: "OPERATION_TOO_COSTLY",
      limit: "maxDepth",
    },
    "a fragment cycle": {
      body: JSON.stringify({
        query: `query Q($id: ID!) { person(idNumber: $id) { ...A } } fragment A on Person { spouse { ...B } } fragment B on Person { spouse { ...A } }`,
        variables: { id: PERSON },
      }),
      status: 400,
      code: "GRAPHQL_VALIDATION_FAILED",
    },
    "fragments that multiply": {
      body: JSON.stringify({
        query: `query Q($id: ID!) { person(idNumber: $id) { ...F0 } } ${huge(14, (n) => `fragment F${n} on Person { ${n === 13 ? "name" : `...F${n + 1} spouse { ...F${n + 1} } `} }`)}`,
        variables: { id: PERSON },
      }),
      status: 400,
      code: "OPERATION_TOO_COSTLY",
      limit: "maxFields",
    },
    "51 aliases": {
      body: JSON.stringify({ query: `query Q($id: ID!) { ${huge(51, (n) => `a${n}: person(idNumber: $id) { name }`)} }`, variables: { id: PERSON } }),
      status: 400,
      code: "OPERATION_TOO_COSTLY",
      limit: "maxAliases",
    },
    "20,000 unknown input keys": {
      body: JSON.stringify({
        query: "query Q($w: PersonFilter!) { persons(where: $w) { edges { node { name } } } }",
        variables: { w: Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`k${n}`, 1])) },
      }),
      status: 400,
      code: "OPERATION_TOO_COSTLY",
      limit: "maxInputValues",
    },
    _entities: {
      body: JSON.stringify({ query: `{ _entities(representations: [{ __typename: "Person", idNumber: "${PERSON}" }]) { ... on Person { name } } }` }),
      status: 400,
      code: "GRAPHQL_VALIDATION_FAILED",
    },
    _service: { body: JSON.stringify({ query: "{ _service { sdl } }" }), status: 400, code: "GRAPHQL_VALIDATION_FAILED" },
    "a field that is withheld from the schema": {
      body: JSON.stringify({ query: QUESTION.replace("name", "decision"), variables: { id: PERSON } }),
      status: 400,
      code: "GRAPHQL_VALIDATION_FAILED",
    },
    "two operations and no name": {
      body: JSON.stringify({ query: `${QUESTION} ${QUESTION.replace("Q(", "R(")}`, variables: { id: PERSON } }),
      status: 400,
      code: "BAD_REQUEST",
    },
    "an operation that is not there": {
      body: JSON.stringify({ query: QUESTION, operationName: "Nobody", variables: { id: PERSON } }),
      status: 400,
      code: "BAD_REQUEST",
    },
    "a variable that is missing": { body: JSON.stringify({ query: QUESTION, variables: {} }), status: 400, code: "BAD_USER_INPUT" },
    "a variable of another type": { body: JSON.stringify({ query: QUESTION, variables: { id: { nested: PERSON } } }), status: 400, code: "BAD_USER_INPUT" },
    "an identity number with a wrong check digit": {
      body: JSON.stringify({ query: QUESTION, variables: { id: "110105194912310021" } }),
      status: 400,
      code: "INVALID_IDENTIFIER",
    },
    "the same as a literal": {
      body: JSON.stringify({ query: `{ person(idNumber: "110105194912310021") { name } }` }),
      status: 400,
      code: "INVALID_IDENTIFIER",
    },
    "an operation named like an identity number": { body: JSON.stringify({ query: `query A${PERSON} { me { role } }` }), status: 400, code: "BAD_REQUEST" },
  };
  for (const [name, { body, status, code, limit }] of Object.entries(cases)) {
    it(`${name} is ${code}`, async () => {
      const { send, stillAnswers, gateway } = await startedGateway();
      const answer = await send(body);
      expect([answer.status, answer.codes]).toEqual([status, [code]]);
      if (limit) expect(answer.body.errors?.[0]?.extensions.limit).toBe(limit);
      expect(answer.text).not.toContain(PERSON);
      expect(answer.text).not.toContain("110105194912310021");
      expect(gateway.passed).toEqual([]);
      await stillAnswers();
    });
  }

  it("GET is refused: a question would stand in a URL", async () => {
    const { send, stillAnswers } = await startedGateway();
    expect((await send("", {}, "GET")).status).toBe(404);
    await stillAnswers();
  });

  it("a persisted query's extension means nothing: without its text there is no query", async () => {
    const { send, stillAnswers } = await startedGateway();
    const extensions = { persistedQuery: { version: 1, sha256Hash: "0".repeat(64) } };
    const answer = await send(JSON.stringify({ extensions }));
    expect([answer.status, answer.codes]).toEqual([400, ["BAD_REQUEST"]]);
    expect((await send(JSON.stringify({ query: QUESTION, variables: { id: PERSON }, extensions }))).body.data).toMatchObject({ person: {} });
    await stillAnswers();
  });

  it.each([
    ["[]", "application/json"],
    ['{"query": 5}', "application/json"],
    ['{"query": ', "application/json"],
    ["{ me { role } }", "application/graphql"],
    ["query=1", "text/plain"],
  ])("%s as %s is refused, and nobody keeps the refusal", async (body, type) => {
    const { send } = await startedGateway();
    const { status, codes, headers } = await send(body, { "content-type": type });
    expect([status, codes, headers.get("cache-control")]).toEqual([400, ["BAD_REQUEST"], "no-store"]);
  });

  it.each([
    ["no HTTP", "GARBAGE\r\n\r\n", 400],
    ["a header without end", `POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${"a".repeat(40_000)}\r\n\r\n`, 431],
    ["a path that is none", "POST /%zz HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", 400],
  ])("%s is refused in our own words", async (_, bytes, status) => {
    const { url, stillAnswers } = await startedGateway();
    const answer = await exchange(url, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer.toLowerCase()).toContain("cache-control: no-store");
    const [body] = answer.split("\r\n\r\n").slice(1);
    expect(JSON.parse(body ?? "")).toEqual({ errors: [{ message: "The request is not a GraphQL request.", extensions: { code: "BAD_REQUEST" } }] });
    await stillAnswers();
  });

  it("the record holds each refusal, and no identifier", async () => {
    const { send, gateway } = await startedGateway();
    await send(JSON.stringify({ query: QUESTION, variables: { id: "110105194912310021" } }));
    expect(gateway.records.map(({ record }) => [record.outcome, record.code])).toEqual([["REFUSED", "INVALID_IDENTIFIER"]]);
    expect(JSON.stringify(gateway.records)).not.toContain("110105194912310021");
  });
});

describe("a subgraph that", () => {
  type Behaviour = (response: ServerResponse, body: { query: string; variables: { representations?: unknown[] } }) => void;
  const json = (response: ServerResponse, body: unknown, status = 200): void =>
    void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  const first = { data: { person: { __typename: "Person", idNumber: PERSON }, a0_person: { __typename: "Person", idNumber: PERSON } } };
  const cases: Record<string, { behaviour: Behaviour | null; code: string }> = {
    "is down": { behaviour: null, code: "SUBGRAPH_UNAVAILABLE" },
    "is slow": { behaviour: () => undefined, code: "SUBGRAPH_TIMEOUT" },
    "drips its answer": { behaviour: (response) => void response.writeHead(200).write('{"data":'), code: "SUBGRAPH_TIMEOUT" },
    "answers garbage": {
      behaviour: (response) => void response.end("<html>at Object.fetch (/work/x.js:1:1) SELECT * FROM person</html>"),
      code: "SUBGRAPH_UNAVAILABLE",
    },
    "answers 500 with its stack": {
      behaviour: (response) => json(response, { errors: [{ message: "SELECT name FROM person at /work/x.js:1:1" }] }, 500),
      code: "SUBGRAPH_UNAVAILABLE",
    },
    "answers errors of its own": {
      behaviour: (response) => json(response, { data: null, errors: [{ message: "SELECT 127.0.0.1", extensions: { code: "SECRET" } }] }),
      code: "SUBGRAPH_UNAVAILABLE",
    },
    "answers too much": { behaviour: (response) => void response.end("x".repeat(300_000)), code: "SUBGRAPH_UNAVAILABLE" },
    "answers a wrong number of entities": {
      behaviour: (response, { variables }) => json(response, variables.representations ? { data: { _entities: [] } } : first),
      code: "SUBGRAPH_UNAVAILABLE",
    },
    "closes the connection": { behaviour: (response) => void response.destroy(), code: "SUBGRAPH_UNAVAILABLE" },
  };
  for (const [name, { behaviour, code }] of Object.entries(cases)) {
    it(`${name} leaves its fields null with ${code}, and nothing else`, async () => {
      const department = await startedDepartment(behaviour);
      const client = createSubgraphClient("population", department, () => ({}), { deadlineMs: 300, maxAnswerBytes: 200_000, connections: 4 });
      closing.push(() => client.close());
      const { ask } = await startedGateway({ sender: createSender(new Map([["population", client]]), []) });
      const { status, codes, body } = await ask(QUESTION);
      expect([status, [...new Set(codes)]]).toEqual([200, [code]]);
      expect(JSON.stringify(body.data)).toMatch(/^\{"person":(null|\{"name":null\})\}$/);
      expect((await ask(QUESTION)).status).toBe(200);
    });
  }

  async function startedDepartment(behaviour: Behaviour | null): Promise<string> {
    const server: Server = createHttpServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => behaviour?.(response, JSON.parse(Buffer.concat(chunks).toString()) as never));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const close = (): Promise<unknown> => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    };
    if (behaviour) closing.push(close);
    else await close();
    return `http://127.0.0.1:${port}/graphql`;
  }
});
