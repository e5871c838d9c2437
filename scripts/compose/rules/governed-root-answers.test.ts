import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { governedRootAnswers } from "./governed-root-answers.js";

const KEY = 'idNumber: ID! @reveals(field: "Person.idNumber")';
const roots = (field: string, types = "") => smallSources({ population: (sdl) => sdl.replace("type Query {", `type Query { ${field}`) + types });
const changed = (from: string, to: string) => smallSources({ population: (sdl) => sdl.replace(from, to) });
const found = (coordinate: string) => [{ coordinate, subgraph: "population" }];

describe("governed-root-answers", () => {
  it("accepts governed types, interfaces and connections of them, verifications and statistics", () => {
    expectFindings(governedRootAnswers, roots(`kin(${KEY}): DataSubject`), []);
    expectFindings(governedRootAnswers, changed("pageInfo: PageInfo! }", "nodes: [Person] pageInfo: PageInfo! }"), []);
  });

  it("refuses a value in the place of its data subject", () => {
    expectFindings(governedRootAnswers, roots(`phoneOf(${KEY}): String`), found("Query.phoneOf"));
    expectFindings(governedRootAnswers, roots(`cardOf(${KEY}): Card`, "type Card { phone: String }"), found("Query.cardOf"));
  });

  it("refuses a connection, an edge or a page that holds more than Relay's", () => {
    expectFindings(governedRootAnswers, changed("pageInfo: PageInfo! }", "pageInfo: PageInfo! phones: [String] }"), found("Query.persons"));
    expectFindings(governedRootAnswers, changed("pageInfo: PageInfo! }", "pageInfo: PageInfo! totalCount: Int }"), found("Query.persons"));
    expectFindings(governedRootAnswers, changed("cursor: String! node: Person }", "cursor: String! node: Person phone: String }"), found("Query.persons"));
    expectFindings(governedRootAnswers, changed("endCursor: String }", "endCursor: String last: Person }"), found("Query.persons"));
    expectFindings(governedRootAnswers, changed("pageInfo: PageInfo! }", "nodes: [String] pageInfo: PageInfo! }"), found("Query.persons"));
  });

  it("refuses a value where COMPARE may only say whether it matches", () => {
    expectFindings(governedRootAnswers, roots(`compared(${KEY}): Person @exercises(mode: COMPARE)`), found("Query.compared"));
    expectFindings(governedRootAnswers, changed("verdict(claims", "name: String verdict(claims"), found("Query.personVerification"));
  });

  it("refuses statistics that lead to a data subject", () => {
    expectFindings(governedRootAnswers, changed("count: Int! }", "count: Int! sample: [Person] }"), found("Query.personStatistics"));
  });

  it("refuses open reference data that leads to data subjects, however deep", () => {
    const residents = (sdl: string) =>
      `${sdl.replace("parent: AdministrativeDivision", "parent: AdministrativeDivision registry: Registry")}type Registry { residents: [DataSubject] }`;
    expectFindings(governedRootAnswers, smallSources({ geospatial: residents }), [{ coordinate: "Query.administrativeDivision", subgraph: "geospatial" }]);
  });
});
