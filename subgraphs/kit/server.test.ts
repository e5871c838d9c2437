import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Refusal } from "../../consent/model/errors.js";
import { type RunningSubgraph, serveSubgraph } from "./server.js";
import type { VerifyRequest } from "./signature/verify-request.js";
import { CASEWORKER } from "./testing/callers.js";
import { VEHICLES, VehicleRow, vehicleRegister } from "./testing/vehicle-register.js";

const logged: unknown[] = [];
let running: RunningSubgraph;
let slow: RunningSubgraph;

/** Stands in for the signature: a header that only the test sends. */
const verifyRequest: VerifyRequest = async ({ headers, method, path }) => {
  if (headers["x-signed"] === "broken") throw new Error("nonce store at 10.0.0.1 is down");
  return headers["x-signed"] === `${method} ${path}` ? { ok: true, context: CASEWORKER } : { ok: false, reason: "SIGNATURE_MISSING" };
};

beforeAll(async () => {
  const options = {
    port: 0,
    verifyRequest,
    cursorKey: Buffer.alloc(32),
    databaseUrl: "sqlite::memory:",
    log: (...entry: unknown[]) => void logged.push(entry),
  };
  const endpoints = {
    "/facts": async (body: unknown) => ({ echo: body }),
    "/refusing": () => Promise.reject(new Refusal("CONFLICT", { secret: "13800000001" })),
    "/failing": () => Promise.reject(new Error("SELECT 13800000001")),
  };
  running = await serveSubgraph(vehicleRegister, { ...options, endpoints });
  await running.database.getRepository(VehicleRow).insert([...VEHICLES]);
  const stuck = { ...vehicleRegister, references: { Vehicle: { key: "plate", load: () => new Promise<null>(() => {}) } } };
  slow = await serveSubgraph(stuck, { ...options, deadlineMs: 50 });
});

afterAll(async () => {
  await running.close();
  await slow.close();
});

interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly signed?: string | null;
  readonly url?: string;
}

async function send(body: unknown, { path = "/graphql", method = "POST", signed = `${method} ${path}`, url = running.url }: Sent = {}) {
  const headers: Record<string, string> = { "content-type": "application/json", ...(signed === null ? {} : { "x-signed": signed }) };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const answer = await fetch(new URL(path, url), { method, headers, ...(method === "GET" ? {} : { body: text }) });
  const answered = await answer.text();
  return {
    status: answer.status,
    text: answered,
    body: JSON.parse(answered) as { data?: unknown; errors?: { path?: unknown; extensions: { code: string } }[] },
  };
}

const codes = ({ body }: Awaited<ReturnType<typeof send>>) => body.errors?.map(({ extensions }) => extensions.code);

describe("a subgraph reached directly", () => {
  it.each<[string, unknown, Sent]>([
    ["an operation", { query: "{ __typename }" }, {}],
    ["its SDL", { query: "{ _service { sdl } }" }, {}],
    ["introspection", { query: "{ __schema { types { name } } }" }, {}],
    ["no JSON", "{", {}],
    ["nothing", "", {}],
    ["another endpoint", {}, { path: "/facts" }],
    ["an unknown path", {}, { path: "/metrics" }],
    ["GET", {}, { method: "GET" }],
    ["an operation signed for another path", { query: "{ __typename }" }, { signed: "POST /facts" }],
  ])("answers %s with UNAUTHENTICATED", async (_, body, sent) => {
    const answer = await send(body, { signed: null, ...sent });
    expect([answer.status, codes(answer), answer.body.data]).toEqual([401, ["UNAUTHENTICATED"], undefined]);
  });
});

