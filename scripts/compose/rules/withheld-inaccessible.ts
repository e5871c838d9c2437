import { isInaccessible, resolvedFields } from "../context.js";
import type { CompositionRule } from "../rule.js";

/** What is withheld can be neither applied for nor seen, so clients' schema does not have it. */
export const withheldInaccessible: CompositionRule = {
  name: "withheld-inaccessible",
  demands: "A WITHHELD field is @inaccessible: it is in the catalogue, not in the graph that clients see.",
  check: (context) =>
    resolvedFields(context)
      .filter((field) => field.subgraph.spec.rules.get(field.coordinate)?.type === "WITHHELD" && !isInaccessible(field))
      .map((field) => ({
        coordinate: field.coordinate,
        subgraph: field.subgraph.name,
        message: "WITHHELD, and clients can see it",
        remedy: "Add @inaccessible.",
      })),
};
