import {
  defaultFieldResolver,
  type GraphQLField,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isObjectType,
} from "graphql";
import { requiresDecision } from "../../consent/model/governed-graph.js";
import { decisionKey, elementDecisionKey } from "../../consent/model/signed-context.js";
import type { EntityReference, Representation, SubgraphContext, SubgraphDefinition } from "./definition.js";
import { inScope } from "./scope.js";

const DECISION = Symbol("decision");
const OUT_OF_SCOPE = Symbol("out of scope");

/** The booleans that a representation brought; anything but literal `true` is no. */
type Booleans = Readonly<Record<string, unknown>>;

interface GuardedEntity {
  readonly [DECISION]?: Booleans;
  readonly [OUT_OF_SCOPE]?: true;
}

/**
 * Finds an entity for a representation. What the representation may show travels with this one value, never with a row
 * that two representations share.
 */
export async function resolveEntity(representation: Representation, reference: EntityReference, context: SubgraphContext): Promise<object | null> {
  const { __typename, decision } = representation;
  const entity = await reference.load(representation, context);
  if (entity === null) return null;
  const key = { __typename, [reference.key]: representation[reference.key] };
  if (isOutside(entity, reference, context)) return { ...key, [OUT_OF_SCOPE]: true };
  return { ...entity, ...key, [DECISION]: isRecord(decision) ? decision : {} };
}

function isOutside(entity: object, { divisionOf }: EntityReference, { caller }: SubgraphContext): boolean {
  return divisionOf !== undefined && !inScope(caller, divisionOf(entity as never));
}

/** The error of a field whose data subject is outside the caller's scope; the server gives it its path. */
function outOfScope(): GraphQLError {
  return new GraphQLError("", { extensions: { code: "OUT_OF_SCOPE" } });
}

/** A root that names one entity: null with OUT_OF_SCOPE for an outsider (architecture.md, rule 8). */
export function rootEntity<Entity extends object>(
  typeName: string,
  entity: Entity | null,
  division: string | null,
  context: Pick<SubgraphContext, "caller">,
): (Entity & { __typename: string }) | null {
  if (entity === null) return null;
  if (!inScope(context.caller, division)) throw outOfScope();
  return { ...entity, __typename: typeName };
}

/**
 * An entity that another field leads to (`Person.companies`), which no representation brings: an outsider keeps its place
 * and its key, and shows nothing else. `rootEntity` refuses it; here, refusing would take the neighbours with it.
 * @param key the key field of its type
 */
export function nestedEntity<Entity extends object>(
  typeName: string,
  key: keyof Entity & string,
  entity: Entity,
  division: string | null,
  { caller }: Pick<SubgraphContext, "caller">,
): object {
  return inScope(caller, division) ? { ...entity, __typename: typeName } : { __typename: typeName, [key]: entity[key], [OUT_OF_SCOPE]: true };
}

/** Whether one element of a list that is decided element by element may stand in it (`Parcel.owners`). */
export function isElementPermitted(parent: object, coordinate: string, info: Pick<GraphQLResolveInfo, "path">, dataSubject: string): boolean {
  const booleans = (parent as GuardedEntity)[DECISION];
  return booleans?.[elementDecisionKey(decisionKey(coordinate, String(info.path.key)), dataSubject)] === true;
}

/**
 * Puts the guard in front of every field of the definition's entity types: an outsider's fields are OUT_OF_SCOPE, and a
 * field that requires `decision` resolves only with its own literal `true` (architecture.md, rules 4, 8 and 10).
 * @throws Error when a reference names no type, or a protected field stands on a type that nobody can refer to: no
 *   decision would ever reach it
 */
export function guardSchema(schema: GraphQLSchema, { references }: Pick<SubgraphDefinition, "references">, requiresOf: RequiresOf): void {
  for (const typeName of Object.keys(references)) {
    if (!isObjectType(schema.getType(typeName))) throw new Error(`references.${typeName} names no object type of this subgraph`);
  }
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    const fields = Object.values(type.getFields());
    const isProtected = (field: GraphQLField<unknown, unknown>) => requiresDecision(requiresOf(`${type.name}.${field.name}`));
    if (Object.hasOwn(references, type.name)) for (const field of fields) guardField(type, field, isProtected(field));
    else if (fields.some(isProtected)) throw new Error(`${type.name} has protected fields: references.${type.name} must say how it is found`);
  }
}

/** The `@requires` field set of a coordinate, from the subgraph's own SDL. */
export type RequiresOf = (coordinate: string) => string | null;

function guardField(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, isProtected: boolean): void {
  const coordinate = `${type.name}.${field.name}`;
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (parent, args, context, info) => {
    const entity = (isRecord(parent) ? parent : {}) as GuardedEntity;
    if (entity[OUT_OF_SCOPE] && !Object.hasOwn(entity, field.name)) throw outOfScope();
    if (!isProtected) return resolve(parent, args, context, info);
    const key = decisionKey(coordinate, String(info.path.key));
    const permitted = entity[DECISION]?.[key];
    if (permitted === true) return resolve(parent, args, context, info);
    if (permitted === false) return null;
    throw new GraphQLError("", { extensions: { code: "DECISION_UNAVAILABLE" } });
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
