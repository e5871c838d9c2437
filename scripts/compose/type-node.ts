import type { TypeNode } from "graphql";
import { Kind } from "graphql";

/** The name inside lists and non-nulls. */
export function namedTypeOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedTypeOf(type.type);
}

/** Whether it is a list at any level. */
export function isListNode(type: TypeNode): boolean {
  if (type.kind === Kind.NAMED_TYPE) return false;
  return type.kind === Kind.LIST_TYPE || isListNode(type.type);
}

/** Whether the type itself and, in lists, every element may be null. */
export function isNullableThroughout(type: TypeNode): boolean {
  if (type.kind === Kind.NON_NULL_TYPE) return false;
  return type.kind === Kind.NAMED_TYPE || isNullableThroughout(type.type);
}
