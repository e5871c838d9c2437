import type { DocumentNode, FragmentDefinitionNode, GraphQLError, GraphQLSchema, OperationDefinitionNode, SelectionSetNode } from "graphql";
import { Kind, parse, specifiedRules, validate } from "graphql";
import { Refusal } from "../../consent/model/errors.js";
import type { DocumentLimits } from "./limits.js";
import { findExceededLimit, findExceededToken } from "./limits.js";

/** One operation of a valid document, with the fragments it may use. */
export interface ParsedOperation {
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** At most so many places of a document are named in an error. */
const MAX_LOCATIONS = 5;

/**
 * Parses a text, holds it against the limits and validates it against the API schema, in that order.
 * @throws Refusal GRAPHQL_PARSE_FAILED, OPERATION_TOO_COSTLY, GRAPHQL_VALIDATION_FAILED
 */
export function parseDocument(text: string, schema: GraphQLSchema, limits: DocumentLimits): DocumentNode {
  const document = parseWithin(text, limits);
  const exceeded = findExceededLimit(document, limits);
  if (exceeded) throw new Refusal("OPERATION_TOO_COSTLY", { ...exceeded });
  const errors = collectErrors(schema, document);
  if (errors.length > 0) throw new Refusal("GRAPHQL_VALIDATION_FAILED", { findings: errors });
  // Places are for errors only; a document that is kept is half as large without them.
  return parse(text, { noLocation: true });
}

/**
 * The operation that the request names, or the only one.
 * @throws Refusal BAD_REQUEST when there is none, several without a name, or a subscription
 */
export function pickOperation(document: DocumentNode, operationName: string | null | undefined): ParsedOperation {
  const operations: OperationDefinitionNode[] = [];
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
    else if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const candidates = operationName ? operations.filter((operation) => operation.name?.value === operationName) : operations;
  const [operation] = candidates;
  if (!operation || candidates.length !== 1) throw new Refusal("BAD_REQUEST", { reason: "OPERATION_NAME" });
  if (operation.operation === "subscription") throw new Refusal("BAD_REQUEST", { reason: "OPERATION_TYPE" });
  const reachable = new Map<string, FragmentDefinitionNode>();
  collectReachable(operation.selectionSet, fragments, reachable);
  return { operation, fragments: reachable };
}

/** Only what the operation spreads: what others of the document hold, literals too, is let go. */
function collectReachable(set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>, reachable: Map<string, FragmentDefinitionNode>): void {
  for (const selection of set.selections) {
    if (selection.kind !== Kind.FRAGMENT_SPREAD) {
      if (selection.selectionSet) collectReachable(selection.selectionSet, fragments, reachable);
      continue;
    }
    const name = selection.name.value;
    const fragment = fragments.get(name);
    if (!fragment || reachable.has(name)) continue;
    reachable.set(name, fragment);
    collectReachable(fragment.selectionSet, fragments, reachable);
  }
}

function parseWithin(text: string, limits: DocumentLimits): DocumentNode {
  try {
    const exceeded = findExceededToken(text, limits.maxTokens);
    if (exceeded) throw new Refusal("OPERATION_TOO_COSTLY", { ...exceeded });
    return parse(text);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("GRAPHQL_PARSE_FAILED", { locations: locationsOf(error as GraphQLError) });
  }
}

/**
 * One rule at a time, so that the answer can say which one failed: the texts of graphql-js quote values and suggest
 * names, and are never forwarded (architecture.md, rule 9).
 */
function collectErrors(schema: GraphQLSchema, document: DocumentNode): object[] {
  const options = { maxErrors: MAX_LOCATIONS, hideSuggestions: true };
  if (validate(schema, document, specifiedRules, options).length === 0) return [];
  const findings: object[] = [];
  for (const rule of specifiedRules) {
    for (const error of validate(schema, document, [rule], options)) {
      if (findings.length < MAX_LOCATIONS) findings.push({ rule: rule.name, locations: locationsOf(error) });
    }
  }
  return findings;
}

function locationsOf(error: GraphQLError): object[] {
  return (error.locations ?? []).slice(0, MAX_LOCATIONS).map(({ line, column }) => ({ line, column }));
}