describe("a signed request", () => {
  it("is answered", async () => {
    const answer = await send({ query: "query ($plate: ID!) { vehicle(plate: $plate) { plate colour } }", variables: { plate: "A-1" } });
    expect([answer.status, answer.body]).toEqual([200, { data: { vehicle: { plate: "A-1", colour: "red" } } }]);
  });

  it("learns the SDL", async () => {
    const { body } = await send({ query: "{ _service { sdl } }" });
    expect(JSON.stringify(body.data)).toContain("type Vehicle");
  });

  it.each<[string, unknown, number, string]>([
    ["that is not JSON", "{", 400, "BAD_REQUEST"],
    ["without a query", { variables: {} }, 200, "BAD_REQUEST"],
    ["whose query is no text", { query: { a: 1 } }, 200, "BAD_REQUEST"],
    ["that is a list", [{ query: "{ __typename }" }], 200, "BAD_REQUEST"],
    ["that does not parse", { query: "{ vehicle(" }, 200, "GRAPHQL_VALIDATION_FAILED"],
    ["that asks for an unknown field", { query: "{ tram }" }, 200, "GRAPHQL_VALIDATION_FAILED"],
    ["whose variable is missing", { query: "query ($p: ID!) { vehicle(plate: $p) { plate } }" }, 200, "BAD_USER_INPUT"],
    ["with two operations", { query: "query a { __typename } query b { __typename }" }, 200, "BAD_USER_INPUT"],
    ["with a page too large", { query: "{ vehicles(first: 1000) { pageInfo { hasNextPage } } }" }, 200, "BAD_USER_INPUT"],
  ])("%s is refused by code", async (_, body, status, code) => {
    const answer = await send(body);
    expect([answer.status, codes(answer)]).toEqual([status, [code]]);
  });

  it("over 4 MiB is PAYLOAD_TOO_LARGE", async () => {
    const answer = await send({ query: " ".repeat(4 * 1024 * 1024) });
    expect([answer.status, codes(answer)]).toEqual([413, ["PAYLOAD_TOO_LARGE"]]);
  });

  it("is answered with code and path alone when a resolver fails; no value is shown or logged", async () => {
    logged.length = 0;
    const representations = [{ __typename: "Vehicle", plate: "A-1", decision: { "Vehicle.keeper": true } }];
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Vehicle { plate keeper(format: "broken") } } }';
    const answer = await send({ query, variables: { r: representations } });
    expect(answer.body).toEqual({
      data: { _entities: [{ plate: "A-1", keeper: null }] },
      errors: [{ message: "Something went wrong on our side.", path: ["_entities", 0, "keeper"], extensions: { code: "INTERNAL" } }],
    });
    expect(logged).toEqual([["a field failed", { path: "_entities.keeper", error: "Error" }]]);
  });

  it("whose variable has the wrong type is refused without the value", async () => {
    const answer = await send({ query: "query ($n: Int) { vehicles(first: $n) { pageInfo { hasNextPage } } }", variables: { n: "13800000001" } });
    expect(codes(answer)).toEqual(["BAD_USER_INPUT"]);
    expect(answer.text).not.toContain("13800000001");
  });

  it("that cannot be verified for want of a part is INTERNAL, not admitted", async () => {
    const answer = await send({ query: "{ __typename }" }, { signed: "broken" });
    expect([answer.status, codes(answer)]).toEqual([500, ["INTERNAL"]]);
    expect(answer.text).not.toContain("10.0.0.1");
  });

  it("that takes too long is SUBGRAPH_TIMEOUT", async () => {
    const query = '{ _entities(representations: [{ __typename: "Vehicle", plate: "A-1" }]) { __typename } }';
    expect(codes(await send({ query }, { url: slow.url }))).toEqual(["SUBGRAPH_TIMEOUT"]);
  });
});

describe("a further endpoint", () => {
  it("takes and gives JSON", async () => {
    expect((await send({ a: 1 }, { path: "/facts" })).body).toEqual({ echo: { a: 1 } });
  });

  it.each([
    ["/refusing", 400, "CONFLICT"],
    ["/failing", 500, "INTERNAL"],
  ])("%s answers by code, without details", async (path, status, code) => {
    const answer = await send({}, { path });
    expect([answer.status, codes(answer)]).toEqual([status, [code]]);
    expect(answer.text).not.toContain("138");
  });
});
