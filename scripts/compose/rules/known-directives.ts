import { Kind } from "graphql";
import { schemaPlaces } from "../../../consent/model/schema-places.js";
import type { RuleFinding } from "../finding.js";
import type { CompositionRule } from "../rule.js";
import type { SubgraphView } from "../subgraph-view.js";

const BUILT_IN: readonly string[] = ["deprecated", "specifiedBy", "oneOf"];

/** A `@sharing` that no link gives looks like a rule to a reader and is none. */
export const knownDirectives: CompositionRule = {
  name: "known-directives",
  demands: "Every directive is GraphQL's own or comes from a linked specification under one name: a look-alike says nothing.",
  check: ({ subgraphs }) => subgraphs.flatMap((subgraph) => [...unknownApplications(subgraph), ...unknownDefinitions(subgraph)]),
};

function isKnown({ links }: SubgraphView, name: string): boolean {
  const linked = links.directive(name);
  return BUILT_IN.includes(name) || (linked !== null && !linked.shadowed);
}

function unknownApplications(subgraph: SubgraphView): RuleFinding[] {
  return schemaPlaces(subgraph.document).flatMap(({ coordinate, directives }) =>
    directives
      .filter((node) => !isKnown(subgraph, node.name.value))
      .map((node) => unknown(coordinate, subgraph.name, `@${node.name.value} comes from no linked specification`)),
  );
}

function unknownDefinitions(subgraph: SubgraphView): RuleFinding[] {
  return subgraph.document.definitions
    .filter((definition) => definition.kind === Kind.DIRECTIVE_DEFINITION)
    .filter((definition) => !isKnown(subgraph, definition.name.value))
    .map(({ name }) => unknown(`@${name.value}`, subgraph.name, `@${name.value} is defined here and belongs to no linked specification`));
}

function unknown(coordinate: string, subgraph: string, message: string): RuleFinding {
  return { coordinate, subgraph, message, remedy: "Import it with @link from its specification, or remove it." };
}
