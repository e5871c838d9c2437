import type { ConstDirectiveNode, DocumentNode, EnumTypeDefinitionNode, FieldDefinitionNode, ObjectTypeDefinitionNode } from "graphql";
import { Kind, parse } from "graphql";
import type { DataSubjectKind } from "./data-subject.js";
import { readSchemaLinks } from "./schema-links.js";
import type { Coordinate } from "./sharing.js";
import { readSharingSpec, SHARING_SPEC_URL, type SharingSpecReading } from "./sharing-spec.js";

/** The subgraph that supplies `decision`; in process in the gateway. */
export const DECISIONS_SUBGRAPH = "decisions";

/** The field that every protected field requires. */
export const DECISION_FIELD = "decision";

/** Types that are a data subject themselves; the other governed types belong to one. */
const DATA_SUBJECT_TYPES: Readonly<Record<string, DataSubjectKind>> = { Person: "PERSON", LegalEntity: "LEGAL_ENTITY" };

/** What a supergraph says about who governs what, beside the sharing directives themselves. */
export interface GovernedGraph extends Omit<SharingSpecReading, "findings"> {
  /** Types whose key names a data subject, which are those that the decisions subgraph has, with the key's field. */
  readonly governedTypes: ReadonlyMap<string, { readonly key: string }>;
  /** Governed types that are a data subject themselves, and of which kind. */
  readonly dataSubjectKinds: ReadonlyMap<string, DataSubjectKind>;
  /** Fields that resolve only with a decision: `@requires(fields: "decision …")`. */
  readonly protectedFields: ReadonlySet<Coordinate>;
  /** Field of an object type → the subgraph that alone resolves it; key fields, which several resolve, are not in it. */
  readonly ownerOf: ReadonlyMap<Coordinate, string>;
}

/** A supergraph that cannot be enforced: the message names coordinates, never data. */
export class UngovernableGraph extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The supergraph cannot be governed:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.name = "UngovernableGraph";
  }
}

/**
 * Reads a composed supergraph. Fails closed: what cannot be read with certainty is an error, not an absence.
 * @param ungovernedFields `allow` admits a supergraph that has no decisions subgraph or does not link the sharing specification
 * @throws UngovernableGraph
 */
export function readGraph(supergraphSdl: string, ungovernedFields: "deny" | "allow" = "deny"): GovernedGraph {
  const document = parse(supergraphSdl, { noLocation: true });
  const { findings, ...spec } = readSharingSpec(document);
  const problems = findings.map(({ coordinate, message }) => `${coordinate}: ${message}`);
  const join = readJoins(document, problems);
  const isLinked = readSchemaLinks(document).links.some((link) => link.url === SHARING_SPEC_URL);
  if (ungovernedFields === "deny" && !isLinked) problems.push(`it does not link ${SHARING_SPEC_URL}`);
  if (ungovernedFields === "deny" && !join.hasDecisions) problems.push(`it has no subgraph named ${DECISIONS_SUBGRAPH}`);
  for (const [place, coordinates] of spec.reveals) {
    for (const unknown of coordinates.filter((coordinate) => !join.fields.has(coordinate))) {
      problems.push(`${place}: @reveals names ${unknown}, which does not exist`);
    }
  }
  if (problems.length > 0) throw new UngovernableGraph(problems);
  const dataSubjectKinds = new Map(Object.entries(DATA_SUBJECT_TYPES).filter(([name]) => join.governedTypes.has(name)));
  const { governedTypes, protectedFields, ownerOf } = join;
  return { ...spec, governedTypes, dataSubjectKinds, protectedFields, ownerOf };
}

interface Joins {
  readonly hasDecisions: boolean;
  readonly fields: Set<Coordinate>;
  readonly governedTypes: Map<string, { key: string }>;
  readonly protectedFields: Set<Coordinate>;
  readonly ownerOf: Map<Coordinate, string>;
}

/** Arguments of the join directives of one place, by the directive's name in the join specification. */
type JoinReader = (directives: readonly ConstDirectiveNode[] | undefined, name: "type" | "field" | "graph") => JoinArguments[];

