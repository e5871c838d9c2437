import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { testGraph } from "../testing/test-graph.js";
import { pickOperation } from "./parse-document.js";
import { rewriteOperation } from "./rewrite.js";
import { collectFields, type Condition, type Shape, type ShapeField } from "./shape.js";

const graph = testGraph();

function ownersShape(selections: string): Shape {
  const operation = pickOperation(
    parse(`query($yes: Boolean!, $no: Boolean!) { parcel(unitNumber: "1") @include(if: $yes) { owners { ${selections} } } }`),
    null,
  );
  const parcel = rewriteOperation(operation, graph.apiSchema, graph.keyFields).shape.entries[0] as ShapeField;
  return (parcel.shape as Shape).entries.map((entry) => entry.shape)[0] as Shape;
}

const holds = ({ variable, literal, wanted }: Condition): boolean => (variable === null ? literal : variable === "v_0") === wanted;
const collected = (selections: string, typeName: string): string[] =>
  collectFields([ownersShape(selections)], typeName, holds).map(({ field }) => `${field.responseName}:${field.internalName}`);

describe("the fields that a value shows", () => {
  it("are those of fragments that apply to its type, in order of first appearance", () => {
    expect(collected("name ... on LegalEntity { b: uscc } ... on Person { b: idNumber a: sex } ... on DataSubject { n: name }", "Person")).toEqual([
      "name:name",
      "b:idNumber",
      "a:sex",
      "n:name",
    ]);
    expect(collected("name ... on LegalEntity { b: uscc } ... on Person { b: idNumber a: sex }", "LegalEntity")).toEqual(["name:name", "b:uscc"]);
  });

  it("depend on conditions, of fields and of fragments", () => {
    expect(
      collected(
        "a: name @include(if: $yes) b: name @include(if: $no) c: name @skip(if: $yes) d: name @skip(if: $no) e: name @skip(if: true) f: name @include(if: true)",
        "Person",
      ),
    ).toEqual(["a:name", "d:name", "f:name"]);
    expect(collected("... @include(if: $no) { a: name } ... on Person @skip(if: $no) @include(if: $yes) { b: name }", "Person")).toEqual(["b:name"]);
  });

  it("merge by response name, and keep every selection below it", () => {
    const [first, ...others] = collectFields([ownersShape("... on Person { spouse { name } } ... on Person { spouse { phone } }")], "Person", holds);
    expect(others).toEqual([]);
    expect(first?.shapes.map((shape) => shape.entries.map((entry) => (entry as ShapeField).responseName))).toEqual([["name"], ["phone"]]);
  });
});
