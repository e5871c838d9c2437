import type { ErrorCode } from "../../consent/model/errors.js";
import type { AnswerField } from "../plan/step.js";
import { isTreeObject, noteIssue, type TreeObject, type TreeValue } from "./result-tree.js";

/** Codes that a subgraph may give; every other is its failure. What it says beside the code is dropped (rule 9). */
const FORWARDED: ReadonlySet<ErrorCode> = new Set([
  "OUT_OF_SCOPE",
  "BAD_USER_INPUT",
  "INVALID_IDENTIFIER",
  "CONFLICT",
  "NOT_FOUND",
  "FORBIDDEN",
  "QUOTA_EXCEEDED",
  "DECISION_UNAVAILABLE",
]);

/** Where an error belongs: an object of the tree and the path below it, in response names of the fetch. */
export interface ErrorPlace {
  readonly target: TreeObject;
  readonly fields: readonly AnswerField[];
  readonly path: readonly (string | number)[];
  readonly typeName: string;
}

/**
 * Notes the errors of an answer where they belong. One without a usable path, or for a field that was not asked for,
 * is noted at the fields of the fetch that are null.
 */
export function noteAnsweredErrors(
  errors: readonly unknown[],
  placeOf: (path: readonly (string | number)[] | null) => ErrorPlace | readonly ErrorPlace[] | null,
): void {
  for (const error of errors) {
    if (!isTreeObject(error)) continue;
    const extensions = isTreeObject(error.extensions) ? error.extensions : {};
    const code = FORWARDED.has(extensions.code as ErrorCode) ? (extensions.code as ErrorCode) : "SUBGRAPH_UNAVAILABLE";
    const path = isPath(error.path) ? error.path : null;
    const places = placeOf(path);
    for (const place of places === null ? [] : [places].flat()) noteAt(place, code);
  }
}

function isPath(value: unknown): value is (string | number)[] {
  return Array.isArray(value) && value.every((element) => typeof element === "string" || typeof element === "number");
}

function noteAt({ target, fields, path, typeName }: ErrorPlace, code: ErrorCode): void {
  let object: TreeObject = target;
  let known = fields;
  let parentType = typeName;
  for (let index = 0; index < path.length; index++) {
    const field = known.find((candidate) => candidate.responseName === path[index]);
    if (!field) return;
    const { holder, name, next } = descend(object, field.storeAs, path, index + 1);
    const value = holder[name];
    if (next === path.length || !isTreeObject(value) || !field.selection) {
      if (field.isIdentity) return;
      // An error and a value for the same place contradict each other (GraphQL specification 7.1): then there is no value.
      holder[name] = null;
      noteIssue(object, field.storeAs, { code, coordinate: `${parentType}.${field.fieldName}` });
      return;
    }
    object = value;
    parentType = field.selection.onlyType ?? String(value.__typename);
    known = field.selection.byType.get(parentType) ?? [];
    index = next - 1;
  }
  // The path ends at the object itself: everything that it lacks has this reason.
  for (const field of known) {
    if (!field.isIdentity && (object[field.storeAs] ?? null) === null) {
      noteIssue(object, field.storeAs, { code, coordinate: `${parentType}.${field.fieldName}` });
    }
  }
}

/** Follows the list indices of a path as far as there are lists: what holds the value, and its name there. */
function descend(object: TreeObject, field: string, path: readonly (string | number)[], from: number) {
  let holder: Record<string | number, TreeValue> = object;
  let name: string | number = field;
  let next = from;
  for (let step = path[next]; typeof step === "number"; step = path[++next]) {
    const list = holder[name];
    if (!Array.isArray(list) || !(step in list)) return { holder, name, next: path.length };
    holder = list as unknown as Record<number, TreeValue>;
    name = step;
  }
  return { holder, name, next };
}
