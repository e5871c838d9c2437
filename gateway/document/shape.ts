import type { Coordinate } from "../../consent/model/sharing.js";
import type { ArgumentNode, FieldNode, GraphQLOutputType } from "graphql";

/** `@skip` / `@include`: the field counts when the variable (or the literal) has the wanted value. */
export interface Condition {
  readonly variable: string | null;
  readonly literal: boolean;
  readonly wanted: boolean;
}

/** One field as the client sees it, and the private name under which its value lies in the result tree. */
export interface ShapeField {
  readonly kind: "field";
  readonly responseName: string;
  readonly internalName: string;
  readonly fieldName: string;
  /** Arguments with private variables in the place of literals and client variables. */
  readonly args: readonly ArgumentNode[];
  readonly type: GraphQLOutputType;
  readonly conditions: readonly Condition[];
  readonly shape: Shape | null;
}

/** A fragment; `possibleTypes` are the object types that it applies to. */
export interface ShapeFragment {
  readonly kind: "fragment";
  readonly possibleTypes: ReadonlySet<string>;
  readonly conditions: readonly Condition[];
  readonly shape: Shape;
}

/** What the client selected on one type, in the client's order. */
export interface Shape {
  /** The type that the selection stands on: the object type, or the interface or union. */
  readonly typeName: string;
  /** Object types that a value here may have. */
  readonly possibleTypes: ReadonlySet<string>;
  readonly entries: readonly (ShapeField | ShapeFragment)[];
}

/** `__schema` and `__type` of the root, answered from the API schema and never planned. */
export type IntrospectionFields = readonly FieldNode[];

/**
 * Fields of a selection for one object type, same response names merged (GraphQL specification 6.3.2), in order of
 * first appearance. `holds` says whether a condition is met.
 */
export interface CollectedField {
  readonly field: ShapeField;
  /** The field's coordinate on the object type. */
  readonly coordinate: Coordinate;
  readonly shapes: readonly Shape[];
}

/** Collects what a value of `typeName` shows; several shapes of one merged field are collected together. */
export function collectFields(shapes: readonly Shape[], typeName: string, holds: (condition: Condition) => boolean): CollectedField[] {
  const collected = new Map<string, CollectedField & { shapes: Shape[] }>();
  const visit = (shape: Shape): void => {
    for (const entry of shape.entries) {
      if (!entry.conditions.every(holds)) continue;
      if (entry.kind === "fragment") {
        if (entry.possibleTypes.has(typeName)) visit(entry.shape);
        continue;
      }
      const known = collected.get(entry.responseName);
      if (!known) {
        const coordinate = `${typeName}.${entry.fieldName}`;
        collected.set(entry.responseName, { field: entry, coordinate, shapes: entry.shape ? [entry.shape] : [] });
      } else if (entry.shape) known.shapes.push(entry.shape);
    }
  };
  for (const shape of shapes) visit(shape);
  return [...collected.values()];
}
