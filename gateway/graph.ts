import { createHash } from "node:crypto";
import { operationFromDocument, type Schema, Supergraph } from "@apollo/federation-internals";
import { type QueryPlan, QueryPlanner } from "@apollo/query-planner";
import type { DocumentNode, GraphQLInputType, GraphQLNamedType, GraphQLObjectType, GraphQLOutputType, GraphQLSchema } from "graphql";
import { getNamedType, getNullableType, isAbstractType, isEnumType, isInputObjectType, isListType, isObjectType } from "graphql";
import { type GovernedGraph, readGraph } from "../consent/model/governed-graph.js";
import type { Coordinate } from "../consent/model/sharing.js";
import { PRIVATE_NAME } from "./document/private-names.js";

/** A supergraph, loaded: what the stages know of it. Immutable; a new supergraph is a new `Graph`. */
export interface Graph {
  /** First 16 hex digits of the SHA-256 of the supergraph SDL. */
  readonly version: string;
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  /** Everything, inaccessible fields too: for reading plans. */
  readonly supergraphSchema: GraphQLSchema;
  readonly governed: GovernedGraph;
  /** `deny` (the default): what no rule governs is refused. `allow` is for putting an existing federation behind the gateway. */
  readonly ungovernedFields: "deny" | "allow";
  /** Governed type → its key field. */
  readonly keyFields: ReadonlyMap<string, string>;
  /** Coordinates of those: naming one by value asks for its type, selecting it for the item. */
  readonly keyCoordinates: ReadonlySet<Coordinate>;
  /** Governed type → the coordinate that reaching it touches (a verification reaches the data subject that it verifies). */
  readonly reachCoordinates: ReadonlyMap<string, Coordinate>;
  /** Root field → governed types that its answer, its arguments or its connection reach. */
  readonly rootReaches: ReadonlyMap<Coordinate, ReadonlySet<string>>;
  /** Governed types that are data subjects themselves: `Person`, `LegalEntity`. */
  readonly dataSubjectTypes: ReadonlySet<string>;
  /** Types with `@access` fields and the ungoverned ones below such a field: the caller's own place in the graph. */
  readonly platformTypes: ReadonlySet<string>;
  /** Entity types that nothing governs: open reference data. */
  readonly openTypes: ReadonlySet<string>;
  /** Protected lists that are decided element by element, each for the data subject that it is (`Parcel.owners`). */
  readonly elementwise: ReadonlySet<Coordinate>;
  /** Single-field keys of a type in one subgraph. */
  keysIn(subgraph: string, typeName: string): readonly string[];
  /** Plans a rewritten operation with the stock Federation 2 planner. */
  plan(document: DocumentNode): QueryPlan;
}

/**
 * Reads a composed supergraph.
 * @param ungovernedFields `allow` admits a supergraph that nothing governs (a benchmark's, or an existing federation's)
 * @throws Error when its directives cannot be read or a field bears a private name: a gateway does not start on it
 */
export function loadGraph(supergraphSdl: string, ungovernedFields: "deny" | "allow" = "deny"): Graph {
  const governed = readGraph(supergraphSdl, ungovernedFields);
  const supergraph = Supergraph.build(supergraphSdl);
  const api: Schema = supergraph.apiSchema();
  const apiSchema = api.toGraphQLJSSchema();
  refusePrivateNames(apiSchema);
  const planner = new QueryPlanner(supergraph, { exposeDocumentNodeInFetchNode: true });
  const keyFields = new Map([...governed.governedTypes].map(([name, { key }]) => [name, key]));
  const platformTypes = platformTypesOf(apiSchema, governed);
  const supergraphSchema = supergraph.schema.toGraphQLJSSchema();
  return {
    version: createHash("sha256").update(supergraphSdl).digest("hex").slice(0, 16),
    apiSchema,
    supergraphSchema,
    governed,
    ungovernedFields,
    keyFields,
    keyCoordinates: new Set([...keyFields].map(([typeName, key]) => `${typeName}.${key}`)),
    reachCoordinates: reachCoordinatesOf(apiSchema, governed, keyFields),
    rootReaches: rootReachesOf(apiSchema, governed),
    dataSubjectTypes: new Set([...keyFields.keys()].filter((name) => governed.dataSubjectKinds.has(name))),
    platformTypes,
    openTypes: openTypesOf(supergraphSchema, keyFields),
    elementwise: elementwiseOf(apiSchema, governed),
    keysIn: keysBySubgraph(supergraphSchema),
    plan: (document) => planner.buildQueryPlan(operationFromDocument(api, document)),
  };
}

function refusePrivateNames(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith("__")) continue;
    const clash = Object.keys(type.getFields()).find((name) => PRIVATE_NAME.test(name));
    if (clash) throw new Error(`${type.name}.${clash} looks like a private name of the gateway; rename the field`);
  }
}

function reachCoordinatesOf(schema: GraphQLSchema, governed: GovernedGraph, keyFields: ReadonlyMap<string, string>): Map<string, Coordinate> {
  const reached = new Map<string, Coordinate>();
  for (const [typeName, key] of keyFields) reached.set(typeName, `${typeName}.${key}`);
  for (const [typeName, key] of keyFields) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) continue;
    const others = Object.keys(type.getFields()).filter((name) => name !== key);
    const isVerification = others.length > 0 && others.every((name) => governed.exercises.has(`${typeName}.${name}`));
    if (!isVerification) continue;
    const verified = revealedByRootsReturning(schema, governed, typeName);
    if (!verified) throw new Error(`no root argument says with @reveals whose data ${typeName} verifies`);
    reached.set(typeName, verified);
  }
  return reached;
}

