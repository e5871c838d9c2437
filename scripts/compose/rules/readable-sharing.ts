import type { CompositionRule } from "../rule.js";

/** What a rule says must be certain before anyone relies on it. */
export const readableSharing: CompositionRule = {
  name: "readable-sharing",
  demands: "Sharing directives stand where they have a meaning, once, with arguments of the exact form and without contradiction.",
  check: ({ subgraphs }) =>
    subgraphs.flatMap(({ name, spec }) =>
      spec.findings
        .filter(({ coordinate }) => coordinate !== "schema")
        .map(({ coordinate, message }) => ({ coordinate, subgraph: name, message, remedy: "Write the directive as the sharing specification defines it." })),
    ),
};
