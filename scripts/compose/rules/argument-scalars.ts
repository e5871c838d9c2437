import { isTransparentScalar, TRANSPARENT_SCALARS } from "../argument-kinds.js";
import type { ArgumentPlace, ComposeContext } from "../context.js";
import { argumentPlaces, flattenPlaces, resolvedFields } from "../context.js";
import type { CompositionRule } from "../rule.js";
import { namedTypeOf } from "../type-node.js";
import { isOfKind } from "../types-by-name.js";

/** An opaque scalar takes whole filters, of which one `@reveals` would say what it likes. */
export const argumentScalars: CompositionRule = {
  name: "argument-scalars",
  demands: `Arguments are made of enums, input types and the scalars ${TRANSPARENT_SCALARS.join(", ")}: no opaque scalar.`,
  check: (context) =>
    resolvedFields(context).flatMap((field) =>
      flattenPlaces(argumentPlaces(field))
        .filter((place) => isOpaque(context, place))
        .map((place) => ({
          coordinate: place.coordinate,
          subgraph: field.subgraph.name,
          message: `takes a scalar that may hold anything (used by ${field.coordinate})`,
          remedy: "Take the values one by one, each as an argument or input field that says what it reveals.",
        })),
    ),
};

function isOpaque(context: ComposeContext, { node }: ArgumentPlace): boolean {
  if (node === null) return false;
  const typeName = namedTypeOf(node.type);
  if (isTransparentScalar(context, typeName)) return false;
  return !isOfKind(context, typeName, "ENUM") && !isOfKind(context, typeName, "INPUT");
}
