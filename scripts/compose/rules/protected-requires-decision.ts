import { governedFields } from "../context.js";
import { asksForDecision, needsDecision } from "../protection.js";
import type { CompositionRule } from "../rule.js";

/** Without it the planner fetches the field before anyone has decided. */
export const protectedRequiresDecision: CompositionRule = {
  name: "protected-requires-decision",
  demands: 'Each non-key field about a natural person, and elsewhere each that needs consent or is masked, says @requires(fields: "decision").',
  check: (context) =>
    governedFields(context)
      .filter((field) => needsDecision(context, field) && !asksForDecision(field))
      .map((field) => ({
        coordinate: field.coordinate,
        subgraph: field.subgraph.name,
        message: "resolves without a decision",
        remedy: 'Add @requires(fields: "decision"), and decision: Decision @external to the type.',
      })),
};
