import fc from "fast-check";
import { type GraphQLCompositeType, type GraphQLSchema, isObjectType } from "graphql";
import type { Caller } from "../../consent/model/caller.js";
import type { ConsentRecord } from "../../consent/model/consent-record.js";
import type { Coordinate, SharingMode } from "../../consent/model/sharing.js";
import { arbitrarySelections, type Selected, type SelectionOptions } from "./arbitrary-query.js";
import { arbitraryConsents, arbitraryWorld, COMPANIES, LICENCES, PARCELS, PEOPLE } from "./arbitrary-world.js";
import { CASEWORKER, citizen } from "./callers.js";
import { printQuery } from "./print-query.js";
import { creditCodeOf, idNumberOf, INSIDE, licenceIdOf, sentinel, unitNumberOf, type World } from "./world.js";

/** One generated request with everything that decides its answer. */
export interface TestCase {
  readonly world: World;
  readonly consents: readonly ConsentRecord[];
  readonly caller: Caller;
  readonly represents: readonly { readonly typeName: string; readonly key: string }[];
  /** Items that the caseworker's sharing grant holds, in `mode`. */
  readonly granted: readonly Coordinate[];
  readonly mode: SharingMode;
  readonly statutory: boolean;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const TYPES = ["Person", "LegalEntity", "Licence", "Parcel", "PersonVerification"];

/** Never selected: shared in no mode of these tests, or without a resolver. */
const UNSHARED = ["Person.annualIncome"];

const KEYS = {
  person: Array.from({ length: PEOPLE + 1 }, (_, n) => idNumberOf(n)),
  company: Array.from({ length: COMPANIES + 1 }, (_, n) => creditCodeOf(n)),
  licence: Array.from({ length: LICENCES + 1 }, (_, n) => licenceIdOf(n)),
  parcel: Array.from({ length: PARCELS + 1 }, (_, n) => unitNumberOf(n)),
};

const variables = {
  definitions: Object.fromEntries(
    Object.entries(KEYS).flatMap(([kind, keys]) =>
      keys.flatMap((key, n) => [
        [`${kind}${n}`, `$${kind}${n}: ID!`],
        [`${kind}${n}d`, `$${kind}${n}d: ID = "${key}"`],
      ]),
    ),
  ),
  values: Object.fromEntries(Object.entries(KEYS).flatMap(([kind, keys]) => keys.map((key, n) => [`${kind}${n}`, key]))),
};

/** A key as a literal, as a variable, or as the default of one. */
function keyArgument(name: string, kind: keyof typeof KEYS): fc.Arbitrary<string> {
  return fc
    .oneof({ weight: 9, arbitrary: fc.nat(KEYS[kind].length - 2) }, { weight: 1, arbitrary: fc.constant(KEYS[kind].length - 1) })
    .chain((n) => fc.constantFrom(`(${name}: "${KEYS[kind][n]}")`, `(${name}: $${kind}${n})`, `(${name}: $${kind}${n}d)`));
}

const ARGUMENTS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  "Query.person": keyArgument("idNumber", "person"),
  "Query.legalEntity": keyArgument("uscc", "company"),
  "Query.licence": keyArgument("identifier", "licence"),
  "Query.parcel": keyArgument("unitNumber", "parcel"),
  "Query.administrativeDivision": fc.constant(`(code: "${INSIDE}")`),
  "Query.persons": fc.constantFrom("(where: {}, first: 3)", "(where: { sex: FEMALE })", '(where: { registeredDivision: "540102" }, first: 100)'),
  "Query.personVerification": keyArgument("idNumber", "person"),
  "PersonVerification.verdict": fc
    .tuple(fc.nat(PEOPLE - 1), fc.subarray(["name", "phone", "maritalStatus"], { minLength: 1 }))
    .map(([n, names]) => `(claims: { ${names.map((name) => `${name}: "${sentinel("Person", n, name)}"`).join(", ")} })`),
};

