import fc from "fast-check";
import { type GraphQLCompositeType, type GraphQLSchema, getNamedType, isAbstractType, isCompositeType, isObjectType } from "graphql";

/** A selection before it becomes text. */
export type Selected =
  | {
      readonly kind: "field";
      readonly name: string;
      readonly alias: string | null;
      readonly directives: string;
      readonly args: string;
      readonly below: readonly Selected[] | null;
    }
  | { readonly kind: "inline" | "spread"; readonly on: string | null; readonly directives: string; readonly below: readonly Selected[] };

/**
 * Aliases that mislead whoever takes a response name for a field: names of fields, of keys, of `decision`, of the
 * gateway's private names, of GraphQL's and of JavaScript's own.
 */
const ALIASES = [
  ..."name phone idNumber uscc identifier unitNumber decision spouse employment children holder owners number kind status".split(" "),
  ..."ownerKeys holderId holderType _entities __typename _typename typename__ a0_person a1_person t0_status t1_name v_id l_0".split(" "),
  ..."__proto__ constructor toString length x y".split(" "),
];

const VARIABLES = ["yes", "no", "usually"] as const;

/** Values of the variables that generated directives use; `usually` has a default and is not sent. */
export const BOOLEANS: Readonly<Record<string, boolean>> = { yes: true, no: false };

/** Their definitions, as text. */
export const BOOLEAN_DEFINITIONS: Readonly<Record<string, string>> = { yes: "$yes: Boolean!", no: "$no: Boolean!", usually: "$usually: Boolean = true" };

const condition = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...VARIABLES).map((name) => `$${name}`) },
  { weight: 1, arbitrary: fc.constantFrom("true", "false") },
);
const directives = fc.oneof(
  { weight: 20, arbitrary: fc.constant("") },
  { weight: 2, arbitrary: condition.map((value) => ` @include(if: ${value})`) },
  { weight: 1, arbitrary: condition.map((value) => ` @skip(if: ${value})`) },
  { weight: 1, arbitrary: fc.tuple(condition, condition).map(([skip, include]) => ` @skip(if: ${skip}) @include(if: ${include})`) },
);
const alias = fc.option(fc.constantFrom(...ALIASES), { freq: 2 });

/** What generated selections are made of. */
export interface SelectionOptions {
  readonly schema: GraphQLSchema;
  /** `Type.field` that are never selected. */
  readonly without: ReadonlySet<string>;
  /** Arguments of a field, as text with its parentheses. */
  readonly argumentsOf?: (coordinate: string) => fc.Arbitrary<string>;
  /** Whether below a type's field only names are selected: what a citizen may see of someone referred to. */
  readonly onlyNames?: (typeName: string, fieldType: GraphQLCompositeType) => boolean;
}

/** Selections on a type, nested at most `depth` deep. */
export function arbitrarySelections(typeName: string, depth: number, options: SelectionOptions): fc.Arbitrary<readonly Selected[]> {
  const known = new Map<string, fc.Arbitrary<readonly Selected[]>>();
  const on: OnType = (type, left, onlyNames) => {
    const name = `${type.name} ${left} ${onlyNames}`;
    const made =
      known.get(name) ??
      fc.array(selectionOn({ type, left, onlyNames }, options, on), { minLength: isWay(type) ? 1 : Math.min(left, 2) || 1, maxLength: isWay(type) ? 3 : 4 });
    known.set(name, made);
    return made;
  };
  return on(options.schema.getType(typeName) as GraphQLCompositeType, depth, false);
}

type OnType = (type: GraphQLCompositeType, left: number, onlyNames: boolean) => fc.Arbitrary<readonly Selected[]>;

interface Place {
  readonly type: GraphQLCompositeType;
  readonly left: number;
  readonly onlyNames: boolean;
}

function selectionOn(place: Place, options: SelectionOptions, on: OnType): fc.Arbitrary<Selected> {
  const { type, left } = place;
  const fields = fieldsOn(place, options, on);
  const leaves = fc.oneof(...fields.leaves);
  const branches = fields.branches.length > 0 ? [{ weight: isWay(type) ? 12 : 4, arbitrary: fc.oneof(...fields.branches) }] : [];
  const fragments = left > 0 ? [{ weight: 2, arbitrary: fragmentOn(place, options, on) }] : [];
  return fc.oneof({ weight: isWay(type) ? 1 : 4, arbitrary: leaves }, ...branches, ...fragments);
}

/** Types that only lead on: most selections on them do, and they cost no depth. */
function isWay(type: GraphQLCompositeType): boolean {
  return ["Query", "Me", "PersonConnection", "PersonEdge"].includes(type.name);
}

function fieldsOn({ type, left, onlyNames }: Place, options: SelectionOptions, on: OnType) {
  const leaves: fc.Arbitrary<Selected>[] = [];
  const branches: fc.Arbitrary<Selected>[] = [];
  const fieldOf = (name: string, args: fc.Arbitrary<string>, below: fc.Arbitrary<readonly Selected[] | null>): fc.Arbitrary<Selected> =>
    fc.record({ kind: fc.constant("field" as const), name: fc.constant(name), alias, directives, args, below });
  const none = fc.constant("");
  leaves.push(fieldOf("__typename", none, fc.constant(null)));
  for (const field of "getFields" in type ? Object.values(type.getFields()) : []) {
    const coordinate = `${type.name}.${field.name}`;
    if (options.without.has(coordinate) || (onlyNames && field.name !== "name")) continue;
    const args = field.args.length > 0 ? (options.argumentsOf?.(coordinate) ?? none) : none;
    const named = getNamedType(field.type);
    if (!isCompositeType(named)) leaves.push(fieldOf(field.name, args, fc.constant(null)));
    else if (left > 0)
      branches.push(fieldOf(field.name, args, on(named, isWay(type) ? left : left - 1, onlyNames || (options.onlyNames?.(type.name, named) ?? false))));
  }
  return { leaves, branches };
}

/** Fragments with the type itself, a type of an interface, an interface of the type, or no condition. */
function fragmentOn({ type, left, onlyNames }: Place, { schema }: SelectionOptions, on: OnType): fc.Arbitrary<Selected> {
  const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : isObjectType(type) ? type.getInterfaces() : [];
  const conditions = [null, type, ...possible] as readonly (GraphQLCompositeType | null)[];
  return fc.constantFrom(...conditions).chain((on_) =>
    fc.record({
      kind: on_ ? fc.constantFrom("inline" as const, "spread" as const) : fc.constant("inline" as const),
      on: fc.constant(on_?.name ?? null),
      directives,
      below: on(on_ ?? type, left - 1, onlyNames),
    }),
  );
}
