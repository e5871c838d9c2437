import { randomBytes } from "node:crypto";
import { request as send } from "node:http";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SignedContext } from "../../consent/model/signed-context.js";
import { createRequestSigner } from "../../gateway/execution/sign-request.js";
import { encodeContext } from "../../gateway/execution/signed-context.js";
import type { SigningKey } from "../../gateway/execution/signing-key.js";
import { openKeys } from "../keys.js";
import { CAST } from "../seed/cast.js";
import type { Overheard } from "./listening-post.js";
import { useRunningStack } from "./running-stack.js";

const running = useRunningStack();
const HOUSING = { account: "housing-caseworker", scenario: "public-rental-housing", case: "2026-7001" };
const SUBGRAPHS = ["population", "legal-entity", "geospatial", "licence", "consent"];

/** What a department would like to be able to say of itself. */
const CONTEXT: SignedContext = {
  requestId: "5e1d0b8e-0000-4000-8000-000000000001",
  role: "application",
  department: "11540100MB1A0001X3",
  application: "housing-desk",
  scenario: "public-rental-housing",
  case: "2026-7001",
  mode: "QUERY",
  grant: "seeded-public-rental-housing@1",
  divisions: ["540000"],
  unmasked: ["Person.phone"],
};

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const urlOf = (subgraph: string): URL => new URL(running.stack.subgraphs.get(subgraph)?.url ?? "");

/** Sends bytes to a subgraph itself, past the gateway. */
function reach(subgraph: string, { method = "POST", path = "/graphql", headers = {}, body = "" }: Sent): Promise<{ status: number; text: string }> {
  const { hostname, port } = urlOf(subgraph);
  const sent = { "content-type": "application/json", ...headers, "content-length": String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const request = send({ host: hostname, port, method, path, headers: sent }, async (response) => {
      let text = "";
      for await (const chunk of response.setEncoding("utf8")) text += chunk;
      resolve({ status: response.statusCode ?? 0, text });
    });
    request.on("error", reject).end(body);
  });
}

/** A request for a subgraph, signed with some key in some name. */
function signed(subgraph: string, key: SigningKey, query: string, context: SignedContext = CONTEXT): Sent {
  const sign = createRequestSigner({ ...key, clock: () => new Date(), nonce: () => randomBytes(16).toString("base64url") });
  const body = JSON.stringify({ query, variables: {} });
  const contextHeader = encodeContext(context);
  const { host } = urlOf(subgraph);
  const headers = sign({ method: "POST", authority: host, path: "/graphql", contentType: "application/json", body, subgraph, contextHeader });
  return { headers: { host, ...headers, "assent-context": contextHeader }, body };
}

const NOTHING = {
  status: 401,
  text: JSON.stringify({ errors: [{ message: "A valid access token is required.", extensions: { code: "UNAUTHENTICATED" } }] }),
};

describe("A subgraph reached directly answers nothing", () => {
  const QUERIES = ["{ _service { sdl } }", "{ __typename }", "{ __schema { types { name } } }", `{ person(idNumber: "${CAST.zhang}") { name } }`];

  it.each(SUBGRAPHS)("%s: neither its SDL nor a query, whoever asks", async (subgraph) => {
    const authorization = `Bearer ${await running.token("housing-caseworker")}`;
    for (const query of QUERIES) {
      const body = JSON.stringify({ query });
      expect(await reach(subgraph, { body })).toEqual(NOTHING);
      expect(await reach(subgraph, { body, headers: { authorization } })).toEqual(NOTHING);
      expect(await reach(subgraph, { body, headers: { "assent-context": encodeContext(CONTEXT), "assent-subgraph": subgraph } })).toEqual(NOTHING);
    }
  });

  it.each(SUBGRAPHS)("%s: nor another path or method", async (subgraph) => {
    for (const path of ["/", "/graphql", "/snapshot", "/lookups", "/health", "/metrics", "/graphql?query=%7B__typename%7D"]) {
      for (const method of ["GET", "POST", "OPTIONS", "PUT"]) {
        const { status, text } = await reach(subgraph, { method, path, body: method === "GET" ? "" : "{}" });
        expect([method, path, status, text]).toEqual([method, path, NOTHING.status, NOTHING.text]);
      }
    }
  });
});

