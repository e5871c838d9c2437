import { buildSubgraphSchema } from "@apollo/subgraph";
import { execute, GraphQLError, type GraphQLFieldResolver, type GraphQLResolveInfo, type GraphQLSchema, parse, visit } from "graphql";
import { coversDivision } from "../../consent/model/divisions.js";
import { decisionKey, elementDecisionKey, type SignedContext } from "../../consent/model/signed-context.js";
import { DEPARTMENT_SCHEMAS, type DepartmentName } from "./test-schemas.js";
import { isReference, KEYS, keyOf, refer, type Row, rowOf, type World } from "./world.js";

/** What reaches a department: the body of one signed request, and the context beside it. */
export interface DepartmentRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: SignedContext;
}

/** What a department answers: the JSON of a GraphQL response; anything at all when it is dishonest. */
export type DepartmentAnswer = { data?: unknown; errors?: unknown };

export type Department = (request: DepartmentRequest) => Promise<DepartmentAnswer>;

/** How an honest department behaves. */
export interface DepartmentOptions {
  readonly world: World;
  /** false: it ignores the booleans and answers everything, so that the gateway alone must hold. */
  readonly obeysDecisions: boolean;
  /** Data subjects that a citizen represents, by identity number (the consent department knows it). */
  readonly represents: ReadonlyMap<string, readonly { typeName: string; key: string }[]>;
}

interface Answering extends DepartmentOptions {
  readonly name: DepartmentName;
  readonly protectedFields: ReadonlySet<string>;
  readonly context: SignedContext;
}

type Source = Readonly<Record<string, unknown>>;

const schemas = new Map<DepartmentName, { schema: GraphQLSchema; protectedFields: ReadonlySet<string> }>();

/** An honest department over in-memory rows: graphql-js over the subgraph's own schema. */
export function honestDepartment(name: DepartmentName, options: DepartmentOptions): Department {
  const { schema, protectedFields } = schemaOf(name);
  return async ({ query, variables, context }) => {
    const answering: Answering = { ...options, name, protectedFields, context };
    const result = await execute({
      schema,
      document: parse(query),
      variableValues: variables as Record<string, unknown>,
      contextValue: answering,
      fieldResolver: resolveField,
      typeResolver: (value: unknown) => (isReference(value) ? value.__typename : undefined),
    });
    return JSON.parse(JSON.stringify({ data: result.data, ...(result.errors ? { errors: result.errors.map(toWire) } : {}) })) as DepartmentAnswer;
  };
}

function toWire({ path, extensions }: GraphQLError): object {
  return { message: "a department's own words", path, extensions: { code: extensions.code ?? "INTERNAL" } };
}

function schemaOf(name: DepartmentName) {
  const known = schemas.get(name);
  if (known) return known;
  const typeDefs = parse(DEPARTMENT_SCHEMAS[name]);
  const protectedFields = new Set<string>();
  visit(typeDefs, {
    ObjectTypeDefinition: ({ name: type, fields }) => {
      for (const field of fields ?? []) {
        if (field.directives?.some((directive) => directive.name.value === "requires")) protectedFields.add(`${type.value}.${field.name.value}`);
      }
    },
  });
  const references = Object.keys(KEYS).filter((type) => DEPARTMENT_SCHEMAS[name].includes(`type ${type} `));
  const resolvers = Object.fromEntries(references.map((type) => [type, { __resolveReference: resolveReference }]));
  const made = { schema: buildSubgraphSchema({ typeDefs, resolvers }), protectedFields };
  schemas.set(name, made);
  return made;
}

/** A department that does not know an object answers null for it. */
function resolveReference(reference: Source, { world }: Answering): Source | null {
  const typeName = String(reference.__typename);
  const known = typeName === "PersonVerification" || rowOf(world, typeName, keyOf(reference, typeName));
  return known ? reference : null;
}

