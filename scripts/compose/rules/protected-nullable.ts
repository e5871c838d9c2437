import { governedFields } from "../context.js";
import { asksForDecision, needsDecision } from "../protection.js";
import type { CompositionRule } from "../rule.js";
import { isNullableThroughout } from "../type-node.js";

/** A withheld value is null in its place; a null where none may be takes its neighbours with it. */
export const protectedNullable: CompositionRule = {
  name: "protected-nullable",
  demands: "A field that resolves only with a decision is nullable, and so are the elements of its lists.",
  check: (context) =>
    governedFields(context)
      .filter((field) => (needsDecision(context, field) || asksForDecision(field)) && !isNullableThroughout(field.type))
      .map((field) => ({
        coordinate: field.coordinate,
        subgraph: field.subgraph.name,
        message: "may be withheld, and cannot be null",
        remedy: "Drop the ! of the field and of its list elements.",
      })),
};
