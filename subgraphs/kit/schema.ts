import "reflect-metadata";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { printSchemaWithDirectives } from "@graphql-tools/utils";
import {
  buildASTSchema,
  type DefinitionNode,
  type DocumentNode,
  type EnumValueDefinitionNode,
  type GraphQLSchema,
  Kind,
  parse,
  print,
  specifiedDirectives,
  visit,
} from "graphql";
import { buildSchema, createResolversMap } from "type-graphql";
import type { Coordinate } from "../../consent/model/sharing.js";
import { SHARING_LINK_SDL, SHARING_SPEC_SDL } from "../../consent/model/sharing-spec.js";
import type { Representation, SubgraphContext, SubgraphDefinition } from "./definition.js";
import { guardSchema, resolveEntity } from "./guard.js";
import { DecisionScalar } from "./shared-types.js";

const FEDERATION_IMPORTS = ["@key", "@external", "@requires", "@shareable", "@inaccessible", "@composeDirective"];

const HEADER = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${FEDERATION_IMPORTS.map((name) => `"${name}"`).join(", ")}])
  ${SHARING_LINK_SDL}
`;

/** A subgraph's schema, ready to execute and guarded, and its SDL for composition. */
export interface BuiltSubgraph {
  readonly schema: GraphQLSchema;
  readonly sdl: string;
}

/** Builds a subgraph from its definition; needs no database. */
export async function buildSubgraph(definition: SubgraphDefinition): Promise<BuiltSubgraph> {
  const built = await buildSchema({
    resolvers: definition.resolvers as never,
    orphanedTypes: [...(definition.orphanedTypes ?? [])] as never,
    validate: false,
    skipCheck: true,
    directives: [...specifiedDirectives, ...buildASTSchema(parse(SHARING_SPEC_SDL)).getDirectives()],
  });
  const types = parse(printSchemaWithDirectives(built), { noLocation: true });
  const sdl = `${HEADER}\n${SHARING_SPEC_SDL}\n${print(completed(types, definition.enumReveals ?? {}))}\n`;
  const typeDefs = parse(sdl, { noLocation: true });
  const resolvers = createResolversMap(built) as Record<string, Record<string, unknown>>;
  for (const [typeName, reference] of Object.entries(definition.references)) {
    const resolve = (representation: Representation, context: SubgraphContext): Promise<object | null> =>
      resolveEntity({ ...representation, __typename: typeName }, reference, context);
    resolvers[typeName] = { ...resolvers[typeName], __resolveReference: resolve };
  }
  const schema = buildSubgraphSchema({ typeDefs, resolvers: resolvers as never });
  guardSchema(schema, definition, requiresReader(typeDefs));
  return { schema, sdl };
}

/** What the header defines gives way to it; `Decision` is nobody's to see; enum values get what type-graphql has no place for. */
function completed(document: DocumentNode, enumReveals: Readonly<Record<string, Coordinate>>): DocumentNode {
  const own = { ...document, definitions: document.definitions.filter(isOwn).map(hideDecision) };
  return visit(own, {
    EnumTypeDefinition: (type) => ({ ...type, values: type.values?.map((value) => withReveals(value, enumReveals[`${type.name.value}.${value.name.value}`])) }),
  });
}

function withReveals(value: EnumValueDefinitionNode, coordinate: Coordinate | undefined): EnumValueDefinitionNode {
  if (coordinate === undefined) return value;
  const argument = {
    kind: Kind.ARGUMENT as const,
    name: { kind: Kind.NAME as const, value: "field" },
    value: { kind: Kind.STRING as const, value: coordinate },
  };
  return { ...value, directives: [{ kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: "reveals" }, arguments: [argument] }] };
}

function isOwn(node: DefinitionNode): boolean {
  switch (node.kind) {
    case Kind.SCHEMA_DEFINITION:
    case Kind.SCHEMA_EXTENSION:
    case Kind.DIRECTIVE_DEFINITION:
      return false;
    case Kind.ENUM_TYPE_DEFINITION:
      return !node.name.value.startsWith("sharing__");
    default:
      return true;
  }
}

function hideDecision(node: DefinitionNode): DefinitionNode {
  if (node.kind !== Kind.SCALAR_TYPE_DEFINITION || node.name.value !== DecisionScalar.name) return node;
  return { ...node, directives: [{ kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: "inaccessible" } }] };
}

function requiresReader(document: DocumentNode): (coordinate: string) => string | null {
  const requires = new Map<string, string>();
  visit(document, {
    ObjectTypeDefinition(type) {
      for (const field of type.fields ?? []) {
        const directive = field.directives?.find(({ name }) => name.value === "requires");
        const value = directive?.arguments?.find(({ name }) => name.value === "fields")?.value;
        if (value?.kind === Kind.STRING) requires.set(`${type.name.value}.${field.name.value}`, value.value);
      }
    },
  });
  return (coordinate) => requires.get(coordinate) ?? null;
}
