import { getNamedType, getNullableType, isListType, isObjectType, Kind } from "graphql";
import { sizeOfSelections } from "../document/limits.js";
import type { ParsedOperation } from "../document/parse-document.js";
import type { IntrospectionFields, Shape, ShapeField } from "../document/shape.js";
import type { PrivateVariables } from "./argument-facts.js";
import type { Graph } from "../graph.js";

/** What an operation would cost, from its selections alone: bounded before it is planned. */
export interface Estimate {
  /** Fetches that leave the gateway or are decided in it. */
  readonly fetches: number;
  /** Values in the answer, lists counted with their page size or bound. */
  cost(variables: PrivateVariables): number;
}

/** Elements that a list without a page size is counted with. */
const PLAIN_LIST = 10;
/** Elements that a connection is counted with when its `first` is absent: the default of graph.md. */
const DEFAULT_PAGE = 20;

interface CostNode {
  readonly leaves: number;
  readonly branches: readonly { readonly node: CostNode; readonly times: number | string }[];
}

/** Estimates an operation from its shape. */
export function estimateOperation(root: Shape, graph: Graph, introspected = 0): Estimate {
  const tree = costNode(root, graph);
  return { fetches: fetchesOf(root, graph), cost: (variables) => introspected + costOf(tree, variables) };
}

/** What an operation's introspection costs: each field that it selects, for each type of the schema. */
export function introspectionCost(parsed: ParsedOperation, introspection: IntrospectionFields, { apiSchema }: Graph): number {
  return introspectedFields(parsed, introspection) * Object.keys(apiSchema.getTypeMap()).length;
}

/** Fields of an operation's introspection, fragments expanded. */
export function introspectedFields({ fragments }: ParsedOperation, introspection: IntrospectionFields): number {
  if (introspection.length === 0) return 0;
  return sizeOfSelections(fragments)({ kind: Kind.SELECTION_SET, selections: introspection }).fields;
}

function fetchesOf(shape: Shape, graph: Graph): number {
  const owners = new Set<string>();
  let decides = 0;
  let below = 0;
  eachField(shape, (field) => {
    for (const typeName of shape.possibleTypes) {
      const coordinate = `${typeName}.${field.fieldName}`;
      const owner = graph.governed.ownerOf.get(coordinate);
      if (owner) owners.add(`${typeName} ${owner}`);
      if (graph.governed.protectedFields.has(coordinate)) decides = 1;
    }
    if (field.shape) below += fetchesOf(field.shape, graph);
  });
  return owners.size + decides + below;
}

function costNode(shape: Shape, graph: Graph): CostNode {
  let leaves = 0;
  const branches: { node: CostNode; times: number | string }[] = [];
  eachField(shape, (field) => {
    if (!field.shape) leaves += 1;
    else branches.push({ node: costNode(field.shape, graph), times: timesOf(field) });
  });
  return { leaves, branches };
}

function timesOf(field: ShapeField): number | string {
  const named = getNamedType(field.type);
  const isConnection = isObjectType(named) && named.getFields().pageInfo !== undefined;
  if (isConnection) {
    const first = field.args.find((argument) => argument.name.value === "first")?.value;
    return first?.kind === Kind.VARIABLE ? first.name.value : DEFAULT_PAGE;
  }
  // `nodes` and `edges` are counted at their connection already.
  const isPage = field.fieldName === "nodes" || field.fieldName === "edges";
  return isListType(getNullableType(field.type)) && !isPage ? PLAIN_LIST : 1;
}

function costOf(node: CostNode, variables: PrivateVariables): number {
  let cost = node.leaves;
  for (const { node: inner, times } of node.branches) {
    const page = typeof times === "number" ? times : variables[times];
    cost += 1 + (typeof page === "number" && page > 0 ? page : DEFAULT_PAGE) * costOf(inner, variables);
  }
  return cost;
}

function eachField(shape: Shape, visit: (field: ShapeField) => void): void {
  for (const entry of shape.entries) {
    if (entry.kind === "field") visit(entry);
    else eachField(entry.shape, visit);
  }
}
