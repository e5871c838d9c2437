import type { ComposeContext } from "../context.js";
import { argumentPlaces, flattenPlaces, modeOf } from "../context.js";
import { canNameMany, rootFields, rootKindOf } from "../roots.js";
import type { CompositionRule } from "../rule.js";
import type { FieldView } from "../subgraph-view.js";

/** QUERY gives the values of one identified data subject, never a list (Lhasa §8–9). */
export const bulkRootMode: CompositionRule = {
  name: "bulk-root-mode",
  demands: "A root that can name many data subjects, by its answer or by a list of keys, exercises another mode than QUERY.",
  check: (context) =>
    rootFields(context)
      .filter((field) => rootKindOf(context, field) === "GOVERNED" && modeOf(field) === "QUERY")
      .filter((field) => canNameMany(context, field) || takesManyKeys(context, field))
      .map((field) => ({
        coordinate: field.coordinate,
        subgraph: field.subgraph.name,
        message: "can name many data subjects, and exercises QUERY",
        remedy: "Add @exercises(mode: OBTAIN), or answer for one data subject.",
      })),
};

function takesManyKeys(context: ComposeContext, field: FieldView): boolean {
  const listed = flattenPlaces(argumentPlaces(field))
    .filter((place) => place.isList)
    .flatMap((place) => flattenPlaces([place]));
  return listed.some((place) =>
    (field.subgraph.spec.reveals.get(place.coordinate) ?? []).some((coordinate) => {
      const [typeName = "", fieldName] = coordinate.split(".");
      return context.governedTypes.get(typeName)?.key === fieldName;
    }),
  );
}
