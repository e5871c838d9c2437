import type { ConstDirectiveNode, SelectionSetNode } from "graphql";
import { Kind, parse } from "graphql";
import type { Coordinate } from "../../consent/model/sharing.js";
import type { SubgraphView } from "./subgraph-view.js";
import { namedTypeOf } from "./type-node.js";

/** The text of a directive's `fields` argument; null when it has none. */
export function fieldSetText(directive: ConstDirectiveNode): string | null {
  const value = directive.arguments?.find((argument) => argument.name.value === "fields")?.value;
  return value?.kind === Kind.STRING ? value.value : null;
}

/**
 * The coordinates that a field set (`@requires`, `@provides`, `@key`) names, nested ones included.
 * A field set that does not parse names `Type.*`, which no rule admits.
 */
export function fieldSetFields(subgraph: SubgraphView, typeName: string, directive: ConstDirectiveNode): Coordinate[] {
  const selections = parseFieldSet(fieldSetText(directive));
  return selections ? selectedFields(subgraph, typeName, selections) : [`${typeName}.*`];
}

function parseFieldSet(text: string | null): SelectionSetNode | null {
  if (text === null) return null;
  try {
    const [operation] = parse(`{ ${text} }`).definitions;
    return operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet : null;
  } catch {
    return null;
  }
}

function selectedFields(subgraph: SubgraphView, typeName: string, selections: SelectionSetNode): Coordinate[] {
  return selections.selections.flatMap((selection): Coordinate[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [`${typeName}.*`];
    if (selection.kind === Kind.INLINE_FRAGMENT) return selectedFields(subgraph, selection.typeCondition?.name.value ?? typeName, selection.selectionSet);
    const field = subgraph.types.get(typeName)?.fields.get(selection.name.value);
    const nested = selection.selectionSet && field ? selectedFields(subgraph, namedTypeOf(field.type), selection.selectionSet) : [];
    return [`${typeName}.${selection.name.value}`, ...nested];
  });
}
