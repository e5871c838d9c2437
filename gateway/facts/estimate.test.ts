import { describe, expect, it } from "vitest";
import { testGraph } from "../testing/test-graph.js";
import { createOperationPreparer } from "./prepare-operation.js";

const graph = testGraph();
const preparer = createOperationPreparer(graph, { maxTokens: 5000, maxDepth: 20, maxFields: 500, maxAliases: 100 }, 10);
const estimateOf = (text: string) => preparer.prepare(text, null).estimate;

describe("the estimate of an operation", () => {
  it("counts a fetch for each department and each decision, at each level", () => {
    expect(estimateOf('{ legalEntity(uscc: "1") { name } }').fetches).toBe(2);
    expect(estimateOf('{ person(idNumber: "1") { name } }').fetches).toBe(3);
    expect(estimateOf('{ person(idNumber: "1") { name licences { number } } }').fetches).toBe(6);
  });

  it("is never below what the planner then needs", () => {
    const queries = [
      '{ person(idNumber: "1") { name spouse { phone children { licences { holder { name } } } } } }',
      '{ parcel(unitNumber: "1") { area owners { name ... on Person { phone realEstate { mortgages } } } } }',
      "{ me { person { name companies { name shareholders licences { kind } } } represents { name } } }",
    ];
    for (const query of queries) {
      const { estimate, rewritten } = preparer.prepare(query, null);
      const planned = JSON.stringify(graph.plan(rewritten.document)).split('"kind":"Fetch"').length - 1;
      expect(estimate.fetches).toBeGreaterThanOrEqual(planned);
    }
  });

  it("multiplies by list upon list", () => {
    const cost = (text: string, variables = {}) => estimateOf(text).cost(variables);
    expect(cost('{ person(idNumber: "1") { name phone } }')).toBe(3);
    expect(cost('{ person(idNumber: "1") { children { name } } }')).toBe(1 + (1 + 10));
    expect(cost('{ person(idNumber: "1") { children { children { name } } } }')).toBe(1 + (1 + 10 * (1 + 10)));
  });

  it("counts a page with its size, known only with the request's variables", () => {
    const text = "query($n: Int) { persons(where: {}, first: $n) { edges { node { name } } } }";
    const { cost } = estimateOf(text);
    expect(cost({ v_0: 100 })).toBeGreaterThan(cost({ v_n: 10 }));
    expect(cost({})).toBe(cost({ v_0: 20 }));
    expect(cost({ v_0: -5 })).toBe(cost({ v_n: 20 }));
  });
});
