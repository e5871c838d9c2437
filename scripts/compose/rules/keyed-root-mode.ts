import { keysRevealed } from "../argument-kinds.js";
import { argumentPlaces, flattenPlaces, modeOf } from "../context.js";
import { rootFields } from "../roots.js";
import type { CompositionRule } from "../rule.js";

const OF_ONE: readonly string[] = ["QUERY", "COMPARE"];

/** What is used of a data subject who is named counts for a case; lists and counts do not, and name nobody. */
export const keyedRootMode: CompositionRule = {
  name: "keyed-root-mode",
  demands: "A root that names a data subject by key, anywhere in its arguments, exercises QUERY or COMPARE, never OBTAIN or AGGREGATE.",
  check: (context) =>
    rootFields(context)
      .filter((field) => !OF_ONE.includes(modeOf(field)))
      .filter((field) => flattenPlaces(argumentPlaces(field)).some((place) => keysRevealed(context, field, place).length > 0))
      .map((field) => ({
        coordinate: field.coordinate,
        subgraph: field.subgraph.name,
        message: `names a data subject by key in ${modeOf(field)}`,
        remedy: "Exercise QUERY or COMPARE, or filter by items that are no key.",
      })),
};
