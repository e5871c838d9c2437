import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { knownDirectives } from "./known-directives.js";

describe("known-directives", () => {
  it("accepts GraphQL's own directives and those of linked specifications", () => {
    expectFindings(knownDirectives, smallSources({ licence: (sdl) => sdl.replace("kind: String", 'kind: String @deprecated(reason: "no")') }), []);
  });

  it("refuses a look-alike @sharing that no link gives", () => {
    const lookAlike = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
      directive @sharing(type: String) on FIELD_DEFINITION
      type Query { parcel: Parcel }
      type Parcel @key(fields: "unitNumber") { unitNumber: ID! area: Float @sharing(type: "UNCONDITIONAL") }`;
    expectFindings(
      knownDirectives,
      [{ name: "geospatial", sdl: lookAlike }],
      [
        { coordinate: "@sharing", subgraph: "geospatial" },
        { coordinate: "Parcel.area", subgraph: "geospatial" },
      ],
    );
  });

  it("refuses the default name of a directive that is imported under another", () => {
    const renamed = (sdl: string) =>
      sdl.replace('"@identifier"', '{ name: "@identifier", as: "@checked" }').replace('@composeDirective(name: "@identifier")', "");
    const twoNames = (sdl: string) =>
      `${renamed(sdl).replace("@identifier(standard: GB_32100)", "@sharing__identifier(standard: GB_32100)").replace("directive @identifier", "directive @sharing__identifier")}`;
    expectFindings(knownDirectives, smallSources({ "legal-entity": twoNames }), [
      { coordinate: "@sharing__identifier", subgraph: "legal-entity" },
      { coordinate: "Query.legalEntity(uscc:)", subgraph: "legal-entity" },
    ]);
  });
});
