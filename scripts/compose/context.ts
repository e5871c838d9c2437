import type { DocumentNode, InputValueDefinitionNode } from "graphql";
import { DECISION_FIELD, DECISIONS_SUBGRAPH } from "../../consent/model/governed-graph.js";
import type { Coordinate, SharingMode, SharingRule } from "../../consent/model/sharing.js";
import { type OwnershipRegistry, ownerInRegistry, type TypeOwnership } from "./ownership.js";
import { connectionNode } from "./shapes.js";
import type { FieldView, SubgraphView, TypeView } from "./subgraph-view.js";
import { isListNode, namedTypeOf } from "./type-node.js";
import { possibleTypes, viewsOf } from "./types-by-name.js";

/** What the rules look at: every subgraph's schema, what the registry says of their types, and the composed result. */
export interface ComposeContext {
  readonly subgraphs: readonly SubgraphView[];
  readonly ownership: OwnershipRegistry;
  /** Null where composition itself failed. */
  readonly supergraph: DocumentNode | null;
  /** Types whose key names a data subject: those of the registry and those of the decisions subgraph. */
  readonly governedTypes: ReadonlyMap<string, { readonly key: string | null; readonly governance: TypeOwnership["governance"] }>;
  /** Object types that are part of governed data: a governed field leads to them, and they have no key of their own. */
  readonly valueTypes: ReadonlySet<string>;
}

/** Prepares the context once for all rules. */
export function composeContext(subgraphs: readonly SubgraphView[], ownership: OwnershipRegistry, supergraph: DocumentNode | null): ComposeContext {
  const governedTypes = governedTypesOf(subgraphs, ownership);
  const led = governedFields({ subgraphs, governedTypes }).map((field) => namedTypeOf(field.type));
  return { subgraphs, ownership, supergraph, governedTypes, valueTypes: typesBehind({ subgraphs, ownership }, led) };
}

/** The decisions subgraph's view, if there is one. */
export function decisionsOf(context: Pick<ComposeContext, "subgraphs">): SubgraphView | undefined {
  return context.subgraphs.find((subgraph) => subgraph.name === DECISIONS_SUBGRAPH);
}

/** Every field of every object type that a subgraph resolves, `@external` copies apart. */
export function resolvedFields(context: Pick<ComposeContext, "subgraphs">): FieldView[] {
  return context.subgraphs.flatMap((subgraph) =>
    [...subgraph.types.values()].filter((type) => type.kind === "OBJECT").flatMap((type) => [...type.fields.values()].filter((field) => !field.isExternal)),
  );
}

/** The fields of governed types as departments resolve them, keys included; `decision` apart, and what only it requires and no client sees. */
export function governedFields(context: Pick<ComposeContext, "subgraphs" | "governedTypes">): FieldView[] {
  const inputs = decisionInputs(context);
  return resolvedFields(context).filter(
    (field) =>
      context.governedTypes.has(field.typeName) &&
      field.subgraph.name !== DECISIONS_SUBGRAPH &&
      field.name !== DECISION_FIELD &&
      !(inputs.has(field.coordinate) && isInaccessible(field)),
  );
}

/** What the decisions subgraph refers to in order to decide: `Licence.holderId`, `Parcel.ownerKeys`. */
export function decisionInputs(context: Pick<ComposeContext, "subgraphs">): Set<Coordinate> {
  const types = [...(decisionsOf(context)?.types.values() ?? [])];
  return new Set(types.flatMap((type) => [...type.fields.values()].filter((field) => field.isExternal).map((field) => field.coordinate)));
}

/** Whether it is the one field by which the registry or the decisions subgraph names data subjects of its type. */
export function isKeyField(context: Pick<ComposeContext, "governedTypes">, field: FieldView): boolean {
  return context.governedTypes.get(field.typeName)?.key === field.name;
}

/** Whether clients cannot see a field. */
export function isInaccessible(field: FieldView): boolean {
  return field.federation("inaccessible").length > 0;
}

/** The rule of a field: its owner's by the registry, or else the first that any subgraph has. */
export function ruleOf(context: ComposeContext, coordinate: Coordinate): SharingRule | undefined {
  const [typeName = "", fieldName = ""] = coordinate.split(".");
  const owner = ownerInRegistry(context.ownership, typeName, fieldName);
  const owners = context.subgraphs.filter((subgraph) => subgraph.name === owner);
  return [...owners, ...context.subgraphs].map((subgraph) => subgraph.spec.rules.get(coordinate)).find((rule) => rule !== undefined);
}

/** The mode that a field exercises; QUERY where it does not say so. */
export function modeOf(field: FieldView): SharingMode {
  return field.subgraph.spec.exercises.get(field.coordinate) ?? "QUERY";
}

const VERDICTS: readonly string[] = ["MATCH", "NO_MATCH"];

