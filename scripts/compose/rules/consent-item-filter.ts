import type { ComposeContext } from "../context.js";
import { argumentPlaces, flattenPlaces, modeOf, resolvedFields, ruleOf } from "../context.js";
import type { CompositionRule } from "../rule.js";
import type { FieldView } from "../subgraph-view.js";

/** Who may filter by an item learns it from who is in the answer, whatever consent withholds. */
export const consentItemFilter: CompositionRule = {
  name: "consent-item-filter",
  demands: "No argument outside COMPARE and AGGREGATE reveals an item that needs consent: a filter would tell what consent withholds.",
  check: (context) =>
    resolvedFields(context)
      .filter((field) => modeOf(field) === "QUERY" || modeOf(field) === "OBTAIN")
      .flatMap((field) =>
        revealingPlaces(context, field).map(({ place, coordinate }) => ({
          coordinate: place,
          subgraph: field.subgraph.name,
          message: `reveals ${coordinate}, which needs consent, in ${modeOf(field)} (used by ${field.coordinate})`,
          remedy: "Drop the argument, or compare or aggregate instead.",
        })),
      ),
};

function revealingPlaces(context: ComposeContext, field: FieldView): { place: string; coordinate: string }[] {
  return flattenPlaces(argumentPlaces(field)).flatMap((place) =>
    (field.subgraph.spec.reveals.get(place.coordinate) ?? [])
      .filter((coordinate) => ruleOf(context, coordinate)?.consent)
      .map((coordinate) => ({ place: place.coordinate, coordinate })),
  );
}
