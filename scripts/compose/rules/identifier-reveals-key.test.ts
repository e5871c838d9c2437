import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { identifierRevealsKey } from "./identifier-reveals-key.js";

const roots = (field: string, types = "") => smallSources({ population: (sdl) => sdl.replace("type Query {", `type Query { ${field}`) + types });
const found = (coordinate: string) => [{ coordinate, subgraph: "population" }];

describe("identifier-reveals-key", () => {
  it("accepts keys, a code of reference data among a filter's texts, and IDs of open and platform roots", () => {
    const division = 'input PersonFilter { division: String @reveals(field: "Person.name") @identifier(standard: GBT_2260) ';
    expectFindings(identifierRevealsKey, smallSources({ population: (sdl) => sdl.replace("input PersonFilter {", division) }), []);
  });

  it("refuses an ID that says it tells of another item or of nothing, in a list or not", () => {
    expectFindings(identifierRevealsKey, roots('lookUp(number: ID! @reveals(field: "Person.name")): Person'), found("Query.lookUp(number:)"));
    expectFindings(identifierRevealsKey, roots('lookUp(numbers: [[ID!]!] @reveals(field: "Person.name")): Person'), found("Query.lookUp(numbers:)"));
    expectFindings(identifierRevealsKey, roots("lookUp(where: W): Person", "input W { and: [W] number: ID }"), found("W.number"));
  });

  it("refuses a text that is checked as an identity number and says that it tells of another item", () => {
    const text = 'lookUp(number: String! @reveals(field: "Person.name") @identifier(standard: GB_11643)): Person';
    expectFindings(identifierRevealsKey, roots(text), found("Query.lookUp(number:)"));
  });

  it("refuses a text or an enum value that reveals a key", () => {
    expectFindings(identifierRevealsKey, roots('lookUp(number: String! @reveals(field: "Person.idNumber")): Person'), found("Query.lookUp(number:)"));
    const checked = 'lookUp(number: String! @reveals(field: "Person.idNumber") @identifier(standard: GB_11643)): Person';
    expectFindings(identifierRevealsKey, roots(checked), found("Query.lookUp(number:)"));
    const grouped = (sdl: string) => sdl.replace("enum PersonDimension {", 'enum PersonDimension { WHO @reveals(field: "Person.idNumber")');
    expectFindings(identifierRevealsKey, smallSources({ population: grouped }), found("PersonDimension.WHO"));
  });
});
