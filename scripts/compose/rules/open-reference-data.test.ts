import { describe, it } from "vitest";
import { OWNERSHIP } from "../ownership.js";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { openReferenceData } from "./open-reference-data.js";

const CONNECTION = `type DivisionConnection { nodes: [AdministrativeDivision] pageInfo: PageInfo! }
type PageInfo @shareable { hasNextPage: Boolean! endCursor: String }`;
const division = (field: string, types = "") => smallSources({ geospatial: (sdl) => sdl.replace("parent: Adm", `${field} parent: Adm`) + types });
const root = (field: string, types = "") => smallSources({ geospatial: (sdl) => sdl.replace("type Query {", `type Query { ${field}`) + types });
const found = (coordinate: string) => [{ coordinate, subgraph: "geospatial" }];

describe("open-reference-data", () => {
  it("accepts scalars, enums, open types and the value objects that the registry names", () => {
    const types = "enum Level { CITY } type Location { latitude: Float } scalar Date";
    expectFindings(openReferenceData, division("level: Level since: Date children: [AdministrativeDivision!] centroid: Location", types), []);
    expectFindings(openReferenceData, division("children(first: Int = 20, after: String): DivisionConnection!", CONNECTION), []);
    expectFindings(openReferenceData, division("distanceTo(code: ID! @identifier(standard: GBT_2260)): Float"), []);
  });

  it("refuses data subjects, other objects, however harmless they look, and opaque scalars", () => {
    expectFindings(openReferenceData, division("residents: [DataSubject]"), found("AdministrativeDivision.residents"));
    expectFindings(openReferenceData, division("parcels: [Parcel]"), found("AdministrativeDivision.parcels"));
    expectFindings(openReferenceData, division("owners: [Human!]", "type Human { name: String }"), found("AdministrativeDivision.owners"));
    expectFindings(openReferenceData, division("facts: JSON", "scalar JSON"), found("AdministrativeDivision.facts"));
    expectFindings(openReferenceData, division("facts: Date", "type Date { ownerName: String }"), found("AdministrativeDivision.facts"));
  });

  it("refuses a named value object to hold data subjects, or to be other than one object", () => {
    expectFindings(openReferenceData, division("centroid: Location", "type Location { parcel: Parcel }"), found("Location.parcel"));
    const behind = "interface Location { latitude: Float } type House implements Location { latitude: Float owner: String }";
    expectFindings(openReferenceData, division("centroid: Location", behind), found("AdministrativeDivision.centroid"));
    const unnamed = { ...OWNERSHIP, AdministrativeDivision: { ...OWNERSHIP.AdministrativeDivision, parts: [] } } as typeof OWNERSHIP;
    expectFindings(openReferenceData, division("centroid: Location", "type Location { latitude: Float }"), found("AdministrativeDivision.centroid"), unnamed);
  });

  it("refuses a field an argument that could name anybody", () => {
    expectFindings(openReferenceData, division("ownerOf(unitNumber: ID!): String"), found("AdministrativeDivision.ownerOf(unitNumber:)"));
    expectFindings(
      openReferenceData,
      division("owner(idNumber: ID! @identifier(standard: GB_11643)): Boolean"),
      found("AdministrativeDivision.owner(idNumber:)"),
    );
    expectFindings(openReferenceData, division("nth(first: Int): String"), found("AdministrativeDivision.nth(first:)"));
  });

  it("accepts single numbers and enum values of a root, and refuses it texts, lists and input types", () => {
    const types = `${CONNECTION} enum Level { CITY } input Where { named: String }`;
    expectFindings(openReferenceData, root("divisionAt(latitude: Float!, level: Level): AdministrativeDivision", types), []);
    expectFindings(openReferenceData, root("divisions(first: Int, ownersNamed: String): DivisionConnection", types), found("Query.divisions(ownersNamed:)"));
    expectFindings(openReferenceData, root("divisions(digits: [Int!]!): DivisionConnection", types), found("Query.divisions(digits:)"));
    expectFindings(openReferenceData, root("divisions(where: Where): DivisionConnection", types), found("Query.divisions(where:)"));
  });
});
