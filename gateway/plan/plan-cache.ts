import { LRUCache } from "lru-cache";
import { Refusal } from "../../consent/model/errors.js";
import type { RewrittenOperation } from "../document/rewrite.js";
import type { Graph } from "../graph.js";
import { compilePlan } from "./compile-plan.js";
import type { CompiledPlan } from "./step.js";

/** Plans, compiled, under the hash of the rewritten operation (architecture.md, rule 5). */
export interface PlanCache {
  /** @throws Refusal INTERNAL when the operation cannot be planned, or its plan would pass a decision by */
  planOf(rewritten: RewrittenOperation): CompiledPlan;
}

/**
 * Planning takes milliseconds and blocks the event loop, so plans are kept: for one supergraph, the `max` used last.
 * They hold no value and no fact about a caller.
 */
export function createPlanCache(graph: Graph, max: number, onFailure: (error: unknown) => void): PlanCache {
  const plans = new LRUCache<string, CompiledPlan>({ max });
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
