import { hash } from "node:crypto";
import { type GraphQLInputType, isInputType, typeFromAST } from "graphql";
import { LRUCache } from "lru-cache";
import { Refusal } from "../../consent/model/errors.js";
import { holdsIdentifier } from "../../consent/model/identifiers.js";
import type { DocumentLimits } from "../document/limits.js";
import { parseDocument, type ParsedOperation, pickOperation } from "../document/parse-document.js";
import { rewriteOperation, type RewrittenOperation } from "../document/rewrite.js";
import type { CollectedField, Shape } from "../document/shape.js";
import type { Graph } from "../graph.js";
import { collectFacts } from "./collect-facts.js";
import { type Estimate, estimateOperation, introspectedFields, introspectionCost } from "./estimate.js";
import type { OperationFacts } from "./fact.js";

/** All that the text of an operation tells, whoever asks: shared by requests, never changed. */
export interface PreparedOperation {
  readonly parsed: ParsedOperation;
  readonly rewritten: RewrittenOperation;
  readonly facts: OperationFacts;
  readonly estimate: Estimate;
  readonly variableTypes: ReadonlyMap<string, GraphQLInputType>;
  /** The root's shape, alone in an array that keys `collected`. */
  readonly root: readonly [Shape];
  /** Collected fields where no `@skip` or `@include` depends on variables; null where one does. */
  readonly collected: WeakMap<readonly Shape[], Map<string, CollectedField[]>> | null;
}

/** Prepares operations for one graph. */
export interface OperationPreparer {
  /** @throws Refusal for a document that does not parse, exceeds a limit, does not validate or lacks the operation */
  prepare(text: string, operationName: string | null): PreparedOperation;
}

/** Names of operations go on the record; one that holds an identifier, or so many digits, does not (audit-log.md). */
const MANY_DIGITS = /\d{15,}/;

/** Memory of what is kept, in bytes, as it is estimated. */
const MAX_CACHED_BYTES = 100_000_000;
/** A selected field in the document, its rewriting and its shape, and everything else of an operation, as measured. */
const BYTES_OF_FIELD = 600;
const BYTES_OF_OPERATION = 5000;

/**
 * Prepared operations are kept by their exact text and name, the `max` used last. A text with literals is prepared anew
 * each time, so that no value stays in memory beyond its request; its plan is cached all the same (literals are variables there).
 */
export function createOperationPreparer(graph: Graph, limits: DocumentLimits, max: number): OperationPreparer {
  const cache = new LRUCache<string, PreparedOperation>({
    max,
    maxSize: MAX_CACHED_BYTES,
    sizeCalculation: ({ parsed, rewritten }) =>
      BYTES_OF_OPERATION + BYTES_OF_FIELD * (entriesOf(rewritten.shape) + introspectedFields(parsed, rewritten.introspection)),
  });
  return {
    prepare(text, operationName) {
      // By its hash: a text may hold literals in another operation, or in a comment, and none lies in memory.
      const name = hash("sha256", `${operationName ?? ""}\n${text}`, "base64");
      const known = cache.get(name);
      if (known) return known;
      const prepared = prepareOperation(text, operationName, graph, limits);
      if (prepared.rewritten.literals.size === 0 && !hasDefaults(prepared.parsed)) cache.set(name, prepared);
      return prepared;
    },
  };
}

function prepareOperation(text: string, operationName: string | null, graph: Graph, limits: DocumentLimits): PreparedOperation {
  const document = parseDocument(text, graph.apiSchema, limits);
  const parsed = pickOperation(document, operationName);
  const name = parsed.operation.name?.value ?? "";
  if (MANY_DIGITS.test(name) || holdsIdentifier(name)) throw new Refusal("BAD_REQUEST", { reason: "OPERATION_NAME" });
  const rewritten = rewriteOperation(parsed, graph.apiSchema, graph.keyFields);
  return {
    parsed,
    rewritten,
    facts: collectFacts(rewritten.shape, graph),
    estimate: estimateOperation(rewritten.shape, graph, introspectionCost(parsed, rewritten.introspection, graph)),
    variableTypes: variableTypesOf(parsed, graph),
    root: [rewritten.shape],
    collected: isConditional(rewritten.shape) ? null : new WeakMap(),
  };
}

function variableTypesOf(parsed: ParsedOperation, { apiSchema }: Graph): Map<string, GraphQLInputType> {
  const types = new Map<string, GraphQLInputType>();
  for (const { variable, type } of parsed.operation.variableDefinitions ?? []) {
    const known = typeFromAST(apiSchema, type as never);
    if (isInputType(known)) types.set(variable.name.value, known);
  }
  return types;
}

function hasDefaults(parsed: ParsedOperation): boolean {
  return (parsed.operation.variableDefinitions ?? []).some(({ defaultValue }) => {
    const kind = defaultValue?.kind;
    return kind === "StringValue" || kind === "IntValue" || kind === "ObjectValue" || kind === "ListValue";
  });
}

function entriesOf(shape: Shape): number {
  return shape.entries.reduce((count, { shape: below }) => count + 1 + (below ? entriesOf(below) : 0), 0);
}

function isConditional(shape: Shape): boolean {
  return shape.entries.some((entry) => entry.conditions.some(({ variable }) => variable !== null) || (entry.shape !== null && isConditional(entry.shape)));
}
