import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SignedContext } from "../consent/model/signed-context.js";
import { createRequestSigner } from "../gateway/execution/sign-request.js";
import { encodeContext } from "../gateway/execution/signed-context.js";
import { createSubgraphClient, type SignRequest } from "../gateway/execution/subgraph-client.js";
import { createNonceStore } from "../subgraphs/kit/signature/nonce-store.js";
import { createRequestVerifier, type VerifyRequest } from "../subgraphs/kit/signature/verify-request.js";
import { openKeys } from "./keys.js";

const NOW = new Date("2025-09-01T02:00:00Z");
const CONTEXT: SignedContext = {
  requestId: "5e1d0b8e-0000-4000-8000-000000000001",
  role: "application",
  department: "11540100MB1A0001X3",
  application: "housing-desk",
  scenario: "public-rental-housing",
  case: "2025-0001",
  mode: "QUERY",
  grant: "grant-1@3",
  divisions: ["540100"],
  unmasked: ["Person.registeredAddress"],
};
const BODY = '{"query":"{ person { name } }","variables":{"name":"扎西 \\ud800 😀"}}';
const LIMITS = { deadlineMs: 5000, maxAnswerBytes: 10_000, connections: 2 };

const directory = mkdtempSync(join(tmpdir(), "assent-signed-"));
const { signingKey, gatewayKeys } = openKeys({ directory, environment: {}, development: true });
const sign: SignRequest = createRequestSigner({ ...signingKey(), clock: () => NOW, nonce: () => randomBytes(16).toString("base64url") });
let server: Server;
let url: string;

/** Answers with what the verifier says of each request. */
beforeAll(async () => {
  const verify: VerifyRequest = createRequestVerifier({ keys: gatewayKeys(), subgraph: "population", clock: () => NOW, nonces: createNonceStore(NOW) });
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url: path = "", headers } = request;
    response.end(JSON.stringify(await verify({ method, path, authority: headers.host ?? "", headers, body: Buffer.concat(chunks) })));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});

afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true });
});

const post = async (subgraph: string, signer: SignRequest, path?: string) => {
  const client = createSubgraphClient(subgraph, url, signer, LIMITS);
  const answer = await client.post(BODY, encodeContext(CONTEXT), null, path);
  await client.close();
  return answer.ok ? answer.json : answer;
};

describe("a gateway's request over HTTP", () => {
  it("is verified by the department that it is for, with the caller's context", async () => {
    expect(await post("population", sign)).toEqual({ ok: true, context: CONTEXT });
  });

  it("is refused by a department that it is not for", async () => {
    expect(await post("licence", sign)).toEqual({ ok: false, reason: "OTHER_SUBGRAPH" });
  });

  it("is verified a second time when it is signed anew, and never when it is sent again", async () => {
    let kept: Record<string, string> | undefined;
    const once: SignRequest = (request) => (kept ??= sign(request));
    expect(await post("population", once)).toMatchObject({ ok: true });
    expect(await post("population", once)).toEqual({ ok: false, reason: "NONCE" });
    expect(await post("population", sign)).toMatchObject({ ok: true });
  });

  it("is refused with a query behind its path, even a signed one", async () => {
    expect(await post("population", sign, "/graphql?operationName=x")).toEqual({ ok: false, reason: "MALFORMED" });
  });

  it("is refused unsigned, and signed by a department in the gateway's name", async () => {
    expect(await post("population", () => ({ "assent-subgraph": "population" }))).toEqual({ ok: false, reason: "SIGNATURE_MISSING" });
    const department = openKeys({ directory: join(directory, "department"), environment: {}, development: true }).signingKey();
    const forged = createRequestSigner({ ...department, keyId: signingKey().keyId, clock: () => NOW, nonce: () => randomBytes(16).toString("base64url") });
    expect(await post("population", forged)).toEqual({ ok: false, reason: "SIGNATURE" });
  });
});
