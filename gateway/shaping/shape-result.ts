import type { GraphQLOutputType } from "graphql";
import { isEnumType, isListType, isNonNullType, isScalarType } from "graphql";
import { ERRORS, type ErrorCode } from "../../consent/model/errors.js";
import type { Coordinate } from "../../consent/model/sharing.js";
import { type CollectedField, collectFields, type Condition, type Shape } from "../document/shape.js";
import { type Issue, isTreeObject, issueOf, type TreeObject, type TreeValue } from "../execution/result-tree.js";

/** One GraphQL error of an answer. */
export interface AnswerError {
  readonly message: string;
  readonly path: readonly (string | number)[];
  readonly extensions: { readonly code: ErrorCode; readonly coordinate: Coordinate };
}

/** Everything withheld, compact: `paths` are response paths joined by dots. */
export interface Withheld {
  readonly coordinate: Coordinate;
  readonly code: ErrorCode;
  readonly paths: string[];
}

/** What the record learns of an answer: governed objects with their fields, what of them is withheld, and lengths of lists. */
export interface UseListener {
  /** An object of a governed type stands in the answer. The array of fields is the same one for the same selection. */
  shown(typeName: string, key: string, fields: readonly CollectedField[]): void;
  /** @param shownInPart whether a value stands there all the same (a list that lacks some elements) */
  withheld(typeName: string, key: string, issue: Issue, shownInPart: boolean): void;
  /** A list stands in the answer. */
  listed(coordinate: Coordinate, length: number): void;
}

export interface ShapedResult {
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly AnswerError[];
  readonly withheld: readonly Withheld[];
}

/** Collected fields by selection and type: per operation where nothing depends on variables, else per request. */
export type CollectedFields = WeakMap<readonly Shape[], Map<string, CollectedField[]>>;

/** Errors beyond this many stand only in `extensions.assent.withheld` (architecture.md, rule 1). */
const MAX_ERRORS = 100;

const BUBBLE = Symbol("null in a non-null place");
const NOBODY = Symbol("a governed object without its key");

/** What a shaping needs beside the tree. */
export interface ShapingContext {
  readonly keyFields: ReadonlyMap<string, string>;
  readonly holds: (condition: Condition) => boolean;
  readonly collected: CollectedFields;
  readonly uses: UseListener;
}

/**
 * Gives the result tree the client's form: its names and order, only what it selected, nulls where something is withheld
 * or missing with an error for each, and nulls that climb to the next nullable place (GraphQL specification 6.4.4).
 * @param root the root's shape, in the same array for every request of an operation (it keys the cache of fields)
 */
export function shapeResult(tree: TreeObject, root: readonly [Shape], context: ShapingContext): ShapedResult {
  const shaping = new Shaping(context);
  const data = shaping.object(tree, root, root[0].typeName);
  return { data: data === BUBBLE || data === NOBODY ? null : data, errors: shaping.errors, withheld: [...shaping.withheld.values()] };
}

class Shaping {
  readonly errors: AnswerError[] = [];
  readonly withheld = new Map<string, Withheld>();
  readonly #context: ShapingContext;
  /** Response path of the place that is being shaped; copied only for an error. */
  readonly #path: (string | number)[] = [];

  constructor(context: ShapingContext) {
    this.#context = context;
  }

  object(tree: TreeObject, shapes: readonly Shape[], typeName: string): Record<string, unknown> | typeof BUBBLE | typeof NOBODY {
    const keyField = this.#context.keyFields.get(typeName);
    const key = keyField === undefined ? undefined : tree[keyField];
    const owner = typeof key === "string" ? key : null;
    // Nothing is shown about somebody whom the record could not name.
    if (keyField !== undefined && owner === null) return NOBODY;
    const fields = this.#fieldsOf(shapes, typeName);
    if (owner !== null) this.#context.uses.shown(typeName, owner, fields);
    const shown: Record<string, unknown> = {};
    for (const collected of fields) {
      const { field } = collected;
      this.#path.push(field.responseName);
      const value = field.fieldName === "__typename" ? typeName : this.#field(tree, collected, typeName, owner);
      this.#path.pop();
      if (value === BUBBLE) return BUBBLE;
      // A response name may be `__proto__`; assigning it would set a prototype.
      if (field.responseName === "__proto__") Object.defineProperty(shown, "__proto__", { value, enumerable: true });
      else shown[field.responseName] = value;
    }
    return shown;
  }