function revealedByRootsReturning(schema: GraphQLSchema, governed: GovernedGraph, typeName: string): Coordinate | null {
  for (const [root, field] of rootFields(schema)) {
    if (getNamedType(field.type).name !== typeName) continue;
    for (const argument of field.args) {
      const [revealed] = governed.reveals.get(`${root.name}.${field.name}(${argument.name}:)`) ?? [];
      if (revealed) return revealed;
    }
  }
  return null;
}

function rootReachesOf(schema: GraphQLSchema, governed: GovernedGraph): Map<Coordinate, Set<string>> {
  const reaches = new Map<Coordinate, Set<string>>();
  for (const [root, field] of rootFields(schema)) {
    const reached = new Set<string>();
    const addGoverned = (typeName: string): void => {
      if (governed.governedTypes.has(typeName)) reached.add(typeName);
    };
    for (const argument of field.args) {
      const places = [`${root.name}.${field.name}(${argument.name}:)`, ...inputPlaces(argument.type)];
      for (const place of places) {
        for (const coordinate of governed.reveals.get(place) ?? []) addGoverned(coordinate.split(".")[0] as string);
      }
    }
    for (const typeName of answeredTypes(field.type, schema)) addGoverned(typeName);
    if (reached.size > 0) reaches.set(`${root.name}.${field.name}`, reached);
  }
  return reaches;
}

function elementwiseOf(schema: GraphQLSchema, governed: GovernedGraph): Set<Coordinate> {
  const elementwise = new Set<Coordinate>();
  for (const coordinate of governed.protectedFields) {
    const [typeName, fieldName] = coordinate.split(".") as [string, string];
    const type = schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    if (!field || governed.dataSubjectKinds.has(typeName) || !isListType(getNullableType(field.type))) continue;
    const named = getNamedType(field.type);
    const possible = isAbstractType(named) ? schema.getPossibleTypes(named) : [named];
    if (possible.every(({ name }) => governed.dataSubjectKinds.has(name))) elementwise.add(coordinate);
  }
  return elementwise;
}

/** Reads `join__type(graph:, key:)`; the graph's enum value is the subgraph's name in capitals, other signs as `_`. */
function keysBySubgraph(schema: GraphQLSchema): Graph["keysIn"] {
  const keys = new Map<string, string[]>();
  for (const type of Object.values(schema.getTypeMap())) {
    for (const directive of type.astNode?.directives ?? []) {
      if (directive.name.value !== "join__type") continue;
      const values = new Map(directive.arguments?.map(({ name, value }) => [name.value, "value" in value ? String(value.value) : ""]));
      const key = values.get("key")?.trim();
      const place = `${values.get("graph")} ${type.name}`;
      if (key && /^\w+$/.test(key)) keys.set(place, [...(keys.get(place) ?? []), key]);
    }
  }
  return (subgraph, typeName) => keys.get(`${subgraph.toUpperCase().replaceAll(/\W/g, "_")} ${typeName}`) ?? [];
}

/** From each `@access` field through what is not governed: `Me` is one, though its own fields bear no `@access`. */
function platformTypesOf(schema: GraphQLSchema, governed: GovernedGraph): Set<string> {
  const platform = new Set([...governed.access.keys()].map((coordinate) => coordinate.split(".")[0] as string));
  const below = (type: GraphQLOutputType): void => {
    const named = getNamedType(type);
    if (!isObjectType(named) || governed.governedTypes.has(named.name) || platform.has(named.name)) return;
    platform.add(named.name);
    for (const field of Object.values(named.getFields())) below(field.type);
  };
  for (const coordinate of governed.access.keys()) {
    const [typeName, fieldName] = coordinate.split(".") as [string, string];
    const type = schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    if (field) below(field.type);
  }
  return platform;
}

/** Object types with a key in some subgraph (`join__type(key:)`) that are not governed. */
function openTypesOf(schema: GraphQLSchema, keyFields: ReadonlyMap<string, string>): Set<string> {
  const open = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || keyFields.has(type.name)) continue;
    const isKeyed = type.astNode?.directives?.some(
      (directive) => directive.name.value === "join__type" && directive.arguments?.some((argument) => argument.name.value === "key"),
    );
    if (isKeyed) open.add(type.name);
  }
  return open;
}

function* rootFields(schema: GraphQLSchema) {
  for (const root of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(root?.getFields() ?? {})) yield [root as GraphQLObjectType, field] as const;
  }
}

/** Coordinates of an argument's input fields and enum values, nested ones too. */
function inputPlaces(type: GraphQLInputType, seen = new Set<string>()): string[] {
  const named: GraphQLNamedType = getNamedType(type as GraphQLInputType);
  if (seen.has(named.name)) return [];
  seen.add(named.name);
  if (isEnumType(named)) return named.getValues().map((value) => `${named.name}.${value.name}`);
  if (!isInputObjectType(named)) return [];
  return Object.values(named.getFields()).flatMap((field) => [`${named.name}.${field.name}`, ...inputPlaces(field.type, seen)]);
}

/** The types that a root field answers with: its own, an interface's, and those behind a Relay connection. */
function answeredTypes(type: GraphQLOutputType, schema: GraphQLSchema): string[] {
  const named = getNamedType(type);
  if (isAbstractType(named)) return schema.getPossibleTypes(named).map((possible) => possible.name);
  if (!isObjectType(named)) return [];
  const fields = named.getFields();
  const nodes = fields.nodes ?? fields.edges;
  if (!fields.pageInfo || !nodes) return [named.name];
  const element = getNamedType(nodes.type);
  const node = isObjectType(element) && fields.nodes === undefined ? element.getFields().node : undefined;
  return answeredTypes(node ? node.type : element, schema);
}
