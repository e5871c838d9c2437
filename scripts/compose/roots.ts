import type { ComposeContext } from "./context.js";
import { resolvedFields, revealedBy } from "./context.js";
import { isOpenInRegistry } from "./ownership.js";
import type { FieldView } from "./subgraph-view.js";
import { isListNode, namedTypeOf } from "./type-node.js";
import { possibleTypes, viewsOf } from "./types-by-name.js";

/** Names of the root types; a schema may not call them otherwise (rule `root-type-names`). */
export const ROOT_TYPES: readonly string[] = ["Query", "Mutation", "Subscription"];

/** Federation's own roots, which never reach a supergraph. */
const MACHINERY: readonly string[] = ["_service", "_entities"];

/** `GOVERNED`: leads to, tells of or counts data subjects. `OPEN`: reference data. `PLATFORM`: the platform's own. */
export type RootKind = "GOVERNED" | "OPEN" | "PLATFORM";

/** Every root field that departments define. */
export function rootFields(context: Pick<ComposeContext, "subgraphs">): FieldView[] {
  return resolvedFields(context).filter((field) => ROOT_TYPES.includes(field.typeName) && !MACHINERY.includes(field.name));
}

/** How a root field is governed. Mutations act on the platform's own records. */
export function rootKindOf(context: ComposeContext, field: FieldView): RootKind {
  if (field.typeName !== "Query") return "PLATFORM";
  const answered = answeredTypes(context, namedTypeOf(field.type));
  const isGoverned =
    answered.some((name) => context.governedTypes.has(name)) || field.subgraph.spec.exercises.has(field.coordinate) || revealedBy(field).length > 0;
  if (isGoverned) return "GOVERNED";
  const isOpen = answered.length > 0 && answered.every((name) => isOpenInRegistry(context.ownership, name));
  return isOpen ? "OPEN" : "PLATFORM";
}

/** Whether one use of a root can name several data subjects: by its answer, or by a list of keys among its arguments. */
export function canNameMany(context: ComposeContext, field: FieldView): boolean {
  return isListNode(field.type) || leadsToList(context, namedTypeOf(field.type), new Set());
}

/** The object types that a field of this type answers with: its own, an abstract type's possible types, a connection's nodes. */
export function answeredTypes(context: ComposeContext, typeName: string, above: readonly string[] = []): string[] {
  const views = above.includes(typeName) ? [] : viewsOf(context, typeName);
  if (views.some((view) => view.kind === "INTERFACE" || view.kind === "UNION")) return possibleTypes(context, typeName);
  const nodes = views.flatMap((view) => connectionNodes(context, [...view.fields.values()]));
  if (nodes.length > 0) return nodes.flatMap((name) => answeredTypes(context, name, [...above, typeName]));
  return views.some((view) => view.kind === "OBJECT") ? [typeName] : [];
}

function connectionNodes(context: ComposeContext, fields: readonly FieldView[]): string[] {
  const isConnection = fields.some((field) => field.name === "pageInfo");
  const edges = isConnection ? fields.filter((field) => field.name === "edges" || field.name === "nodes") : [];
  return edges.flatMap((field) => {
    if (field.name === "nodes") return [namedTypeOf(field.type)];
    const edge = context.subgraphs.map((subgraph) => subgraph.types.get(namedTypeOf(field.type))?.fields.get("node")).find((node) => node !== undefined);
    return edge ? [namedTypeOf(edge.type)] : [];
  });
}

function leadsToList(context: ComposeContext, typeName: string, seen: Set<string>): boolean {
  if (seen.has(typeName) || Object.hasOwn(context.ownership, typeName) || context.governedTypes.has(typeName)) return false;
  seen.add(typeName);
  const fields = context.subgraphs.flatMap((subgraph) => [...(subgraph.types.get(typeName)?.fields.values() ?? [])]);
  return fields.some(
    (field) => leadsToGoverned(context, namedTypeOf(field.type), new Set()) && (isListNode(field.type) || leadsToList(context, namedTypeOf(field.type), seen)),
  );
}

function leadsToGoverned(context: ComposeContext, typeName: string, seen: Set<string>): boolean {
  if (context.governedTypes.has(typeName)) return true;
  if (seen.has(typeName)) return false;
  seen.add(typeName);
  const views = context.subgraphs.flatMap((subgraph) => subgraph.types.get(typeName) ?? []);
  const isAbstract = views.some((view) => view.kind === "INTERFACE" || view.kind === "UNION");
  const next = isAbstract ? possibleTypes(context, typeName) : views.flatMap((view) => [...view.fields.values()].map((field) => namedTypeOf(field.type)));
  return next.some((name) => leadsToGoverned(context, name, seen));
}
