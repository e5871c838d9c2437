import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { pickOperation } from "../document/parse-document.js";
import { rewriteOperation } from "../document/rewrite.js";
import { createTreeObject, type Issue, noteIssue, type TreeObject, withhold } from "../execution/result-tree.js";
import { testGraph } from "../testing/test-graph.js";
import { shapeResult, type UseListener } from "./shape-result.js";

const graph = testGraph();

function listening(): UseListener & { shownOf: string[]; withheldOf: string[]; listedOf: string[] } {
  const listedOf: string[] = [];
  const shownOf: string[] = [];
  const withheldOf: string[] = [];
  return {
    shownOf,
    withheldOf,
    listedOf,
    shown: (typeName, key, fields) => void shownOf.push(`${typeName} ${key} ${fields.map(({ field }) => field.fieldName).join()}`),
    withheld: (typeName, key, issue) => void withheldOf.push(`${typeName} ${key} ${issue.coordinate} ${issue.code}`),
    listed: (coordinate, length) => void listedOf.push(`${coordinate} ${length}`),
  };
}

function shape(text: string, tree: object, uses = listening(), holds = true) {
  const { shape: root } = rewriteOperation(pickOperation(parse(text), null), graph.apiSchema, graph.keyFields);
  return shapeResult(grow(tree) as TreeObject, [root], {
    keyFields: graph.keyFields,
    holds: ({ variable, literal, wanted }) => (variable === null ? literal : holds) === wanted,
    collected: new WeakMap(),
    uses,
  });
}

/** Objects with issues, as an execution leaves them: `$issues` names fields and codes. */
function grow(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(grow);
  if (typeof value !== "object" || value === null) return value;
  const { $issues = {}, ...fields } = value as Record<string, unknown>;
  const object = createTreeObject();
  for (const [name, inner] of Object.entries(fields)) object[name] = grow(inner);
  for (const [name, issue] of Object.entries($issues as Record<string, Issue>))
    object[name] === undefined ? withhold(object, name, issue) : noteIssue(object, name, issue);
  return object;
}

const required = (coordinate: string): Issue => ({ code: "CONSENT_REQUIRED", coordinate });

