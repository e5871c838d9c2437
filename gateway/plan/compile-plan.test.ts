import type { FetchNode, PlanNode, QueryPlan } from "@apollo/query-planner";
import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { pickOperation } from "../document/parse-document.js";
import { rewriteOperation } from "../document/rewrite.js";
import { testGraph } from "../testing/test-graph.js";
import { compilePlan } from "./compile-plan.js";
import type { EntityFetchStep, PlanStep } from "./step.js";

const graph = testGraph();

function planOf(text: string): QueryPlan {
  return graph.plan(rewriteOperation(pickOperation(parse(text), null), graph.apiSchema, graph.keyFields).document);
}

function stepsOf(step: PlanStep | null): PlanStep[] {
  if (step === null) return [];
  switch (step.kind) {
    case "sequence":
    case "parallel":
      return step.steps.flatMap(stepsOf);
    case "condition":
      return [...stepsOf(step.ifTrue), ...stepsOf(step.ifFalse)];
    default:
      return [step];
  }
}
const compiled = (text: string) => stepsOf(compilePlan(planOf(text), graph).root);
const ways = (steps: PlanStep[]) =>
  steps.map((step) => (step.kind === "decide" ? "decide" : step.kind === "rootFetch" || step.kind === "entityFetch" ? step.subgraph : step.kind));

/** Every fetch of a plan, to be broken by a test. */
function fetchesOf(node: PlanNode | undefined): FetchNode[] {
  switch (node?.kind) {
    case "Sequence":
    case "Parallel":
      return node.nodes.flatMap(fetchesOf);
    case "Flatten":
      return fetchesOf(node.node);
    case "Fetch":
      return [node];
    default:
      return [];
  }
}

describe("compiling a plan", () => {
  it("puts a decision before every protected field, at every depth", () => {
    expect(ways(compiled('{ person(idNumber: "1") { name } }'))).toEqual(["population", "decide", "population"]);
    expect(ways(compiled('{ person(idNumber: "1") { spouse { phone } } }'))).toEqual(["population", "decide", "population", "decide", "population"]);
    expect(ways(compiled('{ licence(identifier: "1") { kind } }'))).toEqual(["licence"]);
  });

  it("names the booleans, the key and the occurrence of each protected field", () => {
    const fetch = compiled('{ personVerification(idNumber: "1") { a: verdict(claims: { name: "n" }) b: verdict(claims: { phone: "p" }) } }').at(
      -1,
    ) as EntityFetchStep;
    const plan = fetch.byType.get("PersonVerification");
    expect(plan?.key).toBe("idNumber");
    expect(plan?.protectedFields.map(({ decisionKey, occurrence }) => [decisionKey, occurrence]).sort()).toEqual([
      ["PersonVerification.verdict:a1_verdict", "PersonVerification.a1_verdict"],
      ["PersonVerification.verdict:a2_verdict", "PersonVerification.a2_verdict"],
    ]);
  });

  it("asks every entity to say its key again", () => {
    const fetch = compiled('{ person(idNumber: "1") { name } }').at(-1) as EntityFetchStep;
    expect(fetch.operation.replaceAll(/\s+/g, " ")).toContain("... on Person { name } ... on Person { idNumber }");
    expect(fetch.byType.get("Person")?.hasOpenFields).toBe(false);
  });

  it("never sends `decision` as the tree holds it: it is no part of the representation", () => {
    const fetch = compiled('{ person(idNumber: "1") { name } }').at(-1) as EntityFetchStep;
    const { representation, needsDecision } = fetch.byType.get("Person") ?? {};
    expect([representation?.map((selected) => selected.kind === "Field" && selected.name), needsDecision]).toEqual([["__typename", "idNumber"], true]);
  });

  it("lays nested conditions of a representation flat, where @skip and @include meet", () => {
    const [, decide] = compiled("query($a: Boolean!, $b: Boolean!) { me { represents { name @skip(if: $a) @include(if: $b) } } }").filter(
      ({ kind }) => kind !== "rootFetch",
    );
    expect(decide?.kind === "decide" && decide.byType.get("Person")?.map((selected) => selected.kind)).toEqual(["Field", "Field"]);
  });

  it("knows which protected fields are asked of each type", () => {
    const { protectedByType, fetches } = compilePlan(planOf('{ person(idNumber: "1") { name licences { kind number } } }'), graph);
    expect([...protectedByType].map(([type, fields]) => [type, [...fields].sort()])).toEqual([
      ["Person", ["Person.licences", "Person.name"]],
      ["Licence", ["Licence.number"]],
    ]);
    expect(fetches).toBeGreaterThanOrEqual(4);
  });

  it("knows which roots name a data subject by its key", () => {
    const [root] = compiled('{ person(idNumber: "1") { name } administrativeDivision(code: "540102") { name } }').filter(({ kind }) => kind === "rootFetch");
    expect(root?.kind === "rootFetch" && root.namedKeys).toEqual([{ name: "a0_person", key: "idNumber", variable: "l_0", coordinate: "Query.person" }]);
  });
});

describe("a plan that would pass a decision by", () => {
  const query = '{ person(idNumber: "1") { name } }';

  it("is refused when a protected field's representation has no decision", () => {
    const plan = planOf(query);
    for (const fetch of fetchesOf(plan.node as PlanNode).filter(({ serviceName, requires }) => serviceName === "population" && requires)) {
      for (const selected of fetch.requires ?? []) {
        if (selected.kind === "InlineFragment")
          Object.assign(selected, { selections: selected.selections.filter((inner) => inner.kind !== "Field" || inner.name !== "decision") });
      }
    }
    expect(() => compilePlan(plan, graph)).toThrow("without a decision");
  });

  it("is refused when a protected field stands in a root fetch, or below another field", () => {
    const inRoot = planOf('{ legalEntity(uscc: "1") { name } }');
    for (const fetch of fetchesOf(inRoot.node as PlanNode))
      Object.assign(fetch, { operationDocumentNode: parse("query($l_0: ID!) { a0_legalEntity: legalEntity(uscc: $l_0) { shareholders uscc } }") });
    expect(() => compilePlan(inRoot, graph)).toThrow("no decision before it");
    const below = planOf('{ person(idNumber: "1") { spouse { idNumber } } }');
    const [last] = fetchesOf(below.node as PlanNode).slice(-1);
    Object.assign(last as object, {
      operationDocumentNode: parse(
        "query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Person { spouse { idNumber phone } } } }",
      ),
    });
    expect(() => compilePlan(below, graph)).toThrow("no decision before it");
  });

  it("is refused when it uses what composition forbids", () => {
    for (const change of [
      { inputRewrites: [{ kind: "ValueSetter" }] },
      { contextRewrites: [{ kind: "KeyRenamer" }] },
      { outputRewrites: [{ kind: "ValueSetter", path: [], setValueTo: 1 }] },
    ]) {
      const plan = planOf(query);
      for (const fetch of fetchesOf(plan.node as PlanNode)) Object.assign(fetch, change);
      expect(() => compilePlan(plan, graph)).toThrow();
    }
    expect(() => compilePlan({ kind: "QueryPlan", node: { kind: "Defer" } as never }, graph)).toThrow("Defer");
    expect(() => compilePlan({ kind: "QueryPlan", node: { kind: "Subscription" } as never }, graph)).toThrow("subscriptions");
  });
});
