import type { ComposeContext } from "../context.js";
import { argumentPlaces, flattenPlaces, resolvedFields } from "../context.js";
import type { RuleFinding } from "../finding.js";
import type { CompositionRule } from "../rule.js";
import type { FieldView } from "../subgraph-view.js";

/** An identifier that fails its check is refused at the gate, before anything is planned. */
export const identifierStandards: CompositionRule = {
  name: "identifier-standards",
  demands: "An argument that reveals the key of a governed type says with @identifier by which standard it is checked, where the registry names one.",
  check: (context) => resolvedFields(context).flatMap((field) => unchecked(context, field)),
};

function unchecked(context: ComposeContext, field: FieldView): RuleFinding[] {
  return flattenPlaces(argumentPlaces(field))
    .filter((place) => place.node !== null)
    .flatMap((place) => {
      const standards = (field.subgraph.spec.reveals.get(place.coordinate) ?? []).map((coordinate) => standardOf(context, coordinate));
      return standards
        .filter((standard) => standard !== null && field.subgraph.spec.identifiers.get(place.coordinate) !== standard)
        .map((standard) => ({
          coordinate: place.coordinate,
          subgraph: field.subgraph.name,
          message: `takes an identifier of ${standard} unchecked`,
          remedy: `Add @identifier(standard: ${standard}).`,
        }));
    });
}

function standardOf(context: ComposeContext, coordinate: string): string | null {
  const [typeName = "", fieldName] = coordinate.split(".");
  const type = Object.hasOwn(context.ownership, typeName) ? context.ownership[typeName] : undefined;
  return type?.key === fieldName ? (type?.standard ?? null) : null;
}