describe("shaping a result", () => {
  it("gives values the client's names and order, and only what was selected", () => {
    const { data } = shape('{ p: person(idNumber: "1") { idNumber: name z: sex name: phone t: __typename } }', {
      a0_person: { idNumber: "1", phone: "p", sex: "MALE", name: "n", decision: "handle", extra: "x" },
    });
    expect(JSON.stringify(data)).toBe('{"p":{"idNumber":"n","z":"MALE","name":"p","t":"Person"}}');
  });

  it("takes a response name such as __proto__ for a name", () => {
    const { data } = shape('{ person(idNumber: "1") { __proto__: name } }', { a0_person: { idNumber: "1", name: "n" } });
    expect(JSON.stringify(data)).toBe('{"person":{"__proto__":"n"}}');
  });

  it("nulls what is withheld, with one error of path, code and coordinate", () => {
    const { data, errors, withheld } = shape('{ p: person(idNumber: "1") { x: phone name } }', {
      a0_person: { idNumber: "1", name: "n", $issues: { phone: required("Person.phone") } },
    });
    expect(data).toEqual({ p: { x: null, name: "n" } });
    expect(errors).toEqual([
      { message: "The data subject has not consented to this item.", path: ["p", "x"], extensions: { code: "CONSENT_REQUIRED", coordinate: "Person.phone" } },
    ]);
    expect(withheld).toEqual([{ coordinate: "Person.phone", code: "CONSENT_REQUIRED", paths: ["p.x"] }]);
  });

  it("stops the errors at a hundred and tells the whole truth compactly", () => {
    const children = Array.from({ length: 150 }, (_, n) => ({ idNumber: String(n), $issues: { phone: required("Person.phone") } }));
    const { errors, withheld, data } = shape('{ person(idNumber: "1") { children { phone } } }', { a0_person: { idNumber: "1", children } });
    expect(errors).toHaveLength(100);
    expect(withheld.map(({ paths }) => paths.length)).toEqual([150]);
    expect(withheld[0]?.paths.at(-1)).toBe("person.children.149.phone");
    expect(data).toEqual({ person: { children: children.map(() => ({ phone: null })) } });
  });

  it("lists a list that lacks some elements as withheld, and shows the others", () => {
    const { data, errors } = shape('{ parcel(unitNumber: "u") { owners { name } } }', {
      a0_parcel: { unitNumber: "u", owners: [{ __typename: "Person", idNumber: "1", name: "n" }], $issues: { owners: required("Parcel.owners") } },
    });
    expect(data).toEqual({ parcel: { owners: [{ name: "n" }] } });
    expect(errors.map(({ path }) => path)).toEqual([["parcel", "owners"]]);
  });

  it("climbs with a null in a non-null place to the next nullable one", () => {
    const text = "{ me { represents { name } role } }";
    expect(shape(text, { me: { role: null, represents: [] } }).data).toBeNull();
    expect(shape(text, { me: { role: "citizen", represents: [null] } }).data).toBeNull();
    const person = shape('{ person(idNumber: "1") { idNumber name } __typename }', { a0_person: { idNumber: null, name: "n" } });
    expect([person.data, person.errors.map(({ path, extensions }) => [path, extensions.code])]).toEqual([
      { person: null, __typename: "Query" },
      [[["person"], "SUBGRAPH_UNAVAILABLE"]],
    ]);
  });

  it("shows a value only in the form of its type", () => {
    const cases: [string, unknown][] = [
      ["name", 7],
      ["name", true],
      ["name", ["n"]],
      ["name", { n: 1 }],
      ["sex", "OTHER"],
      ["sex", "toString"],
      ["children", "x"],
      ["children", { idNumber: "2" }],
      ["spouse", "x"],
      ["spouse", []],
    ];
    for (const [field, value] of cases) {
      const below = ["children", "spouse"].includes(field) ? "{ name }" : "";
      const { data, errors } = shape(`{ person(idNumber: "1") { ${field} ${below} } }`, { a0_person: { idNumber: "1", [field]: value } });
      expect([data, errors.map(({ extensions }) => extensions)]).toEqual([
        { person: { [field]: null } },
        [{ code: "SUBGRAPH_UNAVAILABLE", coordinate: `Person.${field}` }],
      ]);
    }
  });

  it("shows an interface's object only as a type that can stand there", () => {
    const text = '{ parcel(unitNumber: "u") { owners { __typename name ... on LegalEntity { status } } } }';
    const owners = [
      { __typename: "LegalEntity", uscc: "c", name: "n", t1_status: "OPEN", status: "OPEN" },
      { __typename: "Licence", name: "n" },
      { name: "n" },
      { __typename: 7 },
    ];
    const { data, errors } = shape(text, { a0_parcel: { unitNumber: "u", owners } });
    expect(data).toEqual({ parcel: { owners: [{ __typename: "LegalEntity", name: "n", status: "OPEN" }, null, null, null] } });
    expect(errors.map(({ path }) => path)).toEqual([1, 2, 3].map((index) => ["parcel", "owners", index]));
  });

  it("says of what nobody answered that its department is unavailable", () => {
    const { data, errors } = shape('{ person(idNumber: "1") { name } }', { a0_person: { idNumber: "1" } });
    expect([data, errors.map(({ extensions }) => extensions.code)]).toEqual([{ person: { name: null } }, ["SUBGRAPH_UNAVAILABLE"]]);
  });

  it("leaves out what a condition leaves out", () => {
    const text = 'query($b: Boolean!) { person(idNumber: "1") { name @skip(if: $b) sex @include(if: $b) } }';
    const tree = { a0_person: { idNumber: "1", name: "n", sex: "MALE" } };
    expect(shape(text, tree, listening(), true).data).toEqual({ person: { sex: "MALE" } });
    expect(shape(text, tree, listening(), false).data).toEqual({ person: { name: "n" } });
  });

  it("tells of every governed object what it shows and what is withheld of it", () => {
    const uses = listening();
    shape(
      '{ person(idNumber: "1") { name phone spouse { __typename } } }',
      { a0_person: { idNumber: "1", name: "n", spouse: { idNumber: "2" }, $issues: { phone: required("Person.phone") } } },
      uses,
    );
    expect(uses.shownOf).toEqual(["Person 1 name,phone,spouse", "Person 2 __typename"]);
    expect(uses.withheldOf).toEqual(["Person 1 Person.phone CONSENT_REQUIRED"]);
  });
});
