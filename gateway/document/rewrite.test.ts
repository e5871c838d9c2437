import { parse, print } from "graphql";
import { describe, expect, it } from "vitest";
import { testGraph } from "../testing/test-graph.js";
import { pickOperation } from "./parse-document.js";
import { rewriteOperation } from "./rewrite.js";
import type { Shape, ShapeField } from "./shape.js";

const graph = testGraph();
const rewrite = (text: string) => rewriteOperation(pickOperation(parse(text), null), graph.apiSchema, graph.keyFields);
const rewritten = (text: string): string => print(rewrite(text).document).replaceAll(/\s+/g, " ");
const names = (shape: Shape | null): string[][] =>
  (shape?.entries ?? []).filter((entry): entry is ShapeField => entry.kind === "field").map(({ responseName, internalName }) => [responseName, internalName]);

describe("rewriting an operation", () => {
  it("lets no client alias reach the planner", () => {
    const text = rewritten("query($id: ID!) { decision: person(idNumber: $id) { idNumber: name name: phone decision: sex __typename: birthDate } }");
    expect(text).toBe("query ($v_0: ID!) { a0_person: person(idNumber: $v_0) { name phone sex birthDate idNumber } }");
  });

  it("remembers under which private name each response name lies", () => {
    const { shape } = rewrite(
      '{ a: person(idNumber: "1") { idNumber: name name: phone t: __typename } b: person(idNumber: "2") { name } again: person(idNumber: "1") { sex } }',
    );
    expect(names(shape)).toEqual([
      ["a", "a0_person"],
      ["b", "a1_person"],
      ["again", "a0_person"],
    ]);
    expect(names((shape.entries[0] as ShapeField).shape)).toEqual([
      ["idNumber", "name"],
      ["name", "phone"],
      ["t", "__typename"],
    ]);
  });

  it("keeps values out of the text: literals become variables", () => {
    const { document, literals } = rewrite('{ person(idNumber: "540102199001010003") { name } }');
    expect(print(document)).not.toContain("540102199001010003");
    expect([...literals]).toEqual([["l_0", "540102199001010003"]]);
  });

  it("gives operations that differ in aliases and values only one hash", () => {
    const { hash } = rewrite('query A { a: person(idNumber: "1") { x: name } }');
    expect(rewrite('query B { person(idNumber: "2") { name } }').hash).toBe(hash);
    expect(rewrite('{ person(idNumber: "1") { phone } }').hash).not.toBe(hash);
    expect(rewrite('{ person(idNumber: "1") { name } other: person(idNumber: "2") { name } }').hash).not.toBe(hash);
  });

  it("keeps literals inside input objects apart by their type", () => {
    const { literals, document } = rewrite('{ persons(where: { sex: FEMALE, registeredDivision: "540102" }, first: 5) { edges { node { name } } } }');
    expect([...literals.values()].sort()).toEqual([5, "540102"].sort());
    expect(print(document)).toContain("sex: FEMALE");
  });

  it("adds the key of every governed object, so that the record knows it", () => {
    expect(rewritten('{ legalEntity(uscc: "1") { legalRepresentative { name } } }')).toContain("legalRepresentative { name idNumber } uscc }");
    expect(rewritten('{ parcel(unitNumber: "1") { owners { name } } }')).toContain(
      "owners { name __typename ... on LegalEntity { uscc } ... on Person { idNumber } }",
    );
  });

  it("gives a field of another type another name", () => {
    const text = rewritten('{ person(idNumber: "1") { employment { status } } legalEntity(uscc: "1") { status } }');
    expect(text).toContain("employment { status }");
    expect(text).toContain("t2_status: status");
  });

  it("expands named fragments and keeps their conditions", () => {
    const { shape, document } = rewrite(
      'query($b: Boolean!) { person(idNumber: "1") { ...F @include(if: $b) } } fragment F on Person { x: name @skip(if: true) }',
    );
    expect(print(document).replaceAll(/\s+/g, " ")).toContain("... on Person @include(if: $v_0) { name @skip(if: true) idNumber }");
    const fragment = (shape.entries[0] as ShapeField).shape?.entries[0];
    expect(fragment).toMatchObject({
      kind: "fragment",
      conditions: [{ variable: "v_0", wanted: true }],
      shape: { entries: [{ conditions: [{ variable: null, literal: true, wanted: false }] }] },
    });
  });

  it("keeps an object of which conditions may leave nothing", () => {
    expect(rewritten("{ me { person @include(if: false) { name } } }")).toContain("me { person @include(if: false) { name idNumber } __typename }");
    expect(rewritten("query($b: Boolean!) { me { ... { role @skip(if: $b) } } }")).toContain("me { ... on Me { role @skip(if: $v_0) __typename } }");
    expect(rewritten("{ me { role } }")).not.toContain("__typename");
  });

  it("plans neither __typename of the root nor introspection", () => {
    const typename = rewrite("{ t: __typename }");
    expect([typename.hasFetches, names(typename.shape)]).toEqual([false, [["t", "__typename"]]]);
    const introspecting = rewrite("{ __schema { queryType { name } } ... { ... { __typename } } }");
    expect([introspecting.hasFetches, introspecting.introspection.length]).toEqual([false, 1]);
  });

  it("makes a variable of any literal of a scalar of the schema's own, whatever it looks like", () => {
    const { document, literals } = rewrite("query($id: ID!) { personVerification(idNumber: $id) { verdict(claims: { birthDate: SECRET }) } }");
    expect(print(document)).toContain("birthDate: $l_0");
    expect([...literals.values()]).toEqual(["SECRET"]);
  });

  it("demands of a condition's variable that it be no null, though it has a default", () => {
    const { nonNullVariables, document } = rewrite('query($x: Boolean = true) { person(idNumber: "1") { name @include(if: $x) } }');
    expect([...nonNullVariables]).toEqual(["v_0"]);
    expect(print(document)).toContain("$v_0: Boolean!");
  });

  it("demands of a variable what its places demand", () => {
    const { nonNullVariables, document } = rewrite('query($id: ID = "1") { person(idNumber: $id) { name } }');
    expect([...nonNullVariables]).toEqual(["v_0"]);
    expect(print(document)).toContain("($v_0: ID!)");
  });
});