describe("a replayed signed request", () => {
  let overheard: Overheard;

  beforeEach(async () => {
    running.clear();
    const query = "query($id: ID!) { person(idNumber: $id) { name } }";
    expect((await running.ask({ ...HOUSING, query, variables: { id: CAST.zhang } })).data.person).toEqual({ name: "张伟" });
    overheard = running.heard().find(({ subgraph, body }) => subgraph === "population" && body.includes("_entities")) as Overheard;
    expect(overheard.answer).toContain("张伟");
  });

  it("is refused by the subgraph that has answered it, however often", async () => {
    const { headers, body } = overheard;
    for (let times = 0; times < 3; times++) expect(await reach("population", { headers, body })).toEqual(NOTHING);
  });

  it("is refused by every other subgraph", async () => {
    const { headers, body } = overheard;
    for (const subgraph of SUBGRAPHS) expect(await reach(subgraph, { headers, body })).toEqual(NOTHING);
    expect(await reach("licence", { headers: { ...headers, "assent-subgraph": "licence" }, body })).toEqual(NOTHING);
  });

  it("is refused with another body, context, or a nonce of its own", async () => {
    const { headers, body } = overheard;
    expect(await reach("population", { headers, body: body.replace("name", "phone") })).toEqual(NOTHING);
    expect(await reach("population", { headers: { ...headers, "assent-context": encodeContext(CONTEXT) }, body })).toEqual(NOTHING);
    const fresh = headers["signature-input"]?.replace(/nonce="[^"]*"/, `nonce="${randomBytes(16).toString("base64url")}"`) ?? "";
    expect(fresh).not.toBe(headers["signature-input"]);
    expect(await reach("population", { headers: { ...headers, "signature-input": fresh }, body })).toEqual(NOTHING);
  });
});

describe("a request signed by a department's own key", () => {
  let gateway: SigningKey;
  let department: SigningKey;

  beforeAll(() => {
    const keysIn = (directory: string): SigningKey => openKeys({ directory, environment: {}, development: true }).signingKey();
    gateway = keysIn(join(running.directory, "keys"));
    department = keysIn(join(running.directory, "department"));
  });

  it.each(SUBGRAPHS)("%s answers the gateway's key alone, and only what is signed for it", async (subgraph) => {
    const asked = "{ __typename }";
    expect(await reach(subgraph, signed(subgraph, gateway, asked))).toEqual({ status: 200, text: '{"data":{"__typename":"Query"}}' });
    expect(await reach(subgraph, signed(subgraph, department, asked))).toEqual(NOTHING);
    expect(await reach(subgraph, signed(subgraph, { ...department, keyId: gateway.keyId }, asked))).toEqual(NOTHING);
    const other = subgraph === "population" ? "licence" : "population";
    expect(await reach(other, signed(subgraph, gateway, asked))).toEqual(NOTHING);
  });

  it("and with the gateway's own, a protected field without a permitting decision does not resolve", async () => {
    const { text } = await reach("population", signed("population", gateway, `{ person(idNumber: "${CAST.zhang}") { idNumber name phone } }`));
    const { data, errors } = JSON.parse(text);
    expect(data.person).toEqual({ idNumber: CAST.zhang, name: null, phone: null });
    expect(errors.map(({ path, extensions }: { path: string[]; extensions: object }) => [path.join("."), extensions])).toEqual([
      ["person.name", { code: "DECISION_UNAVAILABLE" }],
      ["person.phone", { code: "DECISION_UNAVAILABLE" }],
    ]);
  });
});
