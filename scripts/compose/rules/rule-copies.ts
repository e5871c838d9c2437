import type { RuleFinding } from "../finding.js";
import type { CompositionRule } from "../rule.js";

/** Composition would keep one of them, and nobody could say which. */
export const ruleCopies: CompositionRule = {
  name: "rule-copies",
  demands: "Where several subgraphs state @sharing, @exercises or @access of the same field, they state the same.",
  check: ({ subgraphs }) => {
    const first = new Map<string, { said: string; subgraph: string }>();
    return subgraphs.flatMap(({ name, spec }) => {
      const statements = [
        ...[...spec.rules.values()].map((rule) => ["@sharing", rule.coordinate, rule.version] as const),
        ...[...spec.exercises].map(([coordinate, mode]) => ["@exercises", coordinate, mode] as const),
        ...[...spec.access].map(([coordinate, roles]) => ["@access", coordinate, [...roles].sort().join()] as const),
      ];
      return statements.flatMap(([directive, coordinate, said]): RuleFinding[] => {
        const other = first.get(directive + coordinate);
        if (!other) first.set(directive + coordinate, { said, subgraph: name });
        if (!other || other.said === said) return [];
        return [
          {
            coordinate,
            subgraph: name,
            message: `its ${directive} differs from that of ${other.subgraph}`,
            remedy: "State it where the field is owned, and nowhere else.",
          },
        ];
      });
    });
  },
};
