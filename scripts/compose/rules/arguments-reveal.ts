import { isPaging } from "../argument-kinds.js";
import type { ArgumentPlace, ComposeContext } from "../context.js";
import { argumentPlaces, resolvedFields, typesBehind } from "../context.js";
import { rootFields, rootKindOf } from "../roots.js";
import type { CompositionRule } from "../rule.js";
import type { FieldView } from "../subgraph-view.js";
import { namedTypeOf } from "../type-node.js";

/** To filter, group or compare by an item is to use it. */
export const argumentsReveal: CompositionRule = {
  name: "arguments-reveal",
  demands:
    "Each argument of a governed field says with @reveals of which items it tells, or each input field and enum value of its type does; only Relay's first: Int and after: String need not, on a field that answers with a connection.",
  check: (context) =>
    fieldsWithGovernedArguments(context).flatMap((field) =>
      argumentPlaces(field)
        .filter((place) => !isPaging(context, field, place))
        .flatMap((place) => silentPlaces(field, place))
        .map((coordinate) => ({
          coordinate,
          subgraph: field.subgraph.name,
          message: `says not what it reveals (used by ${field.coordinate})`,
          remedy: 'Add @reveals(field: "Type.field") for each item of which it tells.',
        })),
    ),
};

function fieldsWithGovernedArguments(context: ComposeContext): FieldView[] {
  const governedRoots = rootFields(context).filter((field) => rootKindOf(context, field) === "GOVERNED");
  const governed = resolvedFields(context).filter((field) => context.governedTypes.has(field.typeName) || context.valueTypes.has(field.typeName));
  const answers = typesBehind(
    context,
    governedRoots.map((field) => namedTypeOf(field.type)),
  );
  return [...governedRoots, ...governed, ...resolvedFields(context).filter((field) => answers.has(field.typeName))];
}

/** The places at or below a place for which nobody says what they reveal. What an input object reveals only its fields can say. */
function silentPlaces(field: FieldView, place: ArgumentPlace): string[] {
  if (place.isRepeated) return [];
  const isInputObject = place.parts.some((part) => part.node !== null);
  if (!isInputObject && field.subgraph.spec.reveals.has(place.coordinate)) return [];
  return place.parts.length === 0 ? [place.coordinate] : place.parts.flatMap((part) => silentPlaces(field, part));
}
