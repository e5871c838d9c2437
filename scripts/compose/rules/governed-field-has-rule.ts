import { governedFields, isVerdict } from "../context.js";
import { ownerInRegistry } from "../ownership.js";
import type { CompositionRule } from "../rule.js";

/** Without a rule nothing says whether and how an item is shared. */
export const governedFieldHasRule: CompositionRule = {
  name: "governed-field-has-rule",
  demands:
    "Every field of a governed type, its key included, has a @sharing rule in the schema of the department that owns it; verdicts, which only compare, are covered by the items that their claims reveal.",
  check: (context) =>
    governedFields(context)
      .filter((field) => (ownerInRegistry(context.ownership, field.typeName, field.name) ?? field.subgraph.name) === field.subgraph.name)
      .filter((field) => !isVerdict(context, field) && !field.subgraph.spec.rules.has(field.coordinate))
      .map((field) => ({
        coordinate: field.coordinate,
        subgraph: field.subgraph.name,
        message: "a governed field has no rule",
        remedy: "Add @sharing(type: …); WITHHELD if it may not be shared.",
      })),
};
