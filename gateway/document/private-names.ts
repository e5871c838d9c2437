import type { ArgumentNode, ConstDirectiveNode, GraphQLField, GraphQLInputType, GraphQLSchema, OperationDefinitionNode, ValueNode } from "graphql";
import {
  getNullableType,
  GraphQLBoolean,
  GraphQLNonNull,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  print,
  typeFromAST,
  valueFromAST,
} from "graphql";

/** Gives fields, variables and literals of one operation their private names. */
export interface Naming {
  /**
   * The private response name of a field: its own name, or one for these arguments (or this type, where types differ).
   * @param occurrence tells apart what must not become one: a mutation asked for twice is done twice
   */
  nameOf(fieldName: string, type: string, args: readonly ArgumentNode[], occurrence?: string): string;
  renameArgument(node: ArgumentNode, field: GraphQLField<unknown, unknown>): ArgumentNode;
  renameDirectiveArgument<T extends ArgumentNode | NonNullable<ConstDirectiveNode["arguments"]>[number]>(node: T): T;
  renameVariable(name: string): string;
  usedDefinitions(): { name: string; type: string }[];
  readonly literals: ReadonlyMap<string, unknown>;
  readonly variableNames: ReadonlyMap<string, string>;
  readonly nonNullVariables: ReadonlySet<string>;
}

/** Private response names look like this; a schema that has such a field is refused at start (`graph.ts`). */
export const PRIVATE_NAME = /^[at]\d+_/;

/** The type of `if` in `@skip` and `@include`, the only directives of operations here. */
const CONDITION = new GraphQLNonNull(GraphQLBoolean);

/** Names for one operation; the same field with the same arguments keeps the same name, so plans stay small. */
export function createNaming(operation: OperationDefinitionNode, schema: GraphQLSchema): Naming {
  const fields = createFieldNames();
  const variables = createVariableNames(operation, schema);
  const rename = (node: ValueNode, type: GraphQLInputType, hasDefault: boolean): ValueNode => {
    if (node.kind === Kind.VARIABLE) return variables.use(node.name.value, type, hasDefault);
    const nullable = getNullableType(type);
    if (node.kind === Kind.OBJECT && isInputObjectType(nullable)) {
      const inputs = nullable.getFields();
      return {
        ...node,
        fields: node.fields.map((field) => {
          const input = inputs[field.name.value];
          if (!input) throw new Error("validated input objects have known fields");
          return { ...field, value: rename(field.value, input.type, input.defaultValue !== undefined) };
        }),
      };
    }
    if (node.kind === Kind.LIST && isListType(nullable)) {
      return { ...node, values: node.values.map((value) => rename(value, nullable.ofType, false)) };
    }
    // A scalar of the schema's own takes any literal, and then it is a value like another.
    if ((node.kind === Kind.ENUM && isEnumType(nullable)) || node.kind === Kind.BOOLEAN || node.kind === Kind.NULL) return node;
    // A single value where a list is expected becomes a list of one (GraphQL specification 3.11).
    if (isListType(nullable)) return rename(node, nullable.ofType, false);
    return variables.literal(node, type);
  };
  return {
    nameOf: fields,
    renameArgument: (node, field) => {
      const definition = field.args.find((argument) => argument.name === node.name.value);
      if (!definition) throw new Error("validated arguments have a definition");
      return { ...node, value: rename(node.value, definition.type, definition.defaultValue !== undefined) };
    },
    renameDirectiveArgument: (node) =>
      node.value.kind === Kind.VARIABLE ? { ...node, value: variables.use(node.value.name.value, CONDITION, false) as typeof node.value } : node,
    renameVariable: variables.rename,
    usedDefinitions: variables.definitions,
    literals: variables.literals,
    variableNames: variables.names,
    nonNullVariables: variables.nonNull,
  };
}

function createFieldNames(): Naming["nameOf"] {
  const withArguments = new Map<string, string>();
  const typeOfName = new Map<string, string>();
  return (fieldName, type, args, occurrence = "") => {
    if (args.length === 0 && occurrence === "") {
      const first = typeOfName.get(fieldName);
      if (first === undefined) typeOfName.set(fieldName, type);
      if (first === undefined || first === type) return fieldName;
    }
    const signature = `${occurrence} ${fieldName}:${type}(${args.map(print).sort().join()})`;
    const known = withArguments.get(signature);
    if (known) return known;
    const name = `${args.length > 0 ? "a" : "t"}${withArguments.size}_${fieldName}`;
    withArguments.set(signature, name);
    return name;
  };
}

function createVariableNames(operation: OperationDefinitionNode, schema: GraphQLSchema) {
  const declared = new Map((operation.variableDefinitions ?? []).map((node) => [node.variable.name.value, node]));
  const names = new Map<string, string>();
  const types = new Map<string, string>();
  const literals = new Map<string, unknown>();
  const literalNames = new Map<string, string>();
  const nonNull = new Set<string>();
  const rename = (name: string): string => {
    const known = names.get(name);
    if (known) return known;
    const definition = declared.get(name);
    const type = definition && typeFromAST(schema, definition.type as never);
    if (!type) throw new Error("validated variables are declared");
    // Numbered: the client's own words reach no plan, no cache and no department.
    const privateName = `v_${names.size}`;
    names.set(name, privateName);
    types.set(privateName, String(type));
    return privateName;
  };
  const use = (name: string, type: GraphQLInputType, hasDefault: boolean): ValueNode => {
    const privateName = rename(name);
    // The private definition has no default (defaults are coerced before), so a place that may not be null says so.
    const declaredType = types.get(privateName) ?? "";
    if (isNonNullType(type) && !hasDefault && !declaredType.endsWith("!")) {
      nonNull.add(privateName);
      types.set(privateName, `${declaredType}!`);
    }
    return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: privateName } };
  };
  const literal = (node: ValueNode, type: GraphQLInputType): ValueNode => {
    const signature = `${String(type)}:${print(node)}`;
    const name = literalNames.get(signature) ?? `l_${literals.size}`;
    literalNames.set(signature, name);
    literals.set(name, valueFromAST(node, type));
    types.set(name, String(type));
    return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } };
  };
  const definitions = (): { name: string; type: string }[] => [...types].map(([name, type]) => ({ name, type }));
  return { rename, use, literal, definitions, names, literals, nonNull };
}
