import { createHash } from "node:crypto";
import type {
  ArgumentNode,
  DirectiveNode,
  DocumentNode,
  FieldNode,
  GraphQLCompositeType,
  GraphQLObjectType,
  GraphQLSchema,
  SelectionNode,
  SelectionSetNode,
  VariableDefinitionNode,
} from "graphql";
import { getNamedType, isAbstractType, isCompositeType, Kind, OperationTypeNode, parseType, print } from "graphql";
import type { ParsedOperation } from "./parse-document.js";
import { createNaming, type Naming } from "./private-names.js";
import type { Condition, IntrospectionFields, Shape, ShapeField, ShapeFragment } from "./shape.js";

/**
 * The operation as planner and subgraphs see it. Client aliases never reach them (architecture.md, rule 5): a field
 * keeps its own name, and one with arguments gets a private name for each set of arguments, so no alias can stand where
 * another field, a key or `decision` is expected. Literals become variables: a plan and a cache never hold a value.
 */
export interface RewrittenOperation {
  readonly document: DocumentNode;
  /** SHA-256 of the rewritten text, hex: the key of its plan. */
  readonly hash: string;
  readonly operationType: OperationTypeNode;
  readonly shape: Shape;
  readonly introspection: IntrospectionFields;
  /** Values of the client's literals by private variable name. */
  readonly literals: ReadonlyMap<string, unknown>;
  /** Client variable name → private variable name. */
  readonly variableNames: ReadonlyMap<string, string>;
  /** Private variables that may not be null, because a place that they stand in may not. */
  readonly nonNullVariables: ReadonlySet<string>;
  /** null when nothing is left to fetch (`{ __typename }`, introspection alone). */
  readonly hasFetches: boolean;
}

interface Rewriting {
  readonly schema: GraphQLSchema;
  readonly parsed: ParsedOperation;
  /** Key field by governed type: added to each selection, so that the record knows every data subject. */
  readonly keyFields: ReadonlyMap<string, string>;
  readonly naming: Naming;
  readonly introspection: FieldNode[];
}

/**
 * Rewrites one operation of a valid document.
 * @param keyFields governed type → its key field
 */
export function rewriteOperation(parsed: ParsedOperation, schema: GraphQLSchema, keyFields: ReadonlyMap<string, string>): RewrittenOperation {
  const root = schema.getRootType(parsed.operation.operation);
  if (!root) throw new Error("validated operations have a root type");
  const rewriting: Rewriting = { schema, parsed, keyFields, naming: createNaming(parsed.operation, schema), introspection: [] };
  const { set, shape } = rewriteSelections(parsed.operation.selectionSet, root, rewriting, true);
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: parsed.operation.operation,
        variableDefinitions: rewriting.naming.usedDefinitions().map(toDefinition),
        selectionSet: set,
      },
    ],
  };
  return {
    document,
    hash: createHash("sha256").update(print(document)).digest("hex"),
    operationType: parsed.operation.operation,
    shape,
    introspection: rewriting.introspection,
    literals: rewriting.naming.literals,
    variableNames: rewriting.naming.variableNames,
    nonNullVariables: rewriting.naming.nonNullVariables,
    hasFetches: set.selections.length > 0,
  };
}

function toDefinition({ name, type }: { name: string; type: string }): VariableDefinitionNode {
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } },
    type: parseType(type),
  };
}

function rewriteSelections(set: SelectionSetNode, type: GraphQLCompositeType, rewriting: Rewriting, isRoot = false): { set: SelectionSetNode; shape: Shape } {
  const selections: SelectionNode[] = [];
  const entries: (ShapeField | ShapeFragment)[] = [];
  for (const selection of set.selections) {
    const rewritten = selection.kind === Kind.FIELD ? rewriteField(selection, type, rewriting, isRoot) : rewriteFragment(selection, type, rewriting, isRoot);
    if (rewritten.node) selections.push(rewritten.node);
    if (rewritten.entry) entries.push(rewritten.entry);
  }
  if (!isRoot) selections.push(...identifyingSelections(type, rewriting));
  // Where conditions may leave nothing, the planner would drop the object itself; the client is due an empty one.
  if (!isRoot && selections.every(isConditional)) selections.push(plainField("__typename"));
  return {
    set: { kind: Kind.SELECTION_SET, selections },
    shape: { typeName: type.name, possibleTypes: possibleTypeNames(type, rewriting.schema), entries },
  };
}

interface Rewritten {
  node: SelectionNode | null;
  entry: ShapeField | ShapeFragment | null;
}

