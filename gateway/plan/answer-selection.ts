import type { FetchDataRewrite } from "@apollo/query-planner";
import type { FieldNode, GraphQLOutputType, SelectionSetNode } from "graphql";
import { getNamedType, getNullableType, isCompositeType, isListType, isObjectType, Kind, TypeNameMetaFieldDef } from "graphql";
import type { Graph } from "../graph.js";
import type { AnswerField, AnswerSelection } from "./step.js";

const FRAGMENT = "... on ";

/**
 * What a fetch asks for, by object type, from the selections that are sent.
 * @param entityLevel whether these are the fields of an entity, the only place where protected fields may stand
 * @throws Error for a protected field anywhere else: no decision stands before it
 */
export function answerSelection(sets: readonly SelectionSetNode[], typeNames: readonly string[], graph: Graph, entityLevel: boolean): AnswerSelection {
  const byType = new Map<string, AnswerField[]>();
  for (const typeName of typeNames) {
    const nodes = new Map<string, FieldNode[]>();
    for (const set of sets) collectNodes(set, typeName, graph, nodes);
    byType.set(
      typeName,
      [...nodes].map(([responseName, same]) => answerField(responseName, same, typeName, graph, entityLevel)),
    );
  }
  return { byType, onlyType: typeNames.length === 1 ? (typeNames[0] as string) : null };
}

function collectNodes(set: SelectionSetNode, typeName: string, graph: Graph, nodes: Map<string, FieldNode[]>): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) throw new Error("fetches hold no named fragments");
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      if (!condition || applies(condition, typeName, graph)) collectNodes(selection.selectionSet, typeName, graph, nodes);
      continue;
    }
    const responseName = selection.alias?.value ?? selection.name.value;
    const known = nodes.get(responseName);
    if (known) known.push(selection);
    else nodes.set(responseName, [selection]);
  }
}

function applies(condition: string, typeName: string, { supergraphSchema }: Graph): boolean {
  if (condition === typeName) return true;
  const type = supergraphSchema.getType(condition);
  const object = supergraphSchema.getType(typeName);
  if (!type || isObjectType(type) || !isObjectType(object)) return false;
  return supergraphSchema.isSubType(type as never, object);
}

function answerField(responseName: string, nodes: readonly FieldNode[], typeName: string, graph: Graph, entityLevel: boolean): AnswerField {
  const fieldName = (nodes[0] as FieldNode).name.value;
  const coordinate = `${typeName}.${fieldName}`;
  if (!entityLevel && graph.governed.protectedFields.has(coordinate)) {
    throw new Error("a protected field below another field has no decision before it");
  }
  const isIdentity = fieldName === "__typename" || graph.keyFields.get(typeName) === fieldName;
  const sets = nodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : []));
  return {
    responseName,
    storeAs: responseName,
    fieldName,
    isIdentity,
    listDepth: listDepth(typeOf(typeName, fieldName, graph)),
    selection: sets.length === 0 ? null : answerSelection(sets, possibleTypes(typeName, fieldName, graph), graph, false),
  };
}

function possibleTypes(typeName: string, fieldName: string, graph: Graph): string[] {
  const type = getNamedType(typeOf(typeName, fieldName, graph));
  if (!isCompositeType(type)) throw new Error(UNKNOWN_FIELD);
  return isObjectType(type) ? [type.name] : graph.supergraphSchema.getPossibleTypes(type).map(({ name }) => name);
}

const UNKNOWN_FIELD = "a plan asks for fields of the supergraph";

function typeOf(typeName: string, fieldName: string, { supergraphSchema }: Graph): GraphQLOutputType {
  if (fieldName === "__typename") return TypeNameMetaFieldDef.type;
  const parent = supergraphSchema.getType(typeName);
  const field = isObjectType(parent) ? parent.getFields()[fieldName] : undefined;
  if (!field) throw new Error(UNKNOWN_FIELD);
  return field.type;
}

function listDepth(type: GraphQLOutputType): number {
  const nullable = getNullableType(type);
  return isListType(nullable) ? 1 + listDepth(nullable.ofType) : 0;
}

/**
 * Stores a renamed field under the name that later steps know.
 * @throws Error for rewrites that set values: they come from interface objects, which composition refuses
 */
export function applyKeyRenamers(selection: AnswerSelection, rewrites: readonly FetchDataRewrite[] | undefined): void {
  for (const rewrite of rewrites ?? []) {
    if (rewrite.kind !== "KeyRenamer") throw new Error("plans that set values are refused");
    const path = rewrite.path.filter((element) => element !== "_entities");
    for (const field of fieldsAt(selection, path)) field.storeAs = rewrite.renameKeyTo;
  }
}

function fieldsAt(selection: AnswerSelection, path: readonly string[], typeName?: string): AnswerField[] {
  const [first, ...rest] = path;
  if (first === undefined) return [];
  if (first.startsWith(FRAGMENT)) return fieldsAt(selection, rest, first.slice(FRAGMENT.length));
  const types = typeName ? [typeName] : [...selection.byType.keys()];
  const fields = types.flatMap((name) => (selection.byType.get(name) ?? []).filter((field) => field.responseName === first));
  if (rest.length === 0) return fields;
  return fields.flatMap((field) => (field.selection ? fieldsAt(field.selection, rest) : []));
}
