import { type GraphQLSchema, getNamedType, isInterfaceType, isObjectType, parse, specifiedRules, validate } from "graphql";
import { BOOLEAN_DEFINITIONS, BOOLEANS, type Selected } from "./arbitrary-query.js";

/** An operation as text, with the variables that it uses. */
export interface PrintedQuery {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whether the generated aliases stayed. */
  readonly aliased: boolean;
}

/** Variables beside the booleans that generated arguments use. */
export interface ArgumentVariables {
  readonly definitions: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * Prints selections as a valid operation. Aliases that make two different fields share a response name get a number;
 * where that does not suffice, they go.
 */
export function printQuery(schema: GraphQLSchema, root: readonly Selected[], variables: ArgumentVariables): PrintedQuery {
  const query = printed(schema, root, variables, true) ?? printed(schema, root, variables, false);
  if (!query) throw new Error("the generator made an operation that does not validate");
  return query;
}

function printed(schema: GraphQLSchema, root: readonly Selected[], { definitions, values }: ArgumentVariables, aliased: boolean): PrintedQuery | null {
  const printing: Printing = { schema, aliased, taken: new Map(), fragments: [] };
  const body = [`{ ${printSelections(root, "", "Query", printing)} }`, ...printing.fragments].join("\n");
  const all = { ...BOOLEAN_DEFINITIONS, ...definitions };
  const used = Object.keys(all).filter((name) => new RegExp(`\\$${name}\\b`).test(body));
  const head = used.length > 0 ? `query(${used.map((name) => all[name]).join(", ")}) ` : "";
  const query = `${head}${body}`;
  if (validate(schema, parse(query), specifiedRules).length > 0) return null;
  const given = Object.entries({ ...BOOLEANS, ...values }).filter(([name]) => used.includes(name));
  return { query, variables: Object.fromEntries(given), aliased };
}

interface Taken {
  readonly typeName: string;
  readonly signature: string;
  readonly type: string;
}

interface Printing {
  readonly schema: GraphQLSchema;
  readonly aliased: boolean;
  /** Response path → the fields that stand there. */
  readonly taken: Map<string, Taken[]>;
  readonly fragments: string[];
}

function printSelections(selections: readonly Selected[], path: string, typeName: string, printing: Printing): string {
  return selections.map((selected) => printSelection(selected, path, typeName, printing)).join(" ");
}

function printSelection(selected: Selected, path: string, typeName: string, printing: Printing): string {
  if (selected.kind === "field") return printField(selected, path, typeName, printing);
  const below = printSelections(selected.below, path, selected.on ?? typeName, printing);
  if (selected.kind === "inline") return `...${selected.on ? ` on ${selected.on}` : ""}${selected.directives} { ${below} }`;
  const name = `F${printing.fragments.length}`;
  printing.fragments.push(`fragment ${name} on ${selected.on} { ${below} }`);
  return `...${name}${selected.directives}`;
}

function printField(field: Selected & { kind: "field" }, path: string, typeName: string, printing: Printing): string {
  const parent = printing.schema.getType(typeName);
  const definition = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[field.name] : undefined;
  const taking: Taken = { typeName, signature: `${field.name}${field.args}`, type: String(definition?.type ?? "String!") };
  const wanted = printing.aliased && field.alias ? field.alias : field.name;
  let responseName = wanted;
  for (let n = 2; !isFree(`${path}/${responseName}`, taking, printing); n++) responseName = `${wanted}${n}`;
  const place = `${path}/${responseName}`;
  printing.taken.set(place, [...(printing.taken.get(place) ?? []), taking]);
  const written = responseName === field.name ? field.name : `${responseName}: ${field.name}`;
  const next = definition ? getNamedType(definition.type).name : "String";
  const below = field.below ? ` { ${printSelections(field.below, place, next, printing)} }` : "";
  return `${written}${field.args}${field.directives}${below}`;
}

/** Two fields share a response name when they are the same, or of two object types and of the same type themselves. */
function isFree(place: string, taking: Taken, { schema, taken }: Printing): boolean {
  return (taken.get(place) ?? []).every((known) => {
    const apart = known.typeName !== taking.typeName && [known, taking].every(({ typeName }) => isObjectType(schema.getType(typeName)));
    return apart ? known.type === taking.type : known.signature === taking.signature;
  });
}
