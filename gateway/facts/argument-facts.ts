import type { GraphQLInputType, ValueNode } from "graphql";
import { coerceInputValue, getNullableType, isEnumType, isInputObjectType, isListType, isNonNullType, Kind, valueFromAST } from "graphql";
import { Refusal } from "../../consent/model/errors.js";
import { checkIdentifier, type IdentifierStandard } from "../../consent/model/identifiers.js";
import type { Coordinate } from "../../consent/model/sharing.js";
import type { ParsedOperation } from "../document/parse-document.js";
import type { RewrittenOperation } from "../document/rewrite.js";
import type { Graph } from "../graph.js";
import type { ArgumentUse, Fact } from "./fact.js";

/** Values of the private variables: the client's literals and its coerced variables with their defaults. */
export type PrivateVariables = Readonly<Record<string, unknown>>;

/** What the arguments of one request add to the facts of its operation. */
export interface RequestFacts {
  readonly facts: readonly Fact[];
  /** What a field of one name in the result tree reveals by its arguments: `Type.internalName` → coordinates. */
  readonly revealedBy: ReadonlyMap<string, readonly Coordinate[]>;
  /** Governed objects that root arguments name: register key by coordinate of its key field. */
  readonly named: readonly { readonly coordinate: Coordinate; readonly value: string }[];
  readonly identifiers: readonly { readonly standard: IdentifierStandard; readonly value: unknown; readonly argument: string }[];
}

/** More entries than this in one input value are refused before anything walks them. */
const MAX_INPUT_VALUES = 2000;

/**
 * Coerces the request's variables and joins them with the literals of its text, under private names.
 * @throws Refusal BAD_USER_INPUT that names the variable, never its value
 */
export function privateVariables(
  parsed: ParsedOperation,
  rewritten: RewrittenOperation,
  provided: Readonly<Record<string, unknown>>,
  typeOf: (name: string) => GraphQLInputType | undefined,
): PrivateVariables {
  const variables: Record<string, unknown> = Object.create(null);
  for (const [name, value] of rewritten.literals) variables[name] = value;
  for (const definition of parsed.operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    const type = typeOf(name);
    const privateName = rewritten.variableNames.get(name);
    if (!type) throw new Refusal("GRAPHQL_VALIDATION_FAILED");
    let value: unknown;
    if (Object.hasOwn(provided, name)) value = coerce(provided[name], type, name);
    else if (definition.defaultValue) value = valueFromAST(definition.defaultValue, type);
    else if (isNonNullType(type)) throw new Refusal("BAD_USER_INPUT", { argument: `$${name}`, reason: "MISSING" });
    else continue;
    if (!privateName) continue;
    if (value === null && rewritten.nonNullVariables.has(privateName)) {
      throw new Refusal("BAD_USER_INPUT", { argument: `$${name}`, reason: "NULL" });
    }
    variables[privateName] = value;
  }
  return variables;
}

function coerce(value: unknown, type: GraphQLInputType, name: string): unknown {
  if (countValues(value, MAX_INPUT_VALUES) > MAX_INPUT_VALUES) {
    throw new Refusal("OPERATION_TOO_COSTLY", { limit: "maxInputValues", max: MAX_INPUT_VALUES });
  }
  return coerceInputValue(value, type, () => {
    throw new Refusal("BAD_USER_INPUT", { argument: `$${name}`, reason: "TYPE" });
  });
}

function countValues(value: unknown, max: number): number {
  const pending = [value];
  let count = 0;
  while (pending.length > 0 && count <= max) {
    const next = pending.pop();
    count += 1;
    if (typeof next !== "object" || next === null) continue;
    const values: unknown[] = Array.isArray(next) ? next : Object.values(next);
    if (values.length > max) return max + 1;
    pending.push(...values);
  }
  return count;
}

/** The facts, identifiers and named data subjects of a request's arguments. */
export function argumentFacts(uses: readonly ArgumentUse[], variables: PrivateVariables, graph: Graph): RequestFacts {
  const keys = graph.keyCoordinates;
  const facts: Fact[] = [];
  const revealedBy = new Map<string, Coordinate[]>();
  const named: { coordinate: Coordinate; value: string }[] = [];
  const identifiers: { standard: IdentifierStandard; value: unknown; argument: string }[] = [];
  for (const use of uses) {
    const value = argumentValue(use, variables);
    if (value === undefined) continue;
    const field = `${use.field.typeName}.${use.field.internalName}`;
    eachPlace(use.place, value, use.definition.type, (place, placed) => {
      const standard = graph.governed.identifiers.get(place);
      if (standard && placed !== null) identifiers.push({ standard, value: placed, argument: argumentName(place) });
      for (const coordinate of graph.governed.reveals.get(place) ?? []) {
        facts.push({ coordinate, kind: "ARGUMENT", mode: use.mode, standing: use.standing });
        const revealed = revealedBy.get(field);
        if (revealed) revealed.push(coordinate);
        else revealedBy.set(field, [coordinate]);
        if (use.isRoot && keys.has(coordinate) && typeof placed === "string") named.push({ coordinate, value: placed });
      }
    });
  }
  return { facts, revealedBy, named, identifiers };
}

/** @throws Refusal INVALID_IDENTIFIER for the first identifier that fails its check; names the argument and the check */
export function checkIdentifiers(identifiers: RequestFacts["identifiers"], now: Date): void {
  for (const { standard, value, argument } of identifiers) {
    const failed = checkIdentifier(standard, value, now);
    if (failed) throw new Refusal("INVALID_IDENTIFIER", { standard, check: failed.check, argument });
  }
}

function argumentValue(use: ArgumentUse, variables: PrivateVariables): unknown {
  if (!use.node) return use.definition.defaultValue;
  return valueFromAST(use.node.value as ValueNode, use.definition.type, variables) ?? nullOrAbsent(use.node.value, variables);
}

function nullOrAbsent(node: ValueNode, variables: PrivateVariables): null | undefined {
  const isAbsent = node.kind === Kind.VARIABLE && variables[node.name.value] === undefined;
  return isAbsent ? undefined : null;
}

function eachPlace(place: string, value: unknown, type: GraphQLInputType, visit: (place: string, value: unknown) => void): void {
  visit(place, value);
  eachInnerPlace(value, type, visit);
}

function eachInnerPlace(value: unknown, type: GraphQLInputType, visit: (place: string, value: unknown) => void): void {
  const nullable = getNullableType(type);
  if (value === null || value === undefined) return;
  if (isListType(nullable)) {
    for (const item of Array.isArray(value) ? value : [value]) eachInnerPlace(item, nullable.ofType, visit);
  } else if (isEnumType(nullable)) {
    visit(`${nullable.name}.${String(value)}`, value);
  } else if (isInputObjectType(nullable)) {
    const fields = nullable.getFields();
    for (const [name, inner] of Object.entries(value as object)) {
      const field = fields[name];
      if (!field) throw new Refusal("BAD_USER_INPUT", { reason: "TYPE" });
      eachPlace(`${nullable.name}.${name}`, inner, field.type, visit);
    }
  }
}

/** `Query.person(idNumber:)` → `idNumber`, `PersonFilter.registeredDivision` → `registeredDivision`. */
function argumentName(place: string): string {
  return /\((\w+):\)$/.exec(place)?.[1] ?? place.slice(place.indexOf(".") + 1);
}
