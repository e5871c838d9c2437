import { print } from "graphql";
import type { Coordinate } from "../../consent/model/sharing.js";
import type { ArgumentPlace, ComposeContext } from "./context.js";
import type { TypeOwnership } from "./ownership.js";
import { connectionNode } from "./shapes.js";
import type { FieldView } from "./subgraph-view.js";
import { isListNode, namedTypeOf } from "./type-node.js";
import { viewsOf } from "./types-by-name.js";

/** GraphQL's scalars and the kit's. Any other could hold anything. */
export const TRANSPARENT_SCALARS: readonly string[] = ["ID", "String", "Int", "Float", "Boolean", "Date", "DateTime"];

/** Whether a type is one of these scalars, and nobody defines something else by its name. */
export function isTransparentScalar(context: ComposeContext, typeName: string): boolean {
  return TRANSPARENT_SCALARS.includes(typeName) && viewsOf(context, typeName).every((view) => view.kind === "SCALAR");
}

/** Relay's forward paging; what it tells is what the answer tells. */
const PAGING: Readonly<Record<string, string>> = { first: "Int", after: "String" };

/** Whether an argument only pages: Relay's `first: Int` or `after: String`, of a field that answers with one connection. */
export function isPaging(context: ComposeContext, field: FieldView, { coordinate, node }: ArgumentPlace): boolean {
  if (node === null || isListNode(field.type) || connectionNode(context, namedTypeOf(field.type)) === null) return false;
  const name = node.name.value;
  return coordinate === `${field.coordinate}(${name}:)` && Object.hasOwn(PAGING, name) && print(node.type) === PAGING[name];
}

/** The keys of governed types of which a place says that it reveals them. */
export function keysRevealed(context: ComposeContext, field: FieldView, place: ArgumentPlace): Coordinate[] {
  return (field.subgraph.spec.reveals.get(place.coordinate) ?? []).filter((coordinate) => {
    const [typeName = "", fieldName] = coordinate.split(".");
    return context.governedTypes.get(typeName)?.key === fieldName;
  });
}

/** Whether a place is checked, with `@identifier`, by the standard of the key of a type so governed. */
export function takesIdentifierOf(
  context: ComposeContext,
  field: FieldView,
  place: ArgumentPlace,
  governances: readonly TypeOwnership["governance"][],
): boolean {
  const standard = field.subgraph.spec.identifiers.get(place.coordinate);
  return standard !== undefined && Object.values(context.ownership).some((type) => type.standard === standard && governances.includes(type.governance));
}
