import type { FetchNode, PlanNode, QueryPlan, QueryPlanSelectionNode } from "@apollo/query-planner";
import type { DocumentNode, FieldNode, GraphQLObjectType, OperationDefinitionNode, SelectionNode, SelectionSetNode } from "graphql";
import { getNamedType, isObjectType, Kind, print } from "graphql";
import { decisionKey } from "../../consent/model/signed-context.js";
import type { Graph } from "../graph.js";
import { answerSelection, applyKeyRenamers } from "./answer-selection.js";
import type { CompiledPlan, EntityPlan, NamedKey, PlanStep, ProtectedField } from "./step.js";

/** The subgraph that the gateway answers in process. */
export const DECISIONS_SUBGRAPH = "decisions";

/**
 * Compiles a plan of the stock planner for execution.
 * @throws Error when a plan would resolve a protected field without a decision, or uses what Assent refuses
 *   (`@defer`, interface objects): such an operation is refused, whatever the planner thought
 */
export function compilePlan(plan: QueryPlan, graph: Graph): CompiledPlan {
  const compilation: Compilation = { graph, fetches: 0, protectedByType: new Map() };
  if (plan.node?.kind === "Subscription") throw new Error("subscriptions are refused");
  const root = plan.node ? compileNode(plan.node, [], compilation) : null;
  return { root, fetches: compilation.fetches, protectedByType: compilation.protectedByType };
}

interface Compilation {
  readonly graph: Graph;
  fetches: number;
  readonly protectedByType: Map<string, Set<string>>;
}

function compileNode(node: PlanNode, path: readonly string[], compilation: Compilation): PlanStep {
  switch (node.kind) {
    case "Sequence":
    case "Parallel": {
      const steps = node.nodes.map((child) => compileNode(child, path, compilation));
      return { kind: node.kind === "Sequence" ? "sequence" : "parallel", steps };
    }
    case "Flatten":
      return compileNode(node.node, [...path, ...node.path.map(String)], compilation);
    case "Condition":
      return {
        kind: "condition",
        variable: node.condition,
        ifTrue: node.ifClause ? compileNode(node.ifClause, path, compilation) : null,
        ifFalse: node.elseClause ? compileNode(node.elseClause, path, compilation) : null,
      };
    case "Fetch":
      return compileFetch(node, path, compilation);
    default:
      throw new Error(`plan nodes of kind ${(node as { kind: string }).kind} are refused`);
  }
}

function compileFetch(node: FetchNode, path: readonly string[], compilation: Compilation): PlanStep {
  if (node.inputRewrites?.length || node.contextRewrites?.length) throw new Error("plans with input rewrites are refused");
  if (node.serviceName === DECISIONS_SUBGRAPH) {
    if (!node.requires) throw new Error("the decisions subgraph has no roots");
    return { kind: "decide", path, byType: requiredByType(node.requires, compilation.graph) };
  }
  compilation.fetches += 1;
  const document = node.operationDocumentNode;
  if (!document) throw new Error("the planner must expose documents");
  const base = { path, subgraph: node.serviceName, variables: node.variableUsages ?? [] };
  const operation = operationOf(document);
  if (!node.requires) return compileRootFetch(node, document, operation, base, compilation);
  const required = requiredByType(node.requires, compilation.graph);
  const echoed = echoKeys(document, required, node.serviceName, compilation.graph);
  const byType = new Map<string, EntityPlan>();
  for (const [typeName, representation] of required) {
    byType.set(typeName, entityPlan(typeName, representation, operationOf(echoed), node, compilation));
  }
  return { ...base, kind: "entityFetch", operation: print(echoed), byType };
}

type FetchParts = Pick<PlanStep & { kind: "rootFetch" }, "path" | "subgraph" | "variables">;

function compileRootFetch(node: FetchNode, document: DocumentNode, operation: OperationDefinitionNode, base: FetchParts, { graph }: Compilation): PlanStep {
  const root = graph.supergraphSchema.getRootType(node.operationKind);
  if (!root) throw new Error("a root fetch has a root type");
  const selection = answerSelection([operation.selectionSet], [root.name], graph, false);
  applyKeyRenamers(selection, node.outputRewrites);
  const namedKeys = operation.selectionSet.selections.flatMap((node) => namedKeyOf(node, root, graph));
  return { ...base, kind: "rootFetch", operation: print(document), selection, typeName: root.name, namedKeys };
}

function namedKeyOf(node: SelectionNode, root: GraphQLObjectType, graph: Graph): NamedKey[] {
  if (node.kind === Kind.INLINE_FRAGMENT) return node.selectionSet.selections.flatMap((inner) => namedKeyOf(inner, root, graph));
  const field = node.kind === Kind.FIELD ? root.getFields()[node.name.value] : undefined;
  if (node.kind !== Kind.FIELD || !field) return [];
  const type = getNamedType(field.type).name;
  const key = graph.keyFields.get(type);
  const coordinate = `${root.name}.${field.name}`;
  return (node.arguments ?? []).flatMap(({ name, value }) => {
    const reveals = graph.governed.reveals.get(`${coordinate}(${name.value}:)`) ?? [];
    const namesKey = key !== undefined && reveals.includes(graph.reachCoordinates.get(type) ?? "");
    if (!namesKey || value.kind !== Kind.VARIABLE) return [];
    return [{ name: node.alias?.value ?? field.name, key, variable: value.name.value, coordinate }];
  });
}

