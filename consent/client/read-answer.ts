import { Refusal } from "../model/errors.js";

/** What came back is not what the contract says: nothing can be decided on it. */
export function malformed(): Refusal {
  return new Refusal("DECISION_UNAVAILABLE");
}

/** A JSON object, or `malformed`. */
export function objectIn(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed();
  return value as Record<string, unknown>;
}

/** A list, or `malformed`. */
export function listIn(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw malformed();
  return value;
}

/** A text that is not empty, or `malformed`. */
export function textIn(value: unknown): string {
  if (typeof value !== "string" || value === "") throw malformed();
  return value;
}

/** True or false, or `malformed`. */
export function booleanIn(value: unknown): boolean {
  if (typeof value !== "boolean") throw malformed();
  return value;
}

/** A version: a whole number from 1, or `malformed`. */
export function versionIn(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 1) throw malformed();
  return value as number;
}

/** An instant (ISO 8601 in UTC), or `malformed`. */
export function instantIn(value: unknown): Date {
  const instant = typeof value === "string" && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/.test(value) ? new Date(value) : null;
  if (!instant || Number.isNaN(instant.getTime())) throw malformed();
  return instant;
}

/** A word of a closed set; null for one that this version does not know. @throws malformed for what is no text */
export function wordIn<Word extends string>(words: readonly Word[], value: unknown): Word | null {
  const text = textIn(value);
  return words.find((word) => word === text) ?? null;
}
