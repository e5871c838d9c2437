import type { AddressInfo } from "node:net";
import { type GraphQLInputType, typeFromAST } from "graphql";
import type { Decision, Verdict } from "../../consent/model/decision.js";
import type { AnswerBody } from "../../gateway/answer-body.js";
import type { GatewayRequest } from "../../gateway/context.js";
import { createDecisionTable } from "../../gateway/decisions/decision-table.js";
import { executePlan } from "../../gateway/execution/execute-plan.js";
import { createSubgraphClient } from "../../gateway/execution/subgraph-client.js";
import { privateVariables } from "../../gateway/facts/argument-facts.js";
import { parseDocument, pickOperation } from "../../gateway/document/parse-document.js";
import { rewriteOperation } from "../../gateway/document/rewrite.js";
import { type Graph, loadGraph } from "../../gateway/graph.js";
import { createPlanCache } from "../../gateway/plan/plan-cache.js";
import { createServer } from "../../gateway/server.js";
import { shapeResult } from "../../gateway/shaping/shape-result.js";

const PERMITTED: Verdict = { permitted: true, basis: "UNCONDITIONAL" };
const EVERYTHING: Decision["items"] = { get: () => PERMITTED, has: () => true, values: () => [PERMITTED] } as never;
const LIMITS = { maxTokens: 4000, maxDepth: 20, maxFields: 1000, maxAliases: 50 };

/**
 * Assent's own execution and nothing else: no identity, facts, authorisation, signature or record, and decisions that
 * always permit. On the governed supergraph it shows what all of these cost; on the plain one, what the barrier costs.
 * @returns its port
 */
export async function startExecutionOnly(supergraphSdl: string, departments: string, isGoverned: boolean): Promise<number> {
  const graph = loadGraph(supergraphSdl, isGoverned ? "deny" : "allow");
  const operations = new Map<string, Operation>();
  const plans = createPlanCache(graph, 100, console.error);
  const limits = { deadlineMs: 5000, maxAnswerBytes: 16_000_000, connections: 64 };
  const names = ["population", "legal-entity", "geospatial", "licence", "consent"];
  const clients = new Map(names.map((name) => [name, createSubgraphClient(name, `${departments}/${name}`, () => ({}), limits)]));
  const answerText = async (text: string, provided: Readonly<Record<string, unknown>>): Promise<AnswerBody> => {
    const operation = operations.get(text) ?? readOperation(text, graph);
    operations.set(text, operation);
    const variables = privateVariables(operation.parsed, operation.rewritten, provided, (name) => operation.types.get(name));
    const plan = plans.planOf(operation.rewritten);
    const decisions = createDecisionTable();
    if (!plan.root) return { status: 200 };
    const tree = await executePlan(plan.root, {
      decisions,
      variables,
      elementwise: graph.elementwise,
      requiredItems: ({ coordinate }) => [coordinate],
      send: async (subgraph, query, values) => {
        const sent = await clients.get(subgraph)?.post(JSON.stringify({ query, variables: values }), "", null);
        if (!sent?.ok) return { ok: false, code: "SUBGRAPH_UNAVAILABLE" };
        const { data, errors } = sent.json as { data?: unknown; errors?: unknown[] };
        return { ok: true, data, errors: errors ?? [] };
      },
      decide: async (targets) => {
        for (const target of targets) {
          const typeName = String(target.__typename);
          const key = String(target[graph.keyFields.get(typeName) ?? ""]);
          target.decision = decisions.register({ typeName, key, decisions: [{ dataSubject: `PERSON:${key}`, items: EVERYTHING, consents: [] }] });
        }
      },
    });
    const { data, errors } = shapeResult(tree, operation.root, {
      keyFields: new Map(),
      holds: () => true,
      collected: operation.collected,
      uses: { shown: () => undefined, withheld: () => undefined, listed: () => undefined },
    });
    return { status: 200, dataText: JSON.stringify(data), ...(errors.length > 0 ? { errors: errors as never } : {}) };
  };
  const answer = ({ text, variables }: GatewayRequest) => answerText(text, variables);
  const server = await createServer({ schema: graph.apiSchema, answer, clock: () => new Date(), maxBodyBytes: 1_048_576, isReady: () => true });
  await server.listen({ host: "127.0.0.1", port: 0 });
  return (server.server.address() as AddressInfo).port;
}

type Operation = ReturnType<typeof readOperation>;

function readOperation(text: string, graph: Graph) {
  const parsed = pickOperation(parseDocument(text, graph.apiSchema, LIMITS), null);
  const rewritten = rewriteOperation(parsed, graph.apiSchema, graph.keyFields);
  const declared = parsed.operation.variableDefinitions ?? [];
  const types = new Map(
    declared.map(({ variable, type }) => [variable.name.value, typeFromAST(graph.apiSchema, type as never) as unknown as GraphQLInputType]),
  );
  return { parsed, rewritten, types, root: [rewritten.shape] as const, collected: new WeakMap() };
}