function entityPlan(
  typeName: string,
  required: readonly QueryPlanSelectionNode[],
  operation: OperationDefinitionNode,
  node: FetchNode,
  compilation: Compilation,
): EntityPlan {
  const { graph } = compilation;
  const selection = answerSelection([entitySelections(operation)], [typeName], graph, true);
  applyKeyRenamers(selection, node.outputRewrites);
  const fields = selection.byType.get(typeName) ?? [];
  const protectedFields: ProtectedField[] = [];
  for (const field of fields) {
    const coordinate = `${typeName}.${field.fieldName}`;
    if (!graph.governed.protectedFields.has(coordinate)) continue;
    const known = compilation.protectedByType.get(typeName);
    if (known) known.add(coordinate);
    else compilation.protectedByType.set(typeName, new Set([coordinate]));
    protectedFields.push({
      field,
      coordinate,
      occurrence: `${typeName}.${field.storeAs}`,
      decisionKey: decisionKey(coordinate, field.responseName),
    });
  }
  const needsDecision = required.some((selected) => selected.kind === "Field" && selected.name === "decision");
  if (protectedFields.length > 0 && !needsDecision) throw new Error("a protected field without a decision is refused");
  const key = keyIn(required, typeName, node.serviceName, graph);
  const representation = required.filter((selected) => !(selected.kind === "Field" && selected.name === "decision"));
  const open = fields.filter((field) => !field.isIdentity && !protectedFields.some((known) => known.field === field));
  return {
    typeName,
    representation,
    needsDecision,
    key,
    isNamedByKey: key !== null && representation.every((selected) => selected.kind === "Field" && (selected.name === key || selected.name === "__typename")),
    fields,
    protectedFields,
    hasOpenFields: open.length > 0,
  };
}

/**
 * The selections of `requires` by object type; a condition on an interface counts for each of its types. The planner
 * nests conditions where `@skip` and `@include` meet: they are laid flat.
 */
function requiredByType(requires: readonly QueryPlanSelectionNode[], graph: Graph): Map<string, QueryPlanSelectionNode[]> {
  const byType = new Map<string, QueryPlanSelectionNode[]>();
  for (const selected of requires) {
    if (selected.kind !== "InlineFragment" || !selected.typeCondition) throw new Error("a representation has a type");
    for (const typeName of typesOf(selected.typeCondition, graph)) {
      byType.set(typeName, [...(byType.get(typeName) ?? []), ...requiredFields(selected.selections, typeName, graph)]);
    }
  }
  return byType;
}

function typesOf(condition: string, { supergraphSchema }: Graph): string[] {
  const type = supergraphSchema.getType(condition);
  return isObjectType(type) ? [type.name] : supergraphSchema.getPossibleTypes(type as never).map(({ name }) => name);
}

function requiredFields(selections: readonly QueryPlanSelectionNode[], typeName: string, graph: Graph): QueryPlanSelectionNode[] {
  return selections.flatMap((selected) => {
    if (selected.kind === "Field") return [selected];
    const applies = !selected.typeCondition || typesOf(selected.typeCondition, graph).includes(typeName);
    return applies ? requiredFields(selected.selections, typeName, graph) : [];
  });
}

/** The key field of a representation: the governed key, else a single-field key of the type in that subgraph. */
function keyIn(required: readonly QueryPlanSelectionNode[], typeName: string, subgraph: string, graph: Graph): string | null {
  const names = new Set(required.map((selected) => (selected.kind === "Field" ? selected.name : "")));
  const governed = graph.keyFields.get(typeName);
  if (governed && names.has(governed)) return governed;
  return graph.keysIn(subgraph, typeName).find((key) => names.has(key)) ?? null;
}

/** Asks each entity to say its own key again: swapped or foreign entities are found by it (architecture.md, rule 2). */
function echoKeys(document: DocumentNode, required: ReadonlyMap<string, readonly QueryPlanSelectionNode[]>, subgraph: string, graph: Graph): DocumentNode {
  const operation = operationOf(document);
  const entities = operation.selectionSet.selections[0] as FieldNode;
  const echoes: SelectionNode[] = [];
  for (const [typeName, selections] of required) {
    const key = keyIn(selections, typeName, subgraph, graph);
    if (!key) continue;
    echoes.push({
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typeName } },
      selectionSet: {
        kind: Kind.SELECTION_SET,
        selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: key } }],
      },
    });
  }
  const selectionSet: SelectionSetNode = {
    kind: Kind.SELECTION_SET,
    selections: [...(entities.selectionSet?.selections ?? []), ...echoes],
  };
  const echoing: OperationDefinitionNode = {
    ...operation,
    selectionSet: { ...operation.selectionSet, selections: [{ ...entities, selectionSet }] },
  };
  return { ...document, definitions: document.definitions.map((known) => (known === operation ? echoing : known)) };
}

function operationOf(document: DocumentNode): OperationDefinitionNode {
  const [operation, ...others] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || others.length > 0) throw new Error("a fetch is one operation");
  return operation;
}

function entitySelections(operation: OperationDefinitionNode): SelectionSetNode {
  const [entities] = operation.selectionSet.selections;
  if (entities?.kind !== Kind.FIELD || !entities.selectionSet) throw new Error("an entity fetch selects _entities");
  return entities.selectionSet;
}
