import { request as send } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningSubgraph, serveSubgraph } from "./server.js";
import { createNonceStore } from "./signature/nonce-store.js";
import { keyPair, NOW, signedRequest } from "./signature/testing/signed-request.js";
import { createRequestVerifier, type IncomingRequest } from "./signature/verify-request.js";
import { vehicleRegister } from "./testing/vehicle-register.js";

const gateway = keyPair();
const CREATED = NOW.getTime() / 1000;
let running: RunningSubgraph;

beforeAll(async () => {
  const keys = new Map([[gateway.keyId, gateway.publicKey]]);
  const verifyRequest = createRequestVerifier({ keys, subgraph: "population", clock: () => NOW, nonces: createNonceStore(NOW) });
  running = await serveSubgraph(vehicleRegister, { port: 0, verifyRequest, cursorKey: Buffer.alloc(32), databaseUrl: "sqlite::memory:" });
});
afterAll(() => running.close());

/** Announces 4 MiB and sends none of them. @returns the status, or null when nothing was answered within the time */
function announce({ headers }: Pick<IncomingRequest, "headers">, { path = "/graphql", waitMs = 5000 } = {}): Promise<number | null> {
  const given = Object.entries(headers).filter(([, value]) => value !== undefined);
  return new Promise((resolve, reject) => {
    const request = send(new URL(path, running.url), { method: "POST", headers: { ...Object.fromEntries(given), "content-length": 4 * 1024 * 1024 } });
    const settle = (status: number | null): void => {
      clearTimeout(timer);
      request.destroy();
      resolve(status);
    };
    const timer = setTimeout(() => settle(null), waitMs);
    request.on("response", ({ statusCode = 0 }) => settle(statusCode));
    request.on("error", reject);
    request.flushHeaders();
  });
}

const without = (name: string) => ({ headers: { ...signedRequest(gateway).headers, [name]: undefined } });

describe("a body is not waited for when", () => {
  it.each([
    ["nothing is signed", { headers: { "content-type": "application/json" } }],
    ["the signature is missing", without("signature")],
    ["the signature's parameters are missing", without("signature-input")],
    ["the digest is missing", without("content-digest")],
    ["the signature is malformed", { headers: { ...signedRequest(gateway).headers, signature: "assent=:AAAA:" } }],
    ["the key is unknown", signedRequest(keyPair())],
    ["the window is over", signedRequest(gateway, { created: CREATED - 31, expires: CREATED - 1 })],
    ["it is another department's", signedRequest(gateway, { subgraph: "licence" })],
  ])("%s", async (_, request) => expect(await announce(request)).toBe(401));

  it("there is no such path", async () => expect(await announce(signedRequest(gateway), { path: "/metrics" })).toBe(401));
});

it("a gateway's body is waited for", async () => {
  expect(await announce(signedRequest(gateway), { waitMs: 200 })).toBeNull();
});
