import type { DefinitionNode, DirectiveDefinitionNode, EnumTypeDefinitionNode, NameNode } from "graphql";
import { Kind, parse, print, visit } from "graphql";
import { SHARING_SPEC_SDL, SHARING_SPEC_URL } from "../../../consent/model/sharing-spec.js";
import type { RuleFinding } from "../finding.js";
import type { CompositionRule } from "../rule.js";
import type { SubgraphView } from "../subgraph-view.js";

/** A changed definition changes what a rule says without changing the rule: a default `consent: false` become `true`, a mode more. */
export const sharingDefinitions: CompositionRule = {
  name: "sharing-definitions",
  demands: "The definitions of the sharing directives and their enums are the specification's, unaltered.",
  check: ({ subgraphs }) => subgraphs.flatMap(alteredDefinitions),
};

type Definition = DirectiveDefinitionNode | EnumTypeDefinitionNode;

const PREFIX = "sharing__";
const CANONICAL = new Map(
  parse(SHARING_SPEC_SDL, { noLocation: true })
    .definitions.filter(isDefinition)
    .map((node) => [keyOf(node, nameInSpec(node)), canonical(node)]),
);

function alteredDefinitions(subgraph: SubgraphView): RuleFinding[] {
  const extensions = subgraph.document.definitions.filter((node) => node.kind === Kind.ENUM_TYPE_EXTENSION && specTypeName(subgraph, node.name) !== null);
  const altered = subgraph.document.definitions.filter(isDefinition).filter((node) => {
    const name = node.kind === Kind.DIRECTIVE_DEFINITION ? specDirectiveName(subgraph, node.name) : specTypeName(subgraph, node.name);
    return name !== null && canonical(renamed(subgraph, node, name)) !== CANONICAL.get(keyOf(node, name));
  });
  return [...altered, ...extensions].map((node) => {
    const coordinate = "name" in node && node.name ? `${node.kind === Kind.DIRECTIVE_DEFINITION ? "@" : ""}${node.name.value}` : "schema";
    return {
      coordinate,
      subgraph: subgraph.name,
      message: `${coordinate} is not as ${SHARING_SPEC_URL} defines it`,
      remedy: "Include the specification's definitions as they stand (SHARING_SPEC_SDL).",
    };
  });
}

function isDefinition(node: DefinitionNode): node is Definition {
  return node.kind === Kind.DIRECTIVE_DEFINITION || node.kind === Kind.ENUM_TYPE_DEFINITION;
}

function nameInSpec(node: Definition): string {
  return node.kind === Kind.DIRECTIVE_DEFINITION ? node.name.value : node.name.value.slice(PREFIX.length);
}

function keyOf(node: Definition, name: string): string {
  return node.kind === Kind.DIRECTIVE_DEFINITION ? `@${name}` : name;
}

function specDirectiveName({ links }: SubgraphView, name: NameNode): string | null {
  const linked = links.directive(name.value);
  return linked?.link.url === SHARING_SPEC_URL ? linked.name : null;
}

function specTypeName({ links }: SubgraphView, name: NameNode): string | null {
  const linked = links.type(name.value);
  return linked?.link.url === SHARING_SPEC_URL ? linked.name : null;
}

/** The definition under the names that the specification uses. */
function renamed<T extends Definition>(subgraph: SubgraphView, node: T, name: string): T {
  const own = (value: string): NameNode => ({ kind: Kind.NAME, value });
  const withTypes = visit(node, {
    NamedType: (type) => {
      const typeName = specTypeName(subgraph, type.name);
      return typeName === null ? undefined : { ...type, name: own(PREFIX + typeName) };
    },
  });
  return { ...withTypes, name: own(node.kind === Kind.DIRECTIVE_DEFINITION ? name : PREFIX + name) };
}

/** Its text without descriptions, with what has no order sorted. */
function canonical(node: Definition): string {
  const byName = (left: { readonly name: NameNode }, right: { readonly name: NameNode }) => (left.name.value < right.name.value ? -1 : 1);
  const bare = visit(node, { enter: (inner) => ("description" in inner && inner.description ? { ...inner, description: undefined } : undefined) });
  if (bare.kind === Kind.ENUM_TYPE_DEFINITION) return print({ ...bare, values: [...(bare.values ?? [])].sort(byName) });
  const locations = [...bare.locations].sort((left, right) => (left.value < right.value ? -1 : 1));
  return print({ ...bare, locations, arguments: [...(bare.arguments ?? [])].sort(byName) });
}
