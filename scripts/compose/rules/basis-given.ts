import type { CompositionRule } from "../rule.js";

/** 809 §15: a condition, and withholding, must rest on a law or regulation. */
export const basisGiven: CompositionRule = {
  name: "basis-given",
  demands: "What is CONDITIONAL or WITHHELD names the law or regulation on which that rests (Decree 809 §15).",
  check: ({ subgraphs }) =>
    subgraphs.flatMap(({ name, spec }) =>
      [...spec.rules.values()]
        .filter((rule) => rule.type !== "UNCONDITIONAL" && rule.basis === null)
        .map((rule) => ({
          coordinate: rule.coordinate,
          subgraph: name,
          message: `${rule.type} without a basis`,
          remedy: "Add basis: with the statute and its article.",
        })),
    ),
};