  #field(tree: TreeObject, { field, coordinate, shapes }: CollectedField, typeName: string, owner: string | null): unknown {
    const issue = issueOf(tree, field.internalName);
    const value = tree[field.internalName];
    if (issue) {
      this.#note(issue);
      if (owner !== null) this.#context.uses.withheld(typeName, owner, { ...issue, coordinate }, (value ?? null) !== null);
    }
    if (value === undefined && !issue) this.#note({ code: "SUBGRAPH_UNAVAILABLE", coordinate });
    const completed = this.#complete(value ?? null, field.type, shapes, coordinate, issue !== undefined || value === undefined);
    // Left out, or not of the schema's form: nothing of it is shown.
    const isLost = !issue && value !== null && (completed === null || completed === BUBBLE);
    if (isLost && owner !== null) this.#context.uses.withheld(typeName, owner, { code: "SUBGRAPH_UNAVAILABLE", coordinate }, false);
    return completed;
  }

  /** @param explained whether an error already says why the value may be null */
  #complete(value: TreeValue, type: GraphQLOutputType, shapes: readonly Shape[], coordinate: Coordinate, explained: boolean): unknown {
    if (isNonNullType(type)) {
      const completed = this.#complete(value, type.ofType, shapes, coordinate, explained);
      if (completed !== null) return completed;
      if (!explained && value === null) this.#note({ code: "SUBGRAPH_UNAVAILABLE", coordinate });
      return BUBBLE;
    }
    if (value === null || value === undefined) return null;
    if (isListType(type)) return this.#list(value, type.ofType, shapes, coordinate);
    if (isScalarType(type) || isEnumType(type)) {
      const leaf = completeLeaf(value, type);
      if (leaf === undefined) this.#note({ code: "SUBGRAPH_UNAVAILABLE", coordinate });
      return leaf ?? null;
    }
    const typeName = isTreeObject(value) ? typeNameOf(value, shapes) : null;
    if (typeName === null) {
      this.#note({ code: "SUBGRAPH_UNAVAILABLE", coordinate });
      return null;
    }
    const object = this.object(value as TreeObject, shapes, typeName);
    if (object === NOBODY) this.#note({ code: "SUBGRAPH_UNAVAILABLE", coordinate });
    return object === BUBBLE || object === NOBODY ? null : object;
  }

  #list(value: TreeValue, type: GraphQLOutputType, shapes: readonly Shape[], coordinate: Coordinate): unknown {
    if (!Array.isArray(value)) {
      this.#note({ code: "SUBGRAPH_UNAVAILABLE", coordinate });
      return null;
    }
    this.#context.uses.listed(coordinate, value.length);
    const completed: unknown[] = [];
    for (let index = 0; index < value.length; index++) {
      this.#path.push(index);
      const item = this.#complete(value[index], type, shapes, coordinate, false);
      this.#path.pop();
      if (item === BUBBLE) return null;
      completed.push(item);
    }
    return completed;
  }

  #fieldsOf(shapes: readonly Shape[], typeName: string): CollectedField[] {
    const { collected, holds } = this.#context;
    let byType = collected.get(shapes);
    if (!byType) collected.set(shapes, (byType = new Map()));
    let fields = byType.get(typeName);
    if (!fields) byType.set(typeName, (fields = collectFields(shapes, typeName, holds)));
    return fields;
  }

  #note({ code, coordinate }: Issue): void {
    const name = `${coordinate} ${code}`;
    const known = this.withheld.get(name);
    const path = this.#path.join(".");
    if (known) known.paths.push(path);
    else this.withheld.set(name, { coordinate, code, paths: [path] });
    if (this.errors.length >= MAX_ERRORS) return;
    this.errors.push({ message: ERRORS[code].message, path: [...this.#path], extensions: { code, coordinate } });
  }
}

function typeNameOf(value: TreeObject, shapes: readonly Shape[]): string | null {
  const [shape] = shapes;
  if (!shape) return null;
  if (shape.possibleTypes.size === 1) return shape.possibleTypes.values().next().value ?? null;
  const claimed = value.__typename;
  return typeof claimed === "string" && shape.possibleTypes.has(claimed) ? claimed : null;
}

/** A leaf as the schema types it; undefined when the subgraph answered something else. */
function completeLeaf(value: TreeValue, type: { name: string; serialize(value: unknown): unknown }): unknown {
  switch (type.name) {
    case "String":
      return typeof value === "string" ? value : undefined;
    case "ID":
      return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
    case "Boolean":
      return typeof value === "boolean" ? value : undefined;
    case "Int":
      return Number.isInteger(value) ? value : undefined;
    case "Float":
      return typeof value === "number" ? value : undefined;
    default:
      return serialized(value, type);
  }
}

function serialized(value: TreeValue, type: { serialize(value: unknown): unknown }): unknown {
  try {
    return type.serialize(value) ?? undefined;
  } catch {
    return undefined;
  }
}
