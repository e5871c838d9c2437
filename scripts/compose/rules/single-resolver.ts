import { governedFields, isKeyField } from "../context.js";
import type { CompositionRule } from "../rule.js";

/** One item, one department that answers for it, one barrier to hold. */
export const singleResolver: CompositionRule = {
  name: "single-resolver",
  demands: "A field of a governed type, other than its key, is resolved by one subgraph.",
  check: (context) => {
    const fields = governedFields(context).filter((field) => !isKeyField(context, field));
    return fields
      .filter((field, index) => fields.findIndex(({ coordinate }) => coordinate === field.coordinate) !== index)
      .map((field) => ({
        coordinate: field.coordinate,
        subgraph: field.subgraph.name,
        message: "another subgraph resolves it too",
        remedy: "Leave it to its owner; refer to it as @external if an interface needs it.",
      }));
  },
};