function selectionsOf(
  schema: GraphQLSchema,
  roots: readonly string[],
  depth: number,
  onlyNames?: SelectionOptions["onlyNames"],
): fc.Arbitrary<readonly Selected[]> {
  const others = Object.keys(schema.getQueryType()?.getFields() ?? {}).filter((name) => !roots.includes(name));
  const without = new Set([...UNSHARED, ...others.map((name) => `Query.${name}`)]);
  const argumentsOf = (coordinate: string): fc.Arbitrary<string> => ARGUMENTS[coordinate] ?? fc.constant("");
  return arbitrarySelections("Query", depth, { schema, without, argumentsOf, ...(onlyNames ? { onlyNames } : {}) });
}

/** Every item of the governed types, as a sharing grant that holds all of them. */
export function everyItem(schema: GraphQLSchema): Coordinate[] {
  return TYPES.flatMap((name) => {
    const type = schema.getType(name);
    const fields = isObjectType(type) ? Object.keys(type.getFields()) : [];
    return fields.map((field) => `${name}.${field}`).filter((coordinate) => !UNSHARED.includes(coordinate) && !coordinate.endsWith(".verdict"));
  });
}

/** All items mostly; sometimes without a few, so that the whole operation must be refused. */
function grantedItems(schema: GraphQLSchema): fc.Arbitrary<Coordinate[]> {
  const all = everyItem(schema);
  const fewer = fc.subarray(all, { minLength: 1, maxLength: 3 }).map((gone) => all.filter((item) => !gone.includes(item)));
  return fc.oneof({ weight: 5, arbitrary: fc.constant(all) }, { weight: 1, arbitrary: fewer });
}

interface CaseOptions {
  readonly roots: readonly string[];
  readonly depth: number;
  readonly mode: SharingMode;
}

/** Requests of a caseworker application in one mode. */
export function arbitraryCaseworkerCase(schema: GraphQLSchema, { roots, depth, mode }: CaseOptions): fc.Arbitrary<TestCase> {
  return fc
    .record({
      world: arbitraryWorld,
      consents: arbitraryConsents,
      granted: grantedItems(schema),
      statutory: fc.constantFrom(false, false, false, false, true),
      printed: selectionsOf(schema, roots, depth).map((selections) => printQuery(schema, selections, variables)),
    })
    .map(({ printed, ...rest }) => ({ ...rest, mode, caller: CASEWORKER, represents: [], query: printed.query, variables: printed.variables }));
}

/** Requests of a citizen, who may represent others. */
export function arbitraryCitizenCase(schema: GraphQLSchema, depth: number): fc.Arbitrary<TestCase> {
  const represented = fc.uniqueArray(
    fc.oneof(
      fc.nat(PEOPLE - 1).map((n) => ({ typeName: "Person", key: idNumberOf(n) })),
      fc.nat(COMPANIES - 1).map((n) => ({ typeName: "LegalEntity", key: creditCodeOf(n) })),
    ),
    { maxLength: 2, selector: ({ key }) => key },
  );
  return fc
    .record({
      world: arbitraryWorld,
      consents: arbitraryConsents,
      represents: represented,
      caller: fc.nat(PEOPLE - 1).map((n) => citizen(idNumberOf(n))),
      printed: fc
        .oneof({ weight: 6, arbitrary: selectionsOf(schema, ["me"], depth, leadsToOthers) }, { weight: 1, arbitrary: selectionsOf(schema, ["me"], depth) })
        .map((selections) => printQuery(schema, selections, variables)),
    })
    .map(({ printed, ...rest }) => ({ ...rest, mode: "QUERY" as const, granted: [], statutory: false, query: printed.query, variables: printed.variables }));
}

/** From the citizen's own data subject to another one. */
function leadsToOthers(typeName: string, fieldType: GraphQLCompositeType): boolean {
  return typeName !== "Me" && ["Person", "LegalEntity", "DataSubject"].includes(fieldType.name);
}
