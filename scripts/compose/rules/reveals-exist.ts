import type { ComposeContext } from "../context.js";
import { governedFields, ruleOf } from "../context.js";
import type { CompositionRule } from "../rule.js";

/** A fact on an item that does not exist is a fact that no grant can cover, or worse, that nothing checks. */
export const revealsExist: CompositionRule = {
  name: "reveals-exist",
  demands: "What @reveals names is a field of a governed type, and has a rule.",
  check: (context) => {
    const known = new Set(governedFields(context).map((field) => field.coordinate));
    return context.subgraphs.flatMap(({ name, spec }) =>
      [...spec.reveals].flatMap(([place, coordinates]) =>
        coordinates
          .filter((coordinate) => !known.has(coordinate) || !ruleOf(context, coordinate))
          .map((coordinate) => ({
            coordinate: place,
            subgraph: name,
            message: whatIsWrong(context, coordinate),
            remedy: "Name an item of a governed type, Type.field, that has a @sharing rule.",
          })),
      ),
    );
  },
};

function whatIsWrong(context: ComposeContext, coordinate: string): string {
  const [typeName = ""] = coordinate.split(".");
  if (!context.governedTypes.has(typeName)) return `reveals ${coordinate}, but ${typeName} is not a governed type`;
  return `reveals ${coordinate}, which does not exist or has no rule`;
}
