import { execute, type GraphQLFieldResolver, type GraphQLSchema, type GraphQLResolveInfo, parse } from "graphql";
import type { Caller } from "../../consent/model/caller.js";
import type { ConsentRecord } from "../../consent/model/consent-record.js";
import { CASEWORKER, NOW } from "./callers.js";
import { isReference, KEYS, keyOf, type Reference, refer, type Row, rowOf, type World } from "./world.js";

/**
 * What an operation must answer, worked out without any of the gateway: graphql-js executes the client's own document
 * over the rows, one graph, and asks `permits` at each field. It knows no plan, alias rewriting, handle or barrier.
 */
export interface ModelAnswer {
  readonly data: Readonly<Record<string, unknown>> | null;
  /** `coordinate path` of each place that is withheld or lacks something withheld. */
  readonly withheld: ReadonlySet<string>;
  /** Keys of every object that the operation may know of. */
  readonly reached: ReadonlySet<string>;
}

/** The facts of one test case. */
export interface ModelCase {
  readonly world: World;
  readonly caller: Caller;
  readonly consents: readonly ConsentRecord[];
  /** Whether a statutory basis stands in the place of consent. */
  readonly statutory: boolean;
  readonly represents: readonly { readonly typeName: string; readonly key: string }[];
}

/** Items of the test schemas that need consent, written down a second time. */
const NEEDS_CONSENT: ReadonlySet<string> = new Set([
  ..."phone maritalStatus spouse guardian children employment socialInsurance companies licences realEstate".split(" ").map((name) => `Person.${name}`),
  ..."shareholders annualReports realEstate".split(" ").map((name) => `LegalEntity.${name}`),
  "Licence.number",
  "Licence.holder",
  "Parcel.owners",
  "Parcel.mortgages",
]);

/** Fields that departments other than the register's own answer, which know no division. */
const ELSEWHERE: ReadonlySet<string> = new Set(["companies", "licences", "realEstate", "premises"]);

const DIVISIONS: Readonly<Record<string, string>> = { Person: "registeredDivision", LegalEntity: "division" };

/** Whether a field resolves only by a decision: everything of a person, and what needs consent of others. */
function isProtected(coordinate: string): boolean {
  return (coordinate.startsWith("Person.") && coordinate !== "Person.idNumber") || NEEDS_CONSENT.has(coordinate);
}

/** The data subjects whose word counts for an object. */
function dataSubjectsOf(typeName: string, row: Row | undefined, key: string): readonly string[] {
  switch (typeName) {
    case "Person":
    case "PersonVerification":
      return [`PERSON:${key}`];
    case "LegalEntity":
      return [`LEGAL_ENTITY:${key}`];
    case "Licence":
      return row ? [`${String(row.holderType)}:${String(row.holderId)}`] : [];
    default:
      return (row?.ownerKeys ?? []) as readonly string[];
  }
}

/** Whether one data subject's item may be used by the case's caller. */
function permitsItem({ caller, consents, statutory, represents }: ModelCase, dataSubject: string, coordinate: string): boolean {
  if (caller.role === "citizen") {
    const represented = represents.some(({ typeName, key }) => dataSubject === `${typeName === "Person" ? "PERSON" : "LEGAL_ENTITY"}:${key}`);
    return dataSubject === `PERSON:${caller.idNumber}` || represented || coordinate === "Person.name" || coordinate === "LegalEntity.name";
  }
  if (statutory || !NEEDS_CONSENT.has(coordinate)) return true;
  return consents.some(
    (record) =>
      record.dataSubject === dataSubject &&
      record.department === CASEWORKER.department &&
      record.scenario === CASEWORKER.scenario &&
      record.status === "GIVEN" &&
      record.items.includes(coordinate) &&
      record.givenAt <= NOW &&
      (record.until === null || record.until > NOW),
  );
}

/** Whether an object's item may be used: all of its data subjects must permit it. */
export function permits(model: ModelCase, typeName: string, key: string, coordinate: string): boolean {
  if (!isProtected(coordinate)) return true;
  const dataSubjects = dataSubjectsOf(typeName, rowOf(model.world, typeName, key), key);
  return dataSubjects.length > 0 && dataSubjects.every((dataSubject) => permitsItem(model, dataSubject, coordinate));
}

interface Walk {
  readonly model: ModelCase;
  readonly withheld: Set<string>;
  readonly reached: Set<string>;
}

type Source = Readonly<Record<string, unknown>>;

/** Answers an operation from the rows. @param schema what clients see */
export async function modelAnswer(schema: GraphQLSchema, query: string, variables: Readonly<Record<string, unknown>>, model: ModelCase): Promise<ModelAnswer> {
  const walk: Walk = { model, withheld: new Set(), reached: new Set() };
  const { data, errors } = await execute({
    schema,
    document: parse(query),
    variableValues: variables,
    contextValue: walk,
    fieldResolver: resolveField,
    typeResolver: (value: unknown) => (isReference(value) ? value.__typename : undefined),
  });
  if (errors) throw errors[0];
  return { data: data ?? null, withheld: walk.withheld, reached: walk.reached };
}

