import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { argumentsReveal } from "./arguments-reveal.js";

const found = (coordinate: string) => [{ coordinate, subgraph: "population" }];
const changed = (from: string, to: string) => smallSources({ population: (sdl) => sdl.replace(from, to) });

describe("arguments-reveal", () => {
  it("accepts Relay paging, arguments of open reference data and of the platform without @reveals", () => {
    expectFindings(argumentsReveal, smallSources(), []);
  });

  it("refuses a silent argument of a root, and of a field of a data subject", () => {
    expectFindings(
      argumentsReveal,
      changed('person(idNumber: ID! @reveals(field: "Person.idNumber") @id', "person(idNumber: ID! @id"),
      found("Query.person(idNumber:)"),
    );
    expectFindings(argumentsReveal, changed(" children: [Person]", " children(olderThan: Int): [Person]"), found("Person.children(olderThan:)"));
  });

  it("refuses a silent argument of a value object, of an edge or of what statistics answer with", () => {
    expectFindings(
      argumentsReveal,
      changed("type Employment { status: String", "type Employment { status(since: Int): String"),
      found("Employment.status(since:)"),
    );
    expectFindings(argumentsReveal, changed("node: Person }", "node(named: String): Person }"), found("PersonEdge.node(named:)"));
    expectFindings(argumentsReveal, changed("count: Int! }", "count(of: String): Int! }"), found("StatisticsGroup.count(of:)"));
  });

  it("refuses a silent input field, however deep, and a silent dimension", () => {
    expectFindings(
      argumentsReveal,
      changed("input PersonFilter { sex: Sex", "input Kin { phone: String }\ninput PersonFilter { kin: [Kin!] sex: Sex"),
      found("Kin.phone"),
    );
    expectFindings(argumentsReveal, changed("enum PersonDimension { SEX", "enum PersonDimension { INCOME SEX"), found("PersonDimension.INCOME"));
  });

  it("does not let an input object speak for its fields", () => {
    expectFindings(
      argumentsReveal,
      changed("where: PersonFilter!, first", 'where: PersonFilter! @reveals(field: "Person.sex"), first').map((source) => ({
        ...source,
        sdl: source.sdl.replace("input PersonFilter {", "input PersonFilter { phone: String"),
      })),
      found("PersonFilter.phone"),
    );
  });

  it("follows an input type that contains itself once", () => {
    expectFindings(argumentsReveal, changed("input PersonFilter {", "input PersonFilter { and: [PersonFilter!]"), []);
  });

  it("takes nothing for paging that only bears its name", () => {
    expectFindings(argumentsReveal, changed("first: Int = 20", "first: Sex"), [
      ...["FEMALE", "MALE"].map((value) => found(`Sex.${value}`)[0] ?? { coordinate: "", subgraph: null }),
    ]);
    expectFindings(argumentsReveal, changed("input PersonFilter {", "input PersonFilter { first: Int"), found("PersonFilter.first"));
  });
});
