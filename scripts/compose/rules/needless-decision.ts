import { governedFields } from "../context.js";
import { asksForDecision, needsDecision } from "../protection.js";
import type { CompositionRule } from "../rule.js";

/** A decision costs a fetch, and one that nothing calls for hides which fields are protected. */
export const needlessDecision: CompositionRule = {
  name: "needless-decision",
  demands: "A field that needs no decision requires none: keys, and register data that asks neither consent nor a mask.",
  check: (context) =>
    governedFields(context)
      .filter((field) => asksForDecision(field) && !needsDecision(context, field))
      .map((field) => ({
        coordinate: field.coordinate,
        subgraph: field.subgraph.name,
        message: "requires a decision that its rule does not call for",
        remedy: 'Drop "decision" from its @requires, or say consent: true or a mask in its rule.',
      })),
};
