import { GraphQLObjectType, GraphQLSchema, GraphQLString } from "graphql";
import { DataSource } from "typeorm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createAnswerer } from "./answer-operation.js";
import { startCommit } from "./deadline.js";
import { CASEWORKER } from "./testing/callers.js";

const DEADLINE_MS = 1000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Answers an operation whose one mutation does this. */
function answered(resolve: () => Promise<string>): Promise<unknown> {
  const fields = { act: { type: GraphQLString, resolve } };
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({ name: "Query", fields: { act: { type: GraphQLString } } }),
    mutation: new GraphQLObjectType({ name: "Mutation", fields }),
  });
  const answer = createAnswerer({
    definition: { createLoaders: () => ({}) },
    schema,
    database: new DataSource({ type: "better-sqlite3", database: ":memory:" }),
    cursorKey: Buffer.alloc(32),
    clock: () => new Date(0),
    deadlineMs: DEADLINE_MS,
    log: () => undefined,
  });
  return answer({ query: "mutation { act }" }, CASEWORKER);
}

describe("an operation that takes too long", () => {
  it("is SUBGRAPH_TIMEOUT at the deadline, and commits nothing afterwards", async () => {
    let refused: unknown;
    const answer = answered(async () => {
      await wait(DEADLINE_MS + 1);
      try {
        startCommit();
      } catch (error) {
        refused = error;
      }
      return "done";
    });
    await vi.advanceTimersByTimeAsync(DEADLINE_MS);
    expect(await answer).toMatchObject({ errors: [{ extensions: { code: "SUBGRAPH_TIMEOUT" } }] });
    await vi.advanceTimersByTimeAsync(1);
    expect(refused).toMatchObject({ code: "SUBGRAPH_TIMEOUT" });
  });

  it("is never said to have done nothing once it commits: its result is waited for", async () => {
    const answer = answered(async () => {
      startCommit();
      await wait(DEADLINE_MS + 500);
      return "done";
    });
    await vi.advanceTimersByTimeAsync(DEADLINE_MS + 500);
    expect(await answer).toEqual({ data: { act: "done" } });
  });

  it("is INTERNAL where a commit never ends, for nobody knows", async () => {
    const answer = answered(async () => {
      startCommit();
      return new Promise<string>(() => undefined);
    });
    await vi.advanceTimersByTimeAsync(2 * DEADLINE_MS);
    expect(await answer).toMatchObject({ errors: [{ extensions: { code: "INTERNAL" } }] });
    expect(vi.getTimerCount()).toBe(0);
  });
});