const resolveField: GraphQLFieldResolver<Source, Walk> = (source, args, walk, info) => reached(fieldValue(source, args, walk, info), walk);

function reached(value: unknown, walk: Walk): unknown {
  for (const item of Array.isArray(value) ? value : [value]) {
    if (!isReference(item)) continue;
    const key = keyOf(item, item.__typename);
    walk.reached.add(key);
    // A licence's holder and a parcel's owners are asked for a decision, so their keys are fetched.
    const row = rowOf(walk.model.world, item.__typename, key);
    for (const holder of [row?.holderId, ...((row?.ownerKeys ?? []) as readonly string[])]) {
      if (typeof holder === "string") walk.reached.add(holder.replace(/^\w+:/, ""));
    }
  }
  return value;
}

function fieldValue(source: Source, args: Source, walk: Walk, info: GraphQLResolveInfo): unknown {
  const typeName = info.parentType.name;
  const { model } = walk;
  if (typeName === "Query") return rootValue(args, walk, info);
  const keyField = KEYS[typeName];
  if (keyField === undefined || info.fieldName === keyField) return source[info.fieldName];
  const key = keyOf(source, typeName);
  const row = rowOf(model.world, typeName, key);
  const coordinate = `${typeName}.${info.fieldName}`;
  if (info.fieldName === "verdict") return verdictValue(key, row, args.claims as Source, walk, info);
  if (coordinate === "Parcel.owners") return permittedOwners(row, walk, info);
  if (!permits(model, typeName, key, coordinate) || isOutside(model, typeName, row, info.fieldName)) return withheld(walk, coordinate, info);
  return row?.[info.fieldName] ?? null;
}

function withheld(walk: Walk, coordinate: string, { path }: GraphQLResolveInfo): null {
  const names: (string | number)[] = [];
  for (let at: typeof path | undefined = path; at; at = at.prev) names.unshift(at.key);
  walk.withheld.add(`${coordinate} ${names.join(".")}`);
  return null;
}

function isOutside({ caller }: ModelCase, typeName: string, row: Row | undefined, fieldName: string): boolean {
  const division = row?.[DIVISIONS[typeName] ?? ""];
  return caller.role === "application" && typeof division === "string" && !division.startsWith("54") && !ELSEWHERE.has(fieldName);
}

function permittedOwners(row: Row | undefined, walk: Walk, info: GraphQLResolveInfo): unknown {
  const keys = (row?.ownerKeys ?? []) as readonly string[];
  const owners = ((row?.owners ?? []) as readonly Reference[]).filter((_, index) => permitsItem(walk.model, keys[index] as string, "Parcel.owners"));
  if (owners.length < keys.length || keys.length === 0) withheld(walk, "Parcel.owners", info);
  return owners.length > 0 ? owners : null;
}

function verdictValue(key: string, row: Row | undefined, claims: Source, walk: Walk, info: GraphQLResolveInfo): string | null {
  const names = Object.keys(claims);
  const permitted = names.length > 0 && names.every((name) => permits(walk.model, "PersonVerification", key, `Person.${name}`));
  if (!permitted) return withheld(walk, "PersonVerification.verdict", info);
  return row && names.every((name) => row[name] === claims[name]) ? "MATCH" : "NO_MATCH";
}

const ROOT_TYPES: Readonly<Record<string, string>> = {
  person: "Person",
  legalEntity: "LegalEntity",
  parcel: "Parcel",
  licence: "Licence",
  administrativeDivision: "AdministrativeDivision",
};

function rootValue(args: Source, walk: Walk, info: GraphQLResolveInfo): unknown {
  const { model } = walk;
  if (info.fieldName === "me") return meValue(model, walk);
  if (info.fieldName === "persons") return connectionValue(args, model, walk);
  if (info.fieldName === "personVerification") return refer("PersonVerification", String(args.idNumber));
  const typeName = ROOT_TYPES[info.fieldName] as string;
  const key = String(args[KEYS[typeName] as string]);
  const row = rowOf(model.world, typeName, key);
  if (isOutside(model, typeName, row, "")) return withheld(walk, `Query.${info.fieldName}`, info);
  return row ? refer(typeName, key) : null;
}

function meValue({ caller, represents }: ModelCase, walk: Walk): Source {
  const person = caller.role === "citizen" ? refer("Person", caller.idNumber) : null;
  return { role: caller.role, person: reached(person, walk), represents: represents.map(({ typeName, key }) => reached(refer(typeName, key), walk)) };
}

function connectionValue(args: Source, { world }: ModelCase, walk: Walk): Source {
  const { sex } = args.where as Source;
  const inside = [...(world.get("Person")?.values() ?? [])].filter((row) => row.registeredDivision !== "110101" && (sex === undefined || row.sex === sex));
  const page = inside.slice(0, Number(args.first));
  const edges = page.map((row, index) => ({ cursor: `cursor ${index}`, node: reached(refer("Person", String(row.idNumber)), walk) }));
  return { edges, pageInfo: { hasNextPage: page.length < inside.length, endCursor: null } };
}
