import type { GraphQLArgument, GraphQLField, GraphQLSchema } from "graphql";
import { getNamedType, isInputObjectType, isNonNullType, isObjectType, isScalarType, isCompositeType } from "graphql";

/** A selection of one field with the least that it demands: `verdict(claims: {})`, `spouse { __typename }`, `name`. */
export function leastSelection(field: GraphQLField<unknown, unknown>): string {
  const selection = isCompositeType(getNamedType(field.type)) ? " { __typename }" : "";
  return `${field.name}${leastArguments(field.args)}${selection}`;
}

/** The root that names one object of a type by a single identifier, with an identifier; null where there is none. */
export function rootOf(schema: GraphQLSchema, typeName: string): string | null {
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {});
  const root = roots.find((field) => getNamedType(field.type).name === typeName && isObjectType(getNamedType(field.type)) && field.args.length === 1);
  return root ? `${root.name}${leastArguments(root.args)}` : null;
}

function leastArguments(args: readonly GraphQLArgument[]): string {
  const demanded = args.filter((argument) => isNonNullType(argument.type) && argument.defaultValue === undefined);
  const literals = demanded.map((argument) => `${argument.name}: ${leastLiteral(argument)}`);
  return literals.length > 0 ? `(${literals.join(", ")})` : "";
}

function leastLiteral({ name, type }: GraphQLArgument): string {
  const named = getNamedType(type);
  if (isInputObjectType(named)) return "{}";
  if (isScalarType(named) && (named.name === "ID" || named.name === "String")) return '"1"';
  throw new Error(`no literal for the argument ${name}`);
}
