import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { Refusal } from "../../consent/model/errors.js";
import { pickOperation } from "../document/parse-document.js";
import { rewriteOperation } from "../document/rewrite.js";
import { testGraph } from "../testing/test-graph.js";
import { collectFacts } from "./collect-facts.js";
import type { OperationFacts } from "./fact.js";

const graph = testGraph();

function collect(text: string): OperationFacts {
  return collectFacts(rewriteOperation(pickOperation(parse(text), null), graph.apiSchema, graph.keyFields).shape, graph);
}
/** `Type.field KIND`, with the mode unless it is QUERY and the standing unless it is ROOT. */
const factsOf = (text: string): string[] =>
  collect(text)
    .facts.map(({ coordinate, kind, mode, standing }) =>
      [coordinate, kind, ...(mode === "QUERY" ? [] : [mode]), ...(standing === "ROOT" ? [] : [standing])].join(" "),
    )
    .sort();

describe("the facts of an operation", () => {
  it("are each selection, and that a data subject is reached at all", () => {
    expect(factsOf('{ person(idNumber: "1") { a: name spouse { phone } } }')).toEqual([
      "Person.idNumber REACH",
      "Person.name SELECTION",
      "Person.phone SELECTION",
      "Person.spouse SELECTION",
    ]);
  });

  it("are reached by __typename alone, and by a page of a list", () => {
    expect(factsOf('{ person(idNumber: "1") { __typename } }')).toEqual(["Person.idNumber REACH"]);
    expect(factsOf("{ persons(where: {}) { pageInfo { hasNextPage } } }")).toEqual(["Person.idNumber REACH OBTAIN"]);
    expect(factsOf("{ persons(where: {}) { __typename } }")).toEqual(["Person.idNumber REACH OBTAIN"]);
  });

  it("count whatever @skip and @include say, in fragments too", () => {
    const text = 'query($no: Boolean = false) { person(idNumber: "1") { name @skip(if: true) ...F @include(if: $no) } } fragment F on Person { phone }';
    expect(factsOf(text)).toEqual(["Person.idNumber REACH", "Person.name SELECTION", "Person.phone SELECTION"]);
  });

  it("count each possible type of an interface", () => {
    expect(factsOf('{ licence(identifier: "1") { holder { name } } }')).toEqual([
      "LegalEntity.name SELECTION",
      "LegalEntity.uscc REACH",
      "Licence.holder SELECTION",
      "Licence.identifier REACH",
      "Person.idNumber REACH",
      "Person.name SELECTION",
    ]);
    expect(factsOf('{ licence(identifier: "1") { holder { ... on LegalEntity { status } } } }')).toContain("LegalEntity.status SELECTION");
  });

  it("tell selecting a key from reaching its object", () => {
    expect(factsOf('{ person(idNumber: "1") { idNumber } }')).toEqual(["Person.idNumber REACH", "Person.idNumber SELECTION"]);
  });

  it("take a value object's fields for its item's, and a reference inside it for its target's", () => {
    expect(factsOf('{ person(idNumber: "1") { employment { status since employer { name } } } }')).toEqual([
      "LegalEntity.name SELECTION",
      "LegalEntity.uscc REACH",
      "Person.employment SELECTION",
      "Person.idNumber REACH",
    ]);
  });

  it("bear the mode of their root, down to every depth", () => {
    expect(factsOf("{ persons(where: {}) { edges { node { spouse { name } } } } }")).toEqual([
      "Person.idNumber REACH OBTAIN",
      "Person.name SELECTION OBTAIN",
      "Person.spouse SELECTION OBTAIN",
    ]);
  });

  it("of a verification are comparisons of the person; the verdict itself is transparent", () => {
    expect(factsOf('{ personVerification(idNumber: "1") { verdict(claims: { name: "n" }) } }')).toEqual(["Person.idNumber REACH COMPARE"]);
    expect(factsOf('{ personVerification(idNumber: "1") { __typename } }')).toEqual(["Person.idNumber REACH COMPARE"]);
  });

  it("are none for open reference data", () => {
    expect(factsOf('{ administrativeDivision(code: "540102") { name } __typename }')).toEqual([]);
  });

  it("of a citizen stand on the own data subject, and beyond it on one referred to", () => {
    expect(
      factsOf("{ me { person { phone spouse { name } licences { number holder { name } } } } }").filter((fact) => /phone|spouse|number|name/.test(fact)),
    ).toEqual([
      "LegalEntity.name SELECTION REFERRED",
      "Licence.number SELECTION OWN",
      "Person.name SELECTION REFERRED",
      "Person.phone SELECTION OWN",
      "Person.spouse SELECTION OWN",
    ]);
  });

  it("of whom a citizen represents stand on the own data subject too", () => {
    expect(factsOf("{ me { represents { name } } }").every((fact) => fact.endsWith("OWN"))).toBe(true);
  });

  it("list the platform fields with the roles that they admit", () => {
    expect(collect("{ me { role } }").platform).toEqual([{ coordinate: "Query.me", roles: ["application", "citizen"] }]);
  });

  it("list every argument, given or not, with the field that bears it", () => {
    const { args } = collect("{ persons(where: {}) { pageInfo { hasNextPage } } }");
    expect(args.map(({ place, mode, isRoot, node }) => [place, mode, isRoot, node !== null])).toEqual([
      ["Query.persons(where:)", "OBTAIN", true, true],
      ["Query.persons(first:)", "OBTAIN", true, false],
      ["Query.persons(after:)", "OBTAIN", true, false],
    ]);
  });

  it("refuse a root that nothing governs", () => {
    const bare = { ...graph, openTypes: new Set<string>() };
    const { shape } = rewriteOperation(pickOperation(parse('{ administrativeDivision(code: "540102") { name } }'), null), graph.apiSchema, graph.keyFields);
    expect(() => collectFacts(shape, bare)).toThrow(Refusal);
  });
});
