import type { SharingSpecReading } from "../../../consent/model/sharing-spec.js";
import { readSharingSpec } from "../../../consent/model/sharing-spec.js";
import type { RuleFinding } from "../finding.js";
import type { CompositionRule } from "../rule.js";

/** The gateway reads the supergraph: what composing drops, nobody enforces. */
export const compositionKeepsSharing: CompositionRule = {
  name: "composition-keeps-sharing",
  demands:
    "Everything that subgraphs say with the sharing directives stands in the supergraph as they said it: each directive is composed with @composeDirective.",
  readsSupergraph: true,
  check: ({ subgraphs, supergraph }) => {
    if (!supergraph) return [];
    const composed = statementsOf(readSharingSpec(supergraph));
    return subgraphs.flatMap(({ name, spec }) =>
      [...statementsOf(spec)].flatMap(([key, { coordinate, said }]): RuleFinding[] => {
        const kept = composed.get(key)?.said ?? [];
        if (said.every((statement) => kept.includes(statement))) return [];
        return [
          {
            coordinate,
            subgraph: name,
            message: `its ${key.split(" ")[0]} does not reach the supergraph`,
            remedy: `Add @composeDirective(name: "…") for every sharing directive (SHARING_LINK_SDL).`,
          },
        ];
      }),
    );
  },
};

function statementsOf(reading: SharingSpecReading): Map<string, { coordinate: string; said: readonly string[] }> {
  const statements = new Map<string, { coordinate: string; said: readonly string[] }>();
  const add = (directive: string, coordinate: string, said: readonly string[]) => statements.set(`${directive} ${coordinate}`, { coordinate, said });
  for (const rule of reading.rules.values()) add("@sharing", rule.coordinate, [rule.version]);
  for (const [coordinate, mode] of reading.exercises) add("@exercises", coordinate, [mode]);
  for (const [coordinate, items] of reading.reveals) add("@reveals", coordinate, items);
  for (const [coordinate, standard] of reading.identifiers) add("@identifier", coordinate, [standard]);
  for (const [coordinate, roles] of reading.access) add("@access", coordinate, [[...roles].sort().join()]);
  return statements;
}
