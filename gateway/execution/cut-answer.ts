import type { AnswerField, AnswerSelection } from "../plan/step.js";
import { createTreeObject, isTreeObject, markPlaces, type TreeObject, type TreeValue } from "./result-tree.js";

/** What a subgraph answers is not what was asked for: the part is treated as garbage. */
export class AnswerMismatch extends Error {}

/** How much one fetch's answer may still add to the operation's, and in how many places what is cut now will stand. */
export interface Meter {
  left: number;
  places: number;
}

/**
 * Values (fields, list elements and errors) that one fetch may add to an answer, each counted in every place where it
 * will stand: references that are answered again and again multiply places, and a small answer must not become a large
 * one. The whole of an operation is estimated at 50,000 values at most (`MAX_COST`), lists without a page size at ten.
 */
const MAX_VALUES_OF_FETCH = 100_000;

/** The meter of one fetch. */
export function createMeter(left = MAX_VALUES_OF_FETCH): Meter {
  return { left, places: 1 };
}

/** @throws AnswerMismatch when the answer grows beyond its meter */
export function charge(meter: Meter, values: number): void {
  meter.left -= values * meter.places;
  if (meter.left < 0) throw new AnswerMismatch();
}

/**
 * Copies from a subgraph's answer what the fetch asked for and nothing else (architecture.md, rule 6).
 * @throws AnswerMismatch for an object where a leaf is due, a leaf where an object is, a list where none is or none where
 *   one is, a type that cannot stand here, or more values than the meter admits
 */
export function cutObject(answer: unknown, selection: AnswerSelection, meter: Meter): TreeObject {
  if (!isTreeObject(answer)) throw new AnswerMismatch();
  const fields = selection.byType.get(typeOf(answer, selection));
  if (!fields) throw new AnswerMismatch();
  const cut = cutFields(answer, fields, meter);
  if (meter.places > 1) markPlaces(cut, meter.places);
  return cut;
}

/** Cuts one object to the fields of its type. */
export function cutFields(answer: TreeObject, fields: readonly AnswerField[], meter: Meter): TreeObject {
  charge(meter, fields.length);
  const cut = createTreeObject();
  for (const field of fields) {
    const value = answer[field.responseName];
    if (value !== undefined && Object.hasOwn(answer, field.responseName)) cut[field.storeAs] = cutValue(value, field, field.listDepth, meter);
  }
  return cut;
}

function cutValue(value: TreeValue, field: AnswerField, listDepth: number, meter: Meter): TreeValue {
  if (value === null) return null;
  if (listDepth > 0) {
    if (!Array.isArray(value)) throw new AnswerMismatch();
    charge(meter, value.length);
    const cut: TreeValue[] = [];
    for (const item of value as TreeValue[]) cut.push(cutValue(item, field, listDepth - 1, meter));
    return cut;
  }
  if (field.selection) return cutObject(value, field.selection, meter);
  if (typeof value === "object") throw new AnswerMismatch();
  if (typeof value === "string" && value.length > CHARACTERS_OF_VALUE) charge(meter, value.length / CHARACTERS_OF_VALUE);
  return value;
}

/** A longer text counts as several values: so many characters each. */
const CHARACTERS_OF_VALUE = 100;

function typeOf(answer: TreeObject, selection: AnswerSelection): string {
  const claimed = Object.hasOwn(answer, "__typename") ? answer.__typename : undefined;
  if (claimed !== undefined && (typeof claimed !== "string" || !selection.byType.has(claimed))) throw new AnswerMismatch();
  const type = selection.onlyType ?? claimed;
  if (typeof type !== "string") throw new AnswerMismatch();
  return type;
}

/**
 * Merges a cut object into the tree. A key that is known may not change, and lists meet element by element only
 * where each element is the same as before.
 * @throws AnswerMismatch when the two contradict each other; the target is then unchanged in its identity fields
 */
export function mergeObject(target: TreeObject, cut: TreeObject, fields: readonly AnswerField[]): void {
  for (const field of fields) {
    const known = target[field.storeAs];
    if (field.isIdentity && known !== undefined && field.storeAs in cut && known !== cut[field.storeAs]) {
      throw new AnswerMismatch();
    }
  }
  for (const field of fields) {
    if (!(field.storeAs in cut)) continue;
    const value = cut[field.storeAs];
    const known = target[field.storeAs];
    if (known === undefined) target[field.storeAs] = value;
    else if (field.selection && known !== null && value !== null) mergeValue(known, value, field.selection);
  }
}

function mergeValue(known: TreeValue, value: TreeValue, selection: AnswerSelection): void {
  if (known === value) return;
  if (Array.isArray(known) && Array.isArray(value)) {
    if (known.length !== value.length) throw new AnswerMismatch();
    known.forEach((item, index) => {
      if (item !== null && value[index] !== null) mergeValue(item, value[index], selection);
    });
    return;
  }
  if (!isTreeObject(known) || !isTreeObject(value)) throw new AnswerMismatch();
  const typeName = selection.onlyType ?? String(value.__typename);
  const fields = selection.byType.get(typeName);
  if (!fields) throw new AnswerMismatch();
  mergeObject(known, value, fields);
}
