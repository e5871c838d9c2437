import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { governedFederationDirectives } from "./governed-federation-directives.js";

const population = (from: string, to: string) => smallSources({ population: (sdl) => sdl.replace(from, to) });
const found = (coordinate: string, directive: string) => [{ coordinate, subgraph: "population", message: `@${directive} touches governed data` }];

describe("governed-federation-directives", () => {
  it("accepts a shareable PageInfo, and @provides between open reference data", () => {
    const provides = (sdl: string) => sdl.replace("parent: AdministrativeDivision", 'parent: AdministrativeDivision @provides(fields: "name")');
    expectFindings(governedFederationDirectives, smallSources({ geospatial: provides }), []);
  });

  it("refuses @shareable on a governed field, on a governed type and on a value object", () => {
    expectFindings(governedFederationDirectives, population(" sex: Sex ", " sex: Sex @shareable "), found("Person.sex", "shareable"));
    expectFindings(
      governedFederationDirectives,
      population("type PersonVerification ", "type PersonVerification @shareable "),
      ["idNumber", "decision", "verdict"].flatMap((name) => found(`PersonVerification.${name}`, "shareable")),
    );
    expectFindings(governedFederationDirectives, population("{ status: String", "{ status: String @shareable"), found("Employment.status", "shareable"));
    expectFindings(
      governedFederationDirectives,
      population("type Employment {", "type Employment { pageInfo: String @shareable "),
      found("Employment.pageInfo", "shareable"),
    );
  });

  it("refuses @override of a governed field", () => {
    expectFindings(governedFederationDirectives, population(" sex: Sex ", ' sex: Sex @override(from: "licence") '), found("Person.sex", "override"));
  });

  it("refuses @provides of a data subject's field, from a root, through an interface or through an object", () => {
    expectFindings(governedFederationDirectives, population("): Person\n", '): Person @provides(fields: "name")\n'), found("Query.person", "provides"));
    expectFindings(
      governedFederationDirectives,
      smallSources({ consent: (sdl) => sdl.replace("represents: [DataSubject!]!", 'represents: [DataSubject!]! @provides(fields: "... on Person { name }")') }),
      [{ coordinate: "Me.represents", subgraph: "consent" }],
    );
    expectFindings(governedFederationDirectives, smallSources({ consent: (sdl) => sdl.replace("me: Me!", 'me: Me! @provides(fields: "person { name }")') }), [
      { coordinate: "Query.me", subgraph: "consent" },
    ]);
  });

  it("refuses @interfaceObject of an interface in which data subjects stand", () => {
    const asObject = (sdl: string) =>
      `${sdl.replace("interface DataSubject { name: String }", 'type DataSubject @interfaceObject @key(fields: "id") { id: ID! }')}`;
    expectFindings(governedFederationDirectives, smallSources({ consent: asObject }), [
      { coordinate: "DataSubject", subgraph: "consent", message: "@interfaceObject touches governed data" },
    ]);
  });

  it("refuses @context on a data subject, and @fromContext on its fields", () => {
    expectFindings(
      governedFederationDirectives,
      population(
        'type Person implements DataSubject @key(fields: "idNumber")',
        'type Person implements DataSubject @key(fields: "idNumber") @context(name: "person")',
      ),
      found("Person", "context"),
    );
    expectFindings(
      governedFederationDirectives,
      population("{ status: String", '{ status(of: String @fromContext(field: "$person { name }")): String'),
      found("Employment.status", "fromContext"),
    );
  });
});
