import { isVerdict, modeOf, resolvedFields } from "../context.js";
import type { CompositionRule } from "../rule.js";

/** A mode decides what may leave; a field that exercises COMPARE and answers with the value would hand it out as a match. */
export const exercisedModes: CompositionRule = {
  name: "exercised-modes",
  demands:
    "@exercises stands on a root of Query, or on a verdict: a field of a governed type that takes claims which say what they reveal, and answers MATCH or NO_MATCH, nothing else.",
  check: (context) =>
    resolvedFields(context)
      .filter((field) => field.subgraph.spec.exercises.has(field.coordinate) && field.typeName !== "Query" && !isVerdict(context, field))
      .map((field) => ({
        coordinate: field.coordinate,
        subgraph: field.subgraph.name,
        message: `exercises ${modeOf(field)}, and is neither a root of Query nor a verdict`,
        remedy: "Drop @exercises; or take claims that bear @reveals, and answer with an enum of MATCH and NO_MATCH.",
      })),
};