interface JoinArguments {
  text(name: string): string | null;
  isTrue(name: string): boolean;
}

function readJoins(document: DocumentNode, problems: string[]): Joins {
  const joins: Joins = { hasDecisions: false, fields: new Set(), governedTypes: new Map(), protectedFields: new Set(), ownerOf: new Map() };
  const read = joinReader(document);
  const graphNames = readGraphNames(document, read);
  for (const type of document.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    readKey(type, read, graphNames, joins, problems);
    const graphsOfType = read(type.directives, "type").map((join) => join.text("graph"));
    for (const field of type.fields ?? []) readField(`${type.name.value}.${field.name.value}`, field, [...new Set(graphsOfType)], read, graphNames, joins);
  }
  return Object.assign(joins, { hasDecisions: [...graphNames.values()].includes(DECISIONS_SUBGRAPH) });
}

function readKey(type: ObjectTypeDefinitionNode, read: JoinReader, graphNames: GraphNames, joins: Joins, problems: string[]): void {
  const keys = read(type.directives, "type")
    .filter((join) => graphNames.get(join.text("graph") ?? "") === DECISIONS_SUBGRAPH)
    .map((join) => join.text("key"))
    .filter((key) => key !== null);
  const [key, ...others] = keys;
  if (key === undefined) return;
  if (others.length > 0 || !/^\w+$/.test(key)) problems.push(`${type.name.value}: its key in ${DECISIONS_SUBGRAPH} is not one field`);
  joins.governedTypes.set(type.name.value, { key });
}

function readField(
  coordinate: Coordinate,
  field: FieldDefinitionNode,
  graphsOfType: readonly (string | null)[],
  read: JoinReader,
  graphNames: GraphNames,
  joins: Joins,
): void {
  joins.fields.add(coordinate);
  const joined = read(field.directives, "field");
  const resolving = joined.filter((join) => !join.isTrue("external") && !join.isTrue("usedOverridden"));
  const owners = joined.length > 0 ? resolving.map((join) => join.text("graph")) : graphsOfType;
  const owner = owners.length === 1 && owners[0] ? graphNames.get(owners[0]) : undefined;
  if (owner !== undefined) joins.ownerOf.set(coordinate, owner);
  if (resolving.some((join) => requiresDecision(join.text("requires")))) joins.protectedFields.add(coordinate);
}

/** Whether a `@requires` field set has `decision` at its top level. */
export function requiresDecision(fieldSet: string | null): boolean {
  if (fieldSet === null) return false;
  const [operation] = parse(`{ ${fieldSet} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return false;
  return operation.selectionSet.selections.some((selection) => selection.kind === Kind.FIELD && selection.name.value === DECISION_FIELD);
}

/** Supergraph enum value → subgraph name. */
type GraphNames = ReadonlyMap<string, string>;

function readGraphNames(document: DocumentNode, read: JoinReader): GraphNames {
  const enums = document.definitions.filter((definition): definition is EnumTypeDefinitionNode => definition.kind === Kind.ENUM_TYPE_DEFINITION);
  const named = enums
    .flatMap((definition) => definition.values ?? [])
    .flatMap((value): [string, string][] => {
      const name = read(value.directives, "graph")[0]?.text("name");
      return name ? [[value.name.value, name]] : [];
    });
  return new Map(named);
}

function joinReader(document: DocumentNode): JoinReader {
  const links = readSchemaLinks(document);
  return (directives, name) =>
    (directives ?? [])
      .filter((node) => {
        const linked = links.directive(node.name.value);
        return linked?.name === name && linked.link.identity === "https://specs.apollo.dev/join";
      })
      .map((node) => {
        const values = new Map((node.arguments ?? []).map((argument) => [argument.name.value, argument.value]));
        return {
          text: (argument) => {
            const value = values.get(argument);
            return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : null;
          },
          isTrue: (argument) => {
            const value = values.get(argument);
            return value?.kind === Kind.BOOLEAN && value.value;
          },
        };
      });
}
