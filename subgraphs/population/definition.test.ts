import { parse } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSharingSpec } from "../../consent/model/sharing-spec.js";
import { buildSubgraph } from "../kit/schema.js";
import { type RunningSubgraph, serveSubgraph } from "../kit/server.js";
import { createNonceStore } from "../kit/signature/nonce-store.js";
import { keyPair, NOW } from "../kit/signature/testing/signed-request.js";
import { createRequestVerifier } from "../kit/signature/verify-request.js";
import { definition } from "./definition.js";

describe("the population subgraph's schema", () => {
  it("has a readable rule on every field of a person", async () => {
    const { schema, sdl } = await buildSubgraph(definition);
    const { findings, rules } = readSharingSpec(parse(sdl));
    expect(findings).toEqual([]);
    const type = schema.getType("Person");
    const fields = Object.keys(type && "getFields" in type ? type.getFields() : {});
    expect(fields.filter((name) => name !== "decision" && !rules.has(`Person.${name}`))).toEqual([]);
  });
});

describe("the population subgraph without a gateway's signature", () => {
  let running: RunningSubgraph;

  beforeAll(async () => {
    const { keyId, publicKey } = keyPair();
    const verifyRequest = createRequestVerifier({
      keys: new Map([[keyId, publicKey]]),
      subgraph: "population",
      clock: () => NOW,
      nonces: createNonceStore(NOW),
    });
    running = await serveSubgraph(definition, { port: 0, verifyRequest, cursorKey: Buffer.alloc(32), databaseUrl: "sqlite::memory:" });
  });
  afterAll(() => running.close());

  it.each(["{ _service { sdl } }", "{ __schema { queryType { name } } }", '{ person(idNumber: "540102198003070014") { idNumber } }', "{ __typename }"])(
    "refuses %s",
    async (query) => {
      const answer = await fetch(running.url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ query }) });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toEqual({ errors: [{ message: "A valid access token is required.", extensions: { code: "UNAUTHENTICATED" } }] });
    },
  );
});
