import type { GraphQLField } from "graphql";
import { getNamedType, isAbstractType, isObjectType } from "graphql";
import type { Coordinate, SharingMode } from "../../consent/model/sharing.js";
import { Refusal } from "../../consent/model/errors.js";
import type { Shape, ShapeField } from "../document/shape.js";
import type { Graph } from "../graph.js";
import type { ArgumentUse, Fact, FactKind, OperationFacts, PlatformUse, Standing } from "./fact.js";

interface Collection {
  readonly graph: Graph;
  readonly facts: Map<string, Fact>;
  readonly platform: Map<Coordinate, PlatformUse>;
  readonly args: ArgumentUse[];
}

/** Where the walk stands. `standing` is null above the first data subject of a platform field. */
interface Place {
  readonly mode: SharingMode;
  readonly standing: Standing;
}

/**
 * The facts of an operation: everything that touches governed data (architecture.md, "A request's way", 2). Reads the
 * client's selections, whatever `@skip` and `@include` say, and counts each possible type of an interface or union.
 * @throws Refusal FORBIDDEN for a root field that nothing governs
 */
export function collectFacts(root: Shape, graph: Graph): OperationFacts {
  const collection: Collection = { graph, facts: new Map(), platform: new Map(), args: [] };
  eachField(root, (field) => collectRoot(field, root.typeName, collection));
  return { facts: [...collection.facts.values()], platform: [...collection.platform.values()], args: collection.args };
}

function eachField(shape: Shape, visit: (field: ShapeField) => void): void {
  for (const entry of shape.entries) {
    if (entry.kind === "field") visit(entry);
    else eachField(entry.shape, visit);
  }
}

function collectRoot(field: ShapeField, rootName: string, collection: Collection): void {
  const { graph } = collection;
  if (field.fieldName === "__typename") return;
  const coordinate = `${rootName}.${field.fieldName}`;
  const roles = graph.governed.access.get(coordinate);
  if (roles) collection.platform.set(coordinate, { coordinate, roles });
  const reached = graph.rootReaches.get(coordinate);
  if (!roles && !reached && graph.ungovernedFields === "deny" && !isOpen(field, graph)) throw new Refusal("FORBIDDEN", { coordinate });
  const place: Place = {
    mode: graph.governed.exercises.get(coordinate) ?? verdictMode(field, graph) ?? "QUERY",
    standing: roles ? "OWN" : "ROOT",
  };
  if (!roles) for (const typeName of reached ?? []) add(graph.reachCoordinates.get(typeName), "REACH", place, collection);
  collectArguments(field, rootName, place, collection, true);
  if (field.shape) collectShape(field.shape, place, collection);
}

/** Open reference data: an object type that is not governed and has no `@access` anywhere, such as a division. */
function isOpen(field: ShapeField, graph: Graph): boolean {
  const type = getNamedType(field.type);
  return isObjectType(type) && graph.openTypes.has(type.name);
}

/** A verification's root has the mode of its verdict: reaching it is already a comparison. */
function verdictMode(field: ShapeField, graph: Graph): SharingMode | undefined {
  const type = getNamedType(field.type);
  if (!isObjectType(type) || graph.reachCoordinates.get(type.name)?.startsWith(`${type.name}.`) !== false) return undefined;
  for (const name of Object.keys(type.getFields())) {
    const mode = graph.governed.exercises.get(`${type.name}.${name}`);
    if (mode) return mode;
  }
  return undefined;
}

function collectShape(shape: Shape, place: Place, collection: Collection): void {
  for (const entry of shape.entries) {
    if (entry.kind === "fragment") collectShape(entry.shape, place, collection);
    else if (entry.fieldName !== "__typename") collectField(entry, shape, place, collection);
  }
}

function collectField(field: ShapeField, shape: Shape, place: Place, collection: Collection): void {
  const { graph } = collection;
  for (const typeName of shape.possibleTypes) {
    const coordinate = `${typeName}.${field.fieldName}`;
    const governed = graph.governed.governedTypes.has(typeName);
    const mode = graph.governed.exercises.get(coordinate) ?? place.mode;
    const here: Place = { ...place, mode };
    const roles = graph.governed.access.get(coordinate);
    if (roles) collection.platform.set(coordinate, { coordinate, roles });
    // A verdict is transparent: what it is asked about are its arguments.
    if (governed && !graph.governed.exercises.has(coordinate)) add(coordinate, "SELECTION", here, collection);
    collectArguments(field, typeName, here, collection, false);
    if (!field.shape) continue;
    const next: Place = { mode, standing: nextStanding(field, typeName, place, collection.graph) };
    for (const reached of field.shape.possibleTypes) {
      if (graph.governed.governedTypes.has(reached)) add(graph.reachCoordinates.get(reached), "REACH", next, collection);
    }
    collectShape(field.shape, next, collection);
  }
}

/**
 * From a citizen's own data subject, a field that leads to a person or legal entity leads to another one; licences and
 * parcels of one's own stay one's own. From someone referred to, everything is referred to.
 */
function nextStanding(field: ShapeField, parentType: string, place: Place, graph: Graph): Standing {
  if (place.standing !== "OWN" || !isBelowDataSubject(parentType, graph)) return place.standing;
  const type = getNamedType(field.type);
  const possible = isAbstractType(type) ? graph.apiSchema.getPossibleTypes(type).map(({ name }) => name) : [type.name];
  return possible.some((name) => graph.dataSubjectTypes.has(name)) ? "REFERRED" : "OWN";
}

/** Platform types lead to the citizen's own data subject; every other type is part of one already. */
function isBelowDataSubject(typeName: string, graph: Graph): boolean {
  return !graph.platformTypes.has(typeName);
}

function collectArguments(field: ShapeField, typeName: string, place: Place, collection: Collection, isRoot: boolean): void {
  const type = collection.graph.apiSchema.getType(typeName);
  const definition: GraphQLField<unknown, unknown> | undefined = isObjectType(type) ? type.getFields()[field.fieldName] : undefined;
  for (const argument of definition?.args ?? []) {
    const node = field.args.find((candidate) => candidate.name.value === argument.name) ?? null;
    collection.args.push({
      node,
      definition: argument,
      place: `${typeName}.${field.fieldName}(${argument.name}:)`,
      mode: place.mode,
      standing: place.standing,
      field: { typeName, internalName: field.internalName },
      isRoot,
    });
  }
}

function add(coordinate: Coordinate | undefined, kind: FactKind, place: Place, collection: Collection): void {
  if (!coordinate) throw new Refusal("INTERNAL");
  const fact: Fact = { coordinate, kind, mode: place.mode, standing: place.standing };
  collection.facts.set(`${coordinate} ${kind} ${place.mode} ${place.standing}`, fact);
}