function rewriteField(node: FieldNode, parent: GraphQLCompositeType, rewriting: Rewriting, isRoot: boolean): Rewritten {
  const { naming } = rewriting;
  const fieldName = node.name.value;
  const responseName = node.alias?.value ?? fieldName;
  const conditions = conditionsOf(node.directives, naming);
  if (fieldName === "__schema" || fieldName === "__type") {
    rewriting.introspection.push(node);
    return { node: null, entry: null };
  }
  const definition = fieldName === "__typename" ? null : (parent as GraphQLObjectType).getFields()[fieldName];
  if (!definition) {
    const type = rewriting.schema.getType("String") as ShapeField["type"];
    const entry: ShapeField = { kind: "field", responseName, internalName: "__typename", fieldName, args: [], type, conditions, shape: null };
    return { node: isRoot ? null : plainField("__typename"), entry };
  }
  const isMutation = isRoot && parent === rewriting.schema.getMutationType();
  const args = (node.arguments ?? []).map((argument) => naming.renameArgument(argument, definition));
  const internalName = naming.nameOf(fieldName, String(definition.type), args, isMutation ? responseName : "");
  const named = getNamedType(definition.type);
  const nested = isCompositeType(named) && node.selectionSet ? rewriteSelections(node.selectionSet, named, rewriting) : null;
  return {
    node: fieldNode(fieldName, internalName, args, renameDirectives(node.directives, naming), nested?.set),
    entry: { kind: "field", responseName, internalName, fieldName, args, type: definition.type, conditions, shape: nested?.shape ?? null },
  };
}

function rewriteFragment(node: Exclude<SelectionNode, FieldNode>, parent: GraphQLCompositeType, rewriting: Rewriting, isRoot: boolean): Rewritten {
  const { schema, parsed, naming } = rewriting;
  const body = node.kind === Kind.FRAGMENT_SPREAD ? parsed.fragments.get(node.name.value) : node;
  if (!body) throw new Error("validated spreads have a fragment");
  const type = body.typeCondition ? (schema.getType(body.typeCondition.name.value) as GraphQLCompositeType) : parent;
  const { set, shape } = rewriteSelections(body.selectionSet, type, rewriting, isRoot);
  const conditions = conditionsOf(node.directives, naming);
  return {
    node:
      set.selections.length === 0
        ? null
        : {
            kind: Kind.INLINE_FRAGMENT,
            typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type.name } },
            directives: renameDirectives(node.directives, naming),
            selectionSet: set,
          },
    entry: { kind: "fragment", possibleTypes: shape.possibleTypes, conditions, shape },
  };
}

function isConditional({ directives }: SelectionNode): boolean {
  return (directives?.length ?? 0) > 0;
}

/** What tells a value's type and, on governed types, its data subject. */
function identifyingSelections(type: GraphQLCompositeType, { schema, keyFields }: Rewriting): SelectionNode[] {
  if (!isAbstractType(type)) {
    const key = keyFields.get(type.name);
    return key ? [plainField(key)] : [];
  }
  const selections: SelectionNode[] = [plainField("__typename")];
  for (const possible of schema.getPossibleTypes(type)) {
    const key = keyFields.get(possible.name);
    if (!key) continue;
    selections.push({
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: possible.name } },
      selectionSet: { kind: Kind.SELECTION_SET, selections: [plainField(key)] },
    });
  }
  return selections;
}

function conditionsOf(directives: readonly DirectiveNode[] | undefined, naming: Naming): Condition[] {
  const conditions: Condition[] = [];
  for (const directive of directives ?? []) {
    const value = directive.arguments?.find((argument) => argument.name.value === "if")?.value;
    if (!value) continue;
    conditions.push({
      variable: value.kind === Kind.VARIABLE ? naming.renameVariable(value.name.value) : null,
      literal: value.kind === Kind.BOOLEAN && value.value,
      wanted: directive.name.value === "include",
    });
  }
  return conditions;
}

function renameDirectives(directives: readonly DirectiveNode[] | undefined, naming: Naming): DirectiveNode[] {
  return (directives ?? []).map((directive) => ({
    ...directive,
    arguments: (directive.arguments ?? []).map((argument) => naming.renameDirectiveArgument(argument)),
  }));
}

function fieldNode(
  name: string,
  internalName: string,
  args: ArgumentNode[],
  directives: DirectiveNode[],
  selectionSet: SelectionSetNode | undefined,
): FieldNode {
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: name },
    ...(internalName === name ? {} : { alias: { kind: Kind.NAME, value: internalName } }),
    arguments: args,
    directives,
    ...(selectionSet ? { selectionSet } : {}),
  };
}

function plainField(name: string): FieldNode {
  return { kind: Kind.FIELD, name: { kind: Kind.NAME, value: name } };
}

function possibleTypeNames(type: GraphQLCompositeType, schema: GraphQLSchema): ReadonlySet<string> {
  return new Set(isAbstractType(type) ? schema.getPossibleTypes(type).map((possible) => possible.name) : [type.name]);
}
