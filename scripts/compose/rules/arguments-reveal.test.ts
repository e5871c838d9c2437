import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { argumentsReveal } from "./arguments-reveal.js";

const found = (coordinate: string) => [{ coordinate, subgraph: "population" }];
/** With arguments of its own a connection is none, and nothing pages. */
const NO_LONGER_PAGING = [...found("Query.persons(first:)"), ...found("Query.persons(after:)")];
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
    expectFindings(argumentsReveal, changed("node: Person }", "node(named: String): Person }"), [...found("PersonEdge.node(named:)"), ...NO_LONGER_PAGING]);
    expectFindings(argumentsReveal, changed("count: Int! ", "count(of: String): Int! "), found("StatisticsRow.count(of:)"));
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
    expectFindings(argumentsReveal, changed("first: Int = 20", "first: Sex"), [...found("Sex.FEMALE"), ...found("Sex.MALE")]);
    expectFindings(argumentsReveal, changed("after: String)", "after: [[String!]!]!)"), found("Query.persons(after:)"));
    expectFindings(argumentsReveal, changed("after: String)", "after: ID)"), found("Query.persons(after:)"));
    expectFindings(argumentsReveal, changed("input PersonFilter {", "input PersonFilter { first: Int"), found("PersonFilter.first"));
  });

  it("takes nothing for paging on what answers with no connection", () => {
    expectFindings(argumentsReveal, changed("  name: String @sharing", "  name(first: Int, after: String): String @sharing"), [
      ...found("Person.name(first:)"),
      ...found("Person.name(after:)"),
    ]);
    expectFindings(
      argumentsReveal,
      changed("verdict(claims: PersonClaims!)", "verdict(claims: PersonClaims!, first: Int)"),
      found("PersonVerification.verdict(first:)"),
    );
  });

  it("does not take a value object for a page because it has a field called pageInfo", () => {
    expectFindings(
      argumentsReveal,
      changed("type Employment { status: String", "type Employment { pageInfo: PageInfo status(since: Int): String"),
      found("Employment.status(since:)"),
    );
  });

  it("follows a connection to the value objects that it lists", () => {
    const paged = (status: string) =>
      changed("employment: Employment", "employment(first: Int): Jobs").map((source) =>
        source.name === "population"
          ? {
              ...source,
              sdl: `${source.sdl.replace("type Employment { status", `type Employment { ${status}`)}type Jobs { nodes: [Employment] pageInfo: PageInfo! }`,
            }
          : source,
      );
    expectFindings(argumentsReveal, paged("status"), []);
    expectFindings(argumentsReveal, paged("status(since: Int)"), found("Employment.status(since:)"));
  });
});
