import type { ComposeContext } from "../context.js";
import { decisionInputs, isKeyField, isVerdict, modeOf, possibleTypes } from "../context.js";
import { rootFields, rootKindOf } from "../roots.js";
import type { CompositionRule } from "../rule.js";
import type { FieldView, TypeView } from "../subgraph-view.js";
import { isListNode, namedTypeOf } from "../type-node.js";

const RELAY: Readonly<Record<string, readonly string[]>> = {
  connection: ["edges", "nodes", "pageInfo"],
  edge: ["node", "cursor"],
  page: ["hasNextPage", "hasPreviousPage", "startCursor", "endCursor"],
};

/** What is transparent has no rule of its own, so it must not hold anything of its own either. */
export const governedRootAnswers: CompositionRule = {
  name: "governed-root-answers",
  demands:
    "In QUERY and OBTAIN a governed root answers with data subjects: a governed type, an interface or union of such, or a Relay connection of one, with no other field. In COMPARE it answers with a verification, whose fields are verdicts; in AGGREGATE, and from open reference data, nothing leads to a data subject.",
  check: (context) =>
    rootFields(context)
      .filter((field) => !answersAsItMay(context, field))
      .map((field) => ({
        coordinate: field.coordinate,
        subgraph: field.subgraph.name,
        message: `may not answer with ${namedTypeOf(field.type)} in ${modeOf(field)}`,
        remedy: "Answer with the governed type and let its fields' rules say what may leave.",
      })),
};

function answersAsItMay(context: ComposeContext, field: FieldView): boolean {
  const typeName = namedTypeOf(field.type);
  const kind = rootKindOf(context, field);
  if (kind === "PLATFORM") return true;
  if (kind === "OPEN") return !leadsToDataSubject(context, typeName);
  switch (modeOf(field)) {
    case "QUERY":
    case "OBTAIN":
      return isGovernedOnly(context, typeName) || (isConnection(context, typeName) && !isListNode(field.type));
    case "COMPARE":
      return isVerification(context, typeName) && !isListNode(field.type);
    case "AGGREGATE":
      return !leadsToDataSubject(context, typeName);
    default:
      return false;
  }
}

function viewsOf(context: ComposeContext, typeName: string): TypeView[] {
  return context.subgraphs.flatMap((subgraph) => subgraph.types.get(typeName) ?? []);
}

function fieldsOf(context: ComposeContext, typeName: string): FieldView[] {
  return viewsOf(context, typeName).flatMap((view) => [...view.fields.values()]);
}

function isGovernedOnly(context: ComposeContext, typeName: string): boolean {
  const possible = possibleTypes(context, typeName);
  return possible.length > 0 ? possible.every((name) => context.governedTypes.has(name)) : context.governedTypes.has(typeName);
}

function isConnection(context: ComposeContext, typeName: string): boolean {
  const named = (fields: readonly FieldView[], name: string) => fields.filter((field) => field.name === name).map((field) => namedTypeOf(field.type));
  const hasOnly = (fields: readonly FieldView[], names: readonly string[]) => fields.length > 0 && fields.every((field) => names.includes(field.name));
  const fields = fieldsOf(context, typeName);
  const edges = named(fields, "edges").flatMap((name) => fieldsOf(context, name));
  const pages = named(fields, "pageInfo").flatMap((name) => fieldsOf(context, name));
  return (
    hasOnly(fields, RELAY.connection ?? []) &&
    edges.every((field) => RELAY.edge?.includes(field.name)) &&
    hasOnly(pages, RELAY.page ?? []) &&
    [...named(edges, "node"), ...named(fields, "nodes")].every((name) => isGovernedOnly(context, name))
  );
}

/** A governed type of which clients see its key and verdicts only. */
function isVerification(context: ComposeContext, typeName: string): boolean {
  const inputs = decisionInputs(context);
  const fields = fieldsOf(context, typeName).filter((field) => !field.isExternal && field.name !== "decision" && !inputs.has(field.coordinate));
  const others = fields.filter((field) => !isKeyField(context, field));
  return context.governedTypes.has(typeName) && others.length > 0 && others.every((field) => isVerdict(context, field));
}

function leadsToDataSubject(context: ComposeContext, typeName: string, seen = new Set<string>()): boolean {
  if (context.governedTypes.has(typeName)) return true;
  if (seen.has(typeName)) return false;
  seen.add(typeName);
  const next = [...possibleTypes(context, typeName), ...fieldsOf(context, typeName).map((field) => namedTypeOf(field.type))];
  return next.some((name) => leadsToDataSubject(context, name, seen));
}
