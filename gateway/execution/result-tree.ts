import type { ErrorCode } from "../../consent/model/errors.js";
import type { Coordinate } from "../../consent/model/sharing.js";

/** Why a place of the result tree is null. */
export interface Issue {
  readonly code: ErrorCode;
  readonly coordinate: Coordinate;
}

const ISSUES = Symbol("issues");
const PLACES = Symbol("places");

/**
 * An object of the result tree. Its keys are private response names; under symbols, which no JSON holds, lie its issues
 * and, where one object stands in several places of the tree, their number.
 */
export interface TreeObject {
  [name: string]: TreeValue;
  [ISSUES]?: Map<string, Issue>;
  [PLACES]?: number;
}

export type TreeValue = unknown;

/**
 * Nothing is inherited, so a name such as `__proto__` is a name like any other; unlike `Object.create(null)`, which is a
 * hash table, such an object stays as fast as a literal.
 */
const Bare = function (this: object) {} as unknown as new () => TreeObject;
Bare.prototype = Object.create(null);

/** A new, empty object of the tree. */
export function createTreeObject(): TreeObject {
  return new Bare();
}

/** Whether a value is an object of the tree (lists and null are not). */
export function isTreeObject(value: TreeValue): value is TreeObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Says in how many places of the answer an object stands. */
export function markPlaces(object: TreeObject, places: number): void {
  object[PLACES] = places;
}

/** In how many places of the answer an object stands. */
export function placesOf(object: TreeObject): number {
  return object[PLACES] ?? 1;
}

/** Nulls a field and says why; the first reason stays. */
export function withhold(target: TreeObject, name: string, issue: Issue): void {
  target[name] = null;
  noteIssue(target, name, issue);
}

/** Says why a place is null or incomplete, without touching its value; the first reason stays. */
export function noteIssue(target: TreeObject, name: string, issue: Issue): void {
  const issues = target[ISSUES];
  if (!issues) target[ISSUES] = new Map([[name, issue]]);
  else if (!issues.has(name)) issues.set(name, issue);
}

/** The reason noted for a field of an object. */
export function issueOf(target: TreeObject, name: string): Issue | undefined {
  return target[ISSUES]?.get(name);
}

/**
 * The objects at a path of field names and `@` (each element of a list); null places are passed over. One that stands in
 * several places comes once: references answered again and again would multiply it at each step of the path.
 */
export function objectsAt(root: TreeObject, path: readonly string[]): TreeObject[] {
  let values: TreeValue[] = [root];
  for (const element of path) {
    const next: TreeValue[] = [];
    const isNew = createOnce();
    for (const value of values) {
      if (element === "@") {
        if (Array.isArray(value) && isNew(value)) for (const item of value) next.push(item);
      } else if (isTreeObject(value) && (value[PLACES] === undefined || isNew(value))) next.push(value[element]);
    }
    values = next;
  }
  const isNew = createOnce();
  return values.filter((value): value is TreeObject => isTreeObject(value) && (value[PLACES] === undefined || isNew(value)));
}

/** Tells whether a value is met for the first time. */
function createOnce(): (value: unknown) => boolean {
  const met = new Set<unknown>();
  return (value) => met.size < met.add(value).size;
}
