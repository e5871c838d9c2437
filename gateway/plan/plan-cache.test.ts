import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { pickOperation } from "../document/parse-document.js";
import { rewriteOperation } from "../document/rewrite.js";
import type { Graph } from "../graph.js";
import { testGraph } from "../testing/test-graph.js";
import { createPlanCache } from "./plan-cache.js";

const graph = testGraph();
const rewrite = (text: string) => rewriteOperation(pickOperation(parse(text), null), graph.apiSchema, graph.keyFields);

function counting(failure?: Error) {
  let planned = 0;
  const failures: unknown[] = [];
  const counted: Graph = {
    ...graph,
    plan: (document) => {
      planned += 1;
      if (failure) throw failure;
      return graph.plan(document);
    },
  };
  return { cache: createPlanCache(counted, 2, (error) => failures.push(error)), planned: () => planned, failures };
}

describe("the plan cache", () => {
  it("plans once what differs only in aliases and values", () => {
    const { cache, planned } = counting();
    const first = cache.planOf(rewrite('{ a: person(idNumber: "1") { x: name } }'));
    expect(cache.planOf(rewrite('query Other { person(idNumber: "2") { name: name } }'))).toBe(first);
    expect(planned()).toBe(1);
  });

  it("never serves one operation's plan to another", () => {
    const { cache } = counting();
    const open = cache.planOf(rewrite('{ legalEntity(uscc: "1") { name } }'));
    const guarded = cache.planOf(rewrite('{ legalEntity(uscc: "1") { shareholders } }'));
    expect([open, guarded].map(({ protectedByType }) => [...protectedByType.keys()])).toEqual([[], ["LegalEntity"]]);
  });

  it("is bounded", () => {
    const { cache, planned } = counting();
    const one = rewrite('{ person(idNumber: "1") { name } }');
    for (const operation of [one, rewrite('{ person(idNumber: "1") { sex } }'), rewrite('{ person(idNumber: "1") { phone } }'), one]) cache.planOf(operation);
    expect(planned()).toBe(4);
  });

  it("refuses what cannot be planned with INTERNAL, tells the log, and keeps nothing", () => {
    const failure = new Error("the planner's own words");
    const { cache, planned, failures } = counting(failure);
    const operation = rewrite('{ person(idNumber: "1") { name } }');
    for (let n = 0; n < 2; n++) expect(() => cache.planOf(operation)).toThrow(expect.objectContaining({ code: "INTERNAL", details: {} }));
    expect([planned(), failures]).toEqual([2, [failure, failure]]);
  });
});
