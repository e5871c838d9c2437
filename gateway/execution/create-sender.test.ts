import { describe, expect, it } from "vitest";
import { CASEWORKER, NOW } from "../testing/callers.js";
import { createSender } from "./create-sender.js";
import type { SubgraphAnswer } from "./execute-plan.js";
import type { ServiceAnswer, SubgraphClient } from "./subgraph-client.js";

const request = {
  id: "r",
  receivedAt: NOW,
  authorization: undefined,
  scenario: undefined,
  case: undefined,
  text: "",
  operationName: null,
  variables: {},
  signal: null,
};

function sending(answer: ServiceAnswer) {
  const posted: { body: string; context: string }[] = [];
  const post: SubgraphClient["post"] = async (body, context) => {
    posted.push({ body, context });
    return answer;
  };
  const client: SubgraphClient = { post, close: async () => undefined };
  const heard = { mutations: 0 };
  const send = createSender(
    new Map([
      ["population", client],
      ["consent", client],
    ]),
    [],
    () => heard.mutations++,
  )({ request, caller: CASEWORKER, mode: "QUERY", sharing: null });
  return { send, posted, heard };
}

const ok = (json: unknown, status = 200): ServiceAnswer => ({ ok: true, status, json });

describe("sending a fetch", () => {
  it("posts the operation and its variables as JSON", async () => {
    const { send, posted } = sending(ok({ data: { a: 1 } }));
    expect(await send("population", '{ person(idNumber: "é") { name } }', { x: [1, null] })).toEqual({ ok: true, data: { a: 1 }, errors: [] });
    expect(JSON.parse(posted[0]?.body ?? "")).toEqual({ query: '{ person(idNumber: "é") { name } }', variables: { x: [1, null] } });
  });

  it("tells the consent department who the caller is, and no other", async () => {
    const { send, posted } = sending(ok({ data: {} }));
    await send("population", "{ a }", {});
    await send("consent", "{ a }", {});
    const contexts = posted.map(({ context }) => JSON.parse(Buffer.from(context, "base64url").toString()) as Record<string, unknown>);
    expect(contexts.map((context) => "principal" in context)).toEqual([false, true]);
  });

  it("sends nothing to a department that it does not know", async () => {
    const { send, posted } = sending(ok({ data: {} }));
    expect(await send("ghosts", "{ a }", {})).toEqual({ ok: false, code: "SUBGRAPH_UNAVAILABLE" });
    expect(posted).toEqual([]);
  });

  it.each<[string, ServiceAnswer, SubgraphAnswer]>([
    ["a failure", { ok: false, code: "SUBGRAPH_TIMEOUT" }, { ok: false, code: "SUBGRAPH_TIMEOUT" }],
    ["an answer with errors", ok({ data: null, errors: [{}] }), { ok: true, data: null, errors: [{}] }],
    ["errors alone", ok({ errors: [{}] }, 400), { ok: true, data: null, errors: [{}] }],
    ["neither data nor errors", ok({}), { ok: false, code: "SUBGRAPH_UNAVAILABLE" }],
    ["errors that are no list", ok({ errors: "x" }), { ok: false, code: "SUBGRAPH_UNAVAILABLE" }],
    ["a list", ok([]), { ok: false, code: "SUBGRAPH_UNAVAILABLE" }],
    ["a text", ok("x"), { ok: false, code: "SUBGRAPH_UNAVAILABLE" }],
    ["data with the status 500", ok({ data: { a: 1 } }, 500), { ok: false, code: "SUBGRAPH_UNAVAILABLE" }],
    ["data with the status 401", ok({ data: { a: 1 } }, 401), { ok: false, code: "SUBGRAPH_UNAVAILABLE" }],
  ])("reads %s", async (_, answered, expected) => {
    expect(await sending(answered).send("population", "{ a }", {})).toEqual(expected);
  });

  it.each([ok({ data: { a: 1 } }), ok({ errors: [{}] }), ok({}, 500), { ok: false, code: "SUBGRAPH_TIMEOUT" } as const])(
    "says that a consent may have changed after a mutation of the consent subgraph, whatever it answered",
    async (answer) => {
      const { send, heard } = sending(answer);
      await send("consent", "query { a }", {});
      await send("population", "mutation { a }", {});
      expect(heard.mutations).toBe(0);
      await send("consent", "mutation M { a }", {});
      expect(heard.mutations).toBe(1);
    },
  );
});
