import type { ConstDirectiveNode, DocumentNode, FieldDefinitionNode, NamedTypeNode, TypeDefinitionNode, TypeExtensionNode, TypeNode } from "graphql";
import { Kind, parse } from "graphql";
import { type SchemaLinks, readSchemaLinks } from "../../consent/model/schema-links.js";
import { type SharingSpecReading, readSharingSpec } from "../../consent/model/sharing-spec.js";
import type { Coordinate } from "../../consent/model/sharing.js";

/** A subgraph as it comes: its name in the supergraph and its schema's text. */
export interface SubgraphSource {
  readonly name: string;
  readonly sdl: string;
}

/** The directives of Apollo Federation 2 that the rules look at, by their names in its specification. */
export type FederationDirective =
  | "key"
  | "external"
  | "requires"
  | "provides"
  | "shareable"
  | "override"
  | "inaccessible"
  | "interfaceObject"
  | "extends"
  | "context"
  | "fromContext"
  | "composeDirective";

export const FEDERATION_IDENTITY = "https://specs.apollo.dev/federation";
export const INACCESSIBLE_IDENTITY = "https://specs.apollo.dev/inaccessible";

/** One field of an object or interface type, as one subgraph has it. */
export interface FieldView {
  readonly subgraph: SubgraphView;
  readonly typeName: string;
  readonly name: string;
  readonly coordinate: Coordinate;
  readonly type: TypeNode;
  readonly node: FieldDefinitionNode;
  /** Its own `@external` or its type's: the subgraph refers to it and does not resolve it. */
  readonly isExternal: boolean;
  /** Applications of a federation directive on the field itself, or inherited from the definition that it stands in. */
  federation(name: FederationDirective): ConstDirectiveNode[];
}

/** One type, as one subgraph has it: its definition and extensions together. */
export interface TypeView {
  readonly name: string;
  readonly kind: "OBJECT" | "INTERFACE" | "UNION" | "ENUM" | "INPUT" | "SCALAR";
  readonly directives: readonly ConstDirectiveNode[];
  readonly fields: ReadonlyMap<string, FieldView>;
  /** Interfaces that it implements, or members of a union. */
  readonly related: readonly string[];
  readonly nodes: readonly (TypeDefinitionNode | TypeExtensionNode)[];
}

/** One subgraph's schema, prepared for the rules. */
export interface SubgraphView {
  readonly name: string;
  readonly document: DocumentNode;
  readonly links: SchemaLinks;
  readonly spec: SharingSpecReading;
  readonly types: ReadonlyMap<string, TypeView>;
  /** The applications of a federation directive among directives, whatever it is called here. */
  federation(directives: readonly ConstDirectiveNode[] | undefined, name: FederationDirective): ConstDirectiveNode[];
}

/**
 * Prepares one subgraph's schema.
 * @throws GraphQLError when its text does not parse
 */
export function viewSubgraph({ name, sdl }: SubgraphSource): SubgraphView {
  const document = parse(sdl);
  const links = readSchemaLinks(document);
  const types = new Map<string, TypeView>();
  const view: SubgraphView = {
    name,
    document,
    links,
    spec: readSharingSpec(document),
    types,
    federation: (directives, wanted) => (directives ?? []).filter((node) => isFederation(links, node, wanted)),
  };
  for (const definition of document.definitions) {
    const kind = kindOf(definition.kind);
    if (kind && isTypeNode(definition)) types.set(definition.name.value, withNode(view, types.get(definition.name.value), kind, definition));
  }
  return view;
}

type TypeNodeOf = TypeDefinitionNode | TypeExtensionNode;

function isFederation(links: SchemaLinks, node: ConstDirectiveNode, wanted: FederationDirective): boolean {
  const linked = links.directive(node.name.value);
  if (linked?.name !== wanted) return false;
  return linked.link.identity === FEDERATION_IDENTITY || (wanted === "inaccessible" && linked.link.identity === INACCESSIBLE_IDENTITY);
}

function withNode(view: SubgraphView, known: TypeView | undefined, kind: TypeView["kind"], node: TypeNodeOf): TypeView {
  const typeName = node.name.value;
  const fields = new Map(known?.fields);
  if ("fields" in node && kind !== "INPUT") {
    for (const field of node.fields ?? []) {
      if (field.kind === Kind.FIELD_DEFINITION) fields.set(field.name.value, viewField(view, typeName, field, node.directives ?? []));
    }
  }
  const related = "interfaces" in node ? node.interfaces : "types" in node ? node.types : [];
  return {
    name: typeName,
    kind,
    directives: [...(known?.directives ?? []), ...(node.directives ?? [])],
    fields,
    related: [...(known?.related ?? []), ...(related ?? []).map((type: NamedTypeNode) => type.name.value)],
    nodes: [...(known?.nodes ?? []), node],
  };
}

function viewField(subgraph: SubgraphView, typeName: string, node: FieldDefinitionNode, inherited: readonly ConstDirectiveNode[]): FieldView {
  const directives = [...(node.directives ?? []), ...inherited];
  const name = node.name.value;
  return {
    subgraph,
    typeName,
    name,
    coordinate: `${typeName}.${name}`,
    type: node.type,
    node,
    isExternal: subgraph.federation(directives, "external").length > 0,
    federation: (wanted) => subgraph.federation(directives, wanted),
  };
}

function isTypeNode(node: { readonly kind: Kind }): node is TypeNodeOf {
  return kindOf(node.kind) !== null;
}

function kindOf(kind: Kind): TypeView["kind"] | null {
  switch (kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
      return "OBJECT";
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION:
      return "INTERFACE";
    case Kind.UNION_TYPE_DEFINITION:
    case Kind.UNION_TYPE_EXTENSION:
      return "UNION";
    case Kind.ENUM_TYPE_DEFINITION:
    case Kind.ENUM_TYPE_EXTENSION:
      return "ENUM";
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_EXTENSION:
      return "INPUT";
    case Kind.SCALAR_TYPE_DEFINITION:
    case Kind.SCALAR_TYPE_EXTENSION:
      return "SCALAR";
    default:
      return null;
  }
}
