import { LRUCache } from "lru-cache";
import { Refusal } from "../../consent/model/errors.js";
import type { RewrittenOperation } from "../document/rewrite.js";
import type { Graph } from "../graph.js";
import { compilePlan } from "./compile-plan.js";
import type { CompiledPlan, PlanStep } from "./step.js";

/** Plans, compiled, under the hash of the rewritten operation (architecture.md, rule 5). */
export interface PlanCache {
  /** @throws Refusal INTERNAL when the operation cannot be planned, or its plan would pass a decision by */
  planOf(rewritten: RewrittenOperation): CompiledPlan;
}

/** Memory of what is kept, in bytes, as it is estimated: a compiled plan takes some twenty bytes a character of its fetches. */
const MAX_CACHED_BYTES = 100_000_000;
const BYTES_OF_CHARACTER = 20;
const BYTES_OF_PLAN = 10_000;

/**
 * Planning takes milliseconds and blocks the event loop, so plans are kept: for one supergraph, the `max` used last.
 * They hold no value and no fact about a caller.
 */
export function createPlanCache(graph: Graph, max: number, onFailure: (error: unknown) => void): PlanCache {
  const plans = new LRUCache<string, CompiledPlan>({
    max,
    maxSize: MAX_CACHED_BYTES,
    sizeCalculation: ({ root }) => BYTES_OF_PLAN + BYTES_OF_CHARACTER * charactersOf(root),
  });
  return {
    planOf(rewritten) {
      const known = plans.get(rewritten.hash);
      if (known) return known;
      try {
        const plan = compilePlan(graph.plan(rewritten.document), graph);
        plans.set(rewritten.hash, plan);
        return plan;
      } catch (error) {
        onFailure(error);
        throw new Refusal("INTERNAL");
      }
    },
  };
}

/** Characters of all fetches of a plan. */
function charactersOf(step: PlanStep | null): number {
  switch (step?.kind) {
    case "sequence":
    case "parallel":
      return step.steps.reduce((sum, child) => sum + charactersOf(child), 0);
    case "condition":
      return charactersOf(step.ifTrue) + charactersOf(step.ifFalse);
    case "rootFetch":
    case "entityFetch":
      return step.operation.length;
    default:
      return 0;
  }
}