const resolveField: GraphQLFieldResolver<Source, Answering> = (source, args, answering, info) => {
  const typeName = info.parentType.name;
  if (typeName === "Query") return resolveRoot(args, answering, info);
  const key = KEYS[typeName];
  if (key === undefined || info.fieldName === key) return source[info.fieldName];
  const row = rowOf(answering.world, typeName, keyOf(source, typeName));
  refuseOutside(typeName, row, answering);
  const coordinate = `${typeName}.${info.fieldName}`;
  const isPermitted = !answering.protectedFields.has(coordinate) || !answering.obeysDecisions || booleanOf(source, coordinate, info) === true;
  if (!isPermitted) return null;
  if (info.fieldName === "verdict") return verdictOn(row, args.claims as Source);
  const value = row?.[info.fieldName] ?? null;
  return coordinate === "Parcel.owners" && answering.obeysDecisions ? permittedOwners(row, source, coordinate, info) : value;
};

function booleanOf(source: Source, coordinate: string, info: GraphQLResolveInfo): unknown {
  return (source.decision as Source | undefined)?.[decisionKey(coordinate, String(info.path.key))];
}

function permittedOwners(row: Row | undefined, source: Source, coordinate: string, info: GraphQLResolveInfo): unknown {
  const decision = (source.decision ?? {}) as Source;
  const key = decisionKey(coordinate, String(info.path.key));
  const ownerKeys = (row?.ownerKeys ?? []) as readonly string[];
  return ((row?.owners ?? []) as readonly unknown[]).filter((_, index) => decision[elementDecisionKey(key, ownerKeys[index] as string)] === true);
}

/** Scope is the department's to enforce for the objects whose division it knows (architecture.md, rule 8). */
function refuseOutside(typeName: string, row: Row | undefined, { name, context }: Answering): void {
  const division = divisionOf(name, typeName, row);
  if (division === null || context.divisions.includes("*") || coversDivision(context.divisions, division)) return;
  throw new GraphQLError("outside", { extensions: { code: "OUT_OF_SCOPE" } });
}

/** The division by which a department judges scope; null when it does not know one. */
function divisionOf(department: DepartmentName, typeName: string, row: Row | undefined): string | null {
  if (department === "population" && typeName === "Person") return (row?.registeredDivision ?? null) as string | null;
  if (department === "legal-entity" && typeName === "LegalEntity") return (row?.division ?? null) as string | null;
  return null;
}

function verdictOn(row: Row | undefined, claims: Source): string {
  return row && Object.entries(claims).every(([name, claim]) => row[name] === claim) ? "MATCH" : "NO_MATCH";
}

const ROOT_TYPES: Readonly<Record<string, string>> = {
  person: "Person",
  personVerification: "PersonVerification",
  legalEntity: "LegalEntity",
  parcel: "Parcel",
  licence: "Licence",
  administrativeDivision: "AdministrativeDivision",
};

function resolveRoot(args: Source, answering: Answering, info: GraphQLResolveInfo): unknown {
  const { world, context, represents } = answering;
  if (info.fieldName === "me") return meOf(context, represents);
  if (info.fieldName === "persons") return connectionOf(args, answering);
  const typeName = ROOT_TYPES[info.fieldName] as string;
  const key = String(args[KEYS[typeName] as string]);
  const row = rowOf(world, typeName, key);
  refuseOutside(typeName, row, answering);
  return row || typeName === "PersonVerification" ? refer(typeName, key) : null;
}

function meOf({ role, principal }: SignedContext, represents: DepartmentOptions["represents"]): Source {
  const idNumber = principal?.idNumber ?? null;
  const represented = idNumber === null ? [] : (represents.get(idNumber) ?? []);
  return {
    role,
    person: idNumber === null ? null : refer("Person", idNumber),
    represents: represented.map(({ typeName, key }) => refer(typeName, key)),
  };
}

/** Scope comes before paging: nobody outside takes a place on a page. */
function connectionOf(args: Source, { world, context }: Answering): Source {
  const { sex } = args.where as Source;
  const inside = [...(world.get("Person")?.values() ?? [])].filter(
    (row) => coversDivision(context.divisions, row.registeredDivision as string) && (sex === undefined || row.sex === sex),
  );
  const page = inside.slice(0, Number(args.first));
  const edges = page.map((row, index) => ({ cursor: `cursor ${index}`, node: refer("Person", String(row.idNumber)) }));
  return { edges, pageInfo: { hasNextPage: page.length < inside.length, endCursor: null } };
}
