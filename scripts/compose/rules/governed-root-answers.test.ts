import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { governedRootAnswers } from "./governed-root-answers.js";

const KEY = 'idNumber: ID! @reveals(field: "Person.idNumber")';
const roots = (field: string, types = "") => smallSources({ population: (sdl) => sdl.replace("type Query {", `type Query { ${field}`) + types });
const changed = (from: string, to: string) => smallSources({ population: (sdl) => sdl.replace(from, to) });
const PAGE = "type PageInfo @shareable { hasNextPage: Boolean! endCursor: String }";
const open = (answer: string, types = "") =>
  smallSources({ geospatial: (sdl) => `${sdl.replace("type Query {", `type Query { divisions: ${answer}`)}${types}` });
const found = (coordinate: string) => [{ coordinate, subgraph: "population" }];

describe("governed-root-answers", () => {
  it("accepts governed types, interfaces and connections of them, verifications and statistics", () => {
    expectFindings(governedRootAnswers, roots(`kin(${KEY}): DataSubject`), []);
    expectFindings(governedRootAnswers, changed("pageInfo: PageInfo! }", "nodes: [Person] pageInfo: PageInfo! }"), []);
    expectFindings(
      governedRootAnswers,
      open("DivisionConnection", `type DivisionConnection { nodes: [AdministrativeDivision] pageInfo: PageInfo! } ${PAGE}`),
      [],
    );
    expectFindings(governedRootAnswers, open("[AdministrativeDivision!]!"), []);
  });

  it("refuses a value in the place of its data subject", () => {
    expectFindings(governedRootAnswers, roots(`phoneOf(${KEY}): String`), found("Query.phoneOf"));
    expectFindings(governedRootAnswers, roots(`cardOf(${KEY}): Card`, "type Card { phone: String }"), found("Query.cardOf"));
  });

  it.each([
    ["a connection that holds more than Relay's", "pageInfo: PageInfo! }", "pageInfo: PageInfo! phones: [String] }"],
    ["a connection that counts", "pageInfo: PageInfo! }", "pageInfo: PageInfo! totalCount: Int }"],
    ["a connection of values", "pageInfo: PageInfo! }", "nodes: [String] pageInfo: PageInfo! }"],
    ["a connection of two things", "pageInfo: PageInfo! }", "nodes: [DataSubject] pageInfo: PageInfo! }"],
    ["a connection that takes arguments", "edges: [PersonEdge!]!", "edges(named: String): [PersonEdge!]!"],
    ["a connection without a page", " pageInfo: PageInfo! }", " }"],
    ["an edge that holds more", "cursor: String! node: Person }", "cursor: String! node: Person phone: String }"],
    ["an edge whose cursor is no text", "cursor: String! node: Person }", "cursor: Employment! node: Person }"],
    [
      "an edge behind which others can stand",
      "type PersonEdge {",
      "type Card implements PersonEdge { cursor: String! node: Person phone: String } interface PersonEdge {",
    ],
    ["a page that holds more", "endCursor: String }", "endCursor: String last: Person }"],
    ["a page that says another thing by Relay's name", "endCursor: String }", "endCursor: [String!] }"],
  ])("refuses %s", (_, from, to) => {
    expectFindings(governedRootAnswers, changed(from, to), found("Query.persons"));
  });

  it("refuses a value where COMPARE may only say whether it matches", () => {
    expectFindings(governedRootAnswers, roots(`compared(${KEY}): Person @exercises(mode: COMPARE)`), found("Query.compared"));
    expectFindings(governedRootAnswers, changed("verdict(claims", "name: String verdict(claims"), found("Query.personVerification"));
  });

  it.each([
    ["a value of one person", `phoneOf(${KEY}): String`, ""],
    ["an object that only looks like none of a person", `cardOf(${KEY}): Card`, "type Card { name: String phone: String }"],
    ["a list", 'everybody(sex: Sex @reveals(field: "Person.sex")): [Human!]!', "type Human { idNumber: String phone: String }"],
    ["an opaque scalar", 'dump(sex: Sex @reveals(field: "Person.sex")): JSON', "scalar JSON"],
    ["many statistics", 'each(sex: Sex @reveals(field: "Person.sex")): [Statistics!]!', ""],
  ])("refuses %s in AGGREGATE", (_, field, types) => {
    expectFindings(governedRootAnswers, roots(`${field} @exercises(mode: AGGREGATE)`, types), found(`Query.${field.split("(")[0]}`));
  });

  it.each([
    ["lead to a data subject", "count: Int! ", "count: Int! sample: [Person] "],
    ["hold more than the kit's", "count: Int! ", "count: Int! phones: [String!] "],
    ["hold another thing by the kit's name", "value: Float }", "value: String }"],
    ["take arguments", "count: Int! ", "count(of: String): Int! "],
    ["lack what the kit's have", "count: Int! ", ""],
  ])("refuses statistics that %s", (_, from, to) => {
    expectFindings(governedRootAnswers, changed(from, to), found("Query.personStatistics"));
  });

  it("refuses a root of open reference data that answers with more than a connection of it", () => {
    const leaky = `type DivisionConnection { nodes: [AdministrativeDivision] pageInfo: PageInfo! owners: [Human!] } type Human { name: String } ${PAGE}`;
    expectFindings(governedRootAnswers, open("DivisionConnection", leaky), [{ coordinate: "Query.divisions", subgraph: "geospatial" }]);
  });

  it("does not run in circles behind a connection of itself", () => {
    expectFindings(
      governedRootAnswers,
      roots('loop(sex: Sex @reveals(field: "Person.sex")): Loop', "type Loop { nodes: [Loop] pageInfo: PageInfo }"),
      found("Query.loop"),
    );
  });
});