/** Whether a field only says whether claims match: on a governed type, it exercises COMPARE, takes claims and answers MATCH or NO_MATCH. */
export function isVerdict(context: ComposeContext, field: FieldView): boolean {
  const answers = field.subgraph.types.get(namedTypeOf(field.type));
  const values = answers?.kind === "ENUM" ? answers.nodes.flatMap((node) => ("values" in node ? (node.values ?? []) : [])) : [];
  const saysOnlyWhether = values.length > 0 && values.every((value) => VERDICTS.includes(value.name.value)) && !isListNode(field.type);
  return context.governedTypes.has(field.typeName) && modeOf(field) === "COMPARE" && saysOnlyWhether && revealedBy(field).length > 0;
}

/** Whether values of an item may be used only with a decision of their own: consent is needed, or they are masked. */
export function isSensitiveItem(context: ComposeContext, coordinate: Coordinate): boolean {
  const rule = ruleOf(context, coordinate);
  return rule !== undefined && (rule.consent || rule.mask !== null);
}

/** A place inside a field's arguments: the argument itself, an input field below it, or a value of an enum. */
export interface ArgumentPlace {
  readonly coordinate: Coordinate;
  readonly isList: boolean;
  /** Null for an enum value. */
  readonly node: InputValueDefinitionNode | null;
  /** Whether its type stands above it already, where it is looked at. */
  readonly isRepeated: boolean;
  /** What it consists of, where its type is an input object or an enum. */
  readonly parts: readonly ArgumentPlace[];
}

/** The places of one field's arguments, input types and enums walked through once each. */
export function argumentPlaces(field: FieldView): ArgumentPlace[] {
  const place = (coordinate: Coordinate, node: InputValueDefinitionNode, above: readonly string[]): ArgumentPlace => {
    const name = namedTypeOf(node.type);
    const isRepeated = above.includes(name);
    const type = isRepeated ? undefined : field.subgraph.types.get(name);
    return { coordinate, isList: isListNode(node.type), node, isRepeated, parts: type ? partsOf(type, [...above, name]) : [] };
  };
  const partsOf = (type: TypeView, above: readonly string[]): ArgumentPlace[] =>
    type.nodes.flatMap((node): ArgumentPlace[] => {
      if ("values" in node)
        return (node.values ?? []).map((value) => ({
          coordinate: `${type.name}.${value.name.value}`,
          isList: false,
          node: null,
          isRepeated: false,
          parts: [],
        }));
      if (type.kind !== "INPUT" || !("fields" in node)) return [];
      return (node.fields ?? []).flatMap((part) =>
        "type" in part && !("arguments" in part) ? [place(`${type.name}.${part.name.value}`, part as InputValueDefinitionNode, above)] : [],
      );
    });
  return (field.node.arguments ?? []).map((node) => place(`${field.coordinate}(${node.name.value}:)`, node, []));
}

/** Every place below a place, itself included. */
export function flattenPlaces(places: readonly ArgumentPlace[]): ArgumentPlace[] {
  return places.flatMap((place) => [place, ...flattenPlaces(place.parts)]);
}

/** What a field's arguments tell something of, by `@reveals` at any depth. */
export function revealedBy(field: FieldView): Coordinate[] {
  return flattenPlaces(argumentPlaces(field)).flatMap((place) => field.subgraph.spec.reveals.get(place.coordinate) ?? []);
}

function governedTypesOf(subgraphs: readonly SubgraphView[], ownership: OwnershipRegistry): ComposeContext["governedTypes"] {
  const governed = new Map<string, { key: string | null; governance: TypeOwnership["governance"] }>();
  for (const [name, { key, governance }] of Object.entries(ownership)) {
    if (governance === "PERSON" || governance === "REGISTER") governed.set(name, { key, governance });
  }
  for (const type of decisionsOf({ subgraphs })?.types.values() ?? []) {
    if (type.kind === "OBJECT" && type.fields.has(DECISION_FIELD) && !governed.has(type.name)) governed.set(type.name, { key: null, governance: "PERSON" });
  }
  return governed;
}

/** The object types to which types lead through others that the registry does not know. Connections, which hold nothing of their own, are passed. */
export function typesBehind(context: Pick<ComposeContext, "subgraphs" | "ownership">, names: readonly string[]): Set<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const pending = [...names];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    pending.push(...possibleTypes(context, name));
    const node = connectionNode(context, name);
    if (node !== null) pending.push(node);
    const views = viewsOf(context, name).filter((view) => view.kind === "OBJECT");
    if (node !== null || views.length === 0 || Object.hasOwn(context.ownership, name)) continue;
    found.add(name);
    pending.push(...views.flatMap((view) => [...view.fields.values()].map((field) => namedTypeOf(field.type))));
  }
  return found;
}
