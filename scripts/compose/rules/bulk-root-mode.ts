import { keysRevealed } from "../argument-kinds.js";
import type { ArgumentPlace, ComposeContext } from "../context.js";
import { argumentPlaces, flattenPlaces, modeOf } from "../context.js";
import { canNameMany, rootFields, rootKindOf } from "../roots.js";
import type { CompositionRule } from "../rule.js";
import type { FieldView } from "../subgraph-view.js";
import { namedTypeOf } from "../type-node.js";

/** QUERY gives the values of one identified data subject, never a list (Lhasa §8–9). */
export const bulkRootMode: CompositionRule = {
  name: "bulk-root-mode",
  demands:
    "A root that can name many data subjects, by its answer or by its arguments (a list of keys, a key in an input type that contains itself, two keys of one type), exercises another mode than QUERY.",
  check: (context) =>
    rootFields(context)
      .filter((field) => rootKindOf(context, field) === "GOVERNED" && modeOf(field) === "QUERY")
      .filter((field) => canNameMany(context, field) || takesManyKeys(context, field))
      .map((field) => ({
        coordinate: field.coordinate,
        subgraph: field.subgraph.name,
        message: "can name many data subjects, and exercises QUERY",
        remedy: "Take one key and answer for one data subject; a connection by a filter exercises OBTAIN.",
      })),
};

function takesManyKeys(context: ComposeContext, field: FieldView): boolean {
  const places = flattenPlaces(argumentPlaces(field));
  const typeOf = ({ node }: ArgumentPlace) => (node === null ? null : namedTypeOf(node.type));
  const recursive = new Set(places.filter((place) => place.isRepeated).map(typeOf));
  const keysOf = (within: readonly ArgumentPlace[]) => within.flatMap((place) => keysRevealed(context, field, place));
  const unbounded = places.filter((place) => place.isList || recursive.has(typeOf(place)));
  const keys = keysOf(places);
  return keys.length > new Set(keys).size || keysOf(flattenPlaces(unbounded)).length > 0;
}
