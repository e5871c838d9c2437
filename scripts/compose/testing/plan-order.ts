import { operationFromDocument, Supergraph } from "@apollo/federation-internals";
import { type PlanNode, QueryPlanner } from "@apollo/query-planner";
import { parse } from "graphql";

/** A function that gives the subgraphs of a query's plan in the order of their fetches; those side by side in parentheses. */
export function planOrderOf(supergraphSdl: string): (query: string) => string {
  const supergraph = Supergraph.build(supergraphSdl);
  const planner = new QueryPlanner(supergraph);
  const schema = supergraph.apiSchema();
  return (query) => {
    const { node } = planner.buildQueryPlan(operationFromDocument(schema, parse(query)));
    if (!node || node.kind === "Subscription") throw new Error("the query has no plan");
    return orderOf(node);
  };
}

function orderOf(node: PlanNode): string {
  switch (node.kind) {
    case "Fetch":
      return node.serviceName;
    case "Flatten":
      return orderOf(node.node);
    case "Sequence":
      return node.nodes.map(orderOf).join(" ");
    case "Parallel":
      return `(${node.nodes.map(orderOf).sort().join(" | ")})`;
    default:
      throw new Error(`a plan with ${node.kind} is not expected here`);
  }
}
