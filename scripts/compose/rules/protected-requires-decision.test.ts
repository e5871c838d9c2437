import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { protectedRequiresDecision } from "./protected-requires-decision.js";

const REQUIRES = ' @requires(fields: "decision")';
const without = (field: RegExp) => (sdl: string) => sdl.replace(field, (line) => line.replace(REQUIRES, ""));

describe("protected-requires-decision", () => {
  it("accepts a graph in which every protected field requires its decision", () => {
    expectFindings(protectedRequiresDecision, smallSources(), []);
  });

  it("refuses an unconditional field of a person that requires none", () => {
    expectFindings(protectedRequiresDecision, smallSources({ population: without(/ name: String @.*/) }), [
      { coordinate: "Person.name", subgraph: "population" },
    ]);
  });

  it("refuses a field of a person in another department's schema that requires none", () => {
    expectFindings(protectedRequiresDecision, smallSources({ geospatial: without(/ realEstate: .*/) }), [
      { coordinate: "Person.realEstate", subgraph: "geospatial" },
    ]);
  });

  it("refuses register data that needs consent or a mask and requires none", () => {
    expectFindings(protectedRequiresDecision, smallSources({ "legal-entity": without(/ shareholders: .*/) }), [
      { coordinate: "LegalEntity.shareholders", subgraph: "legal-entity" },
    ]);
    const masked = (sdl: string) => sdl.replace("kind: String @sharing(type: UNCONDITIONAL)", "kind: String @sharing(type: UNCONDITIONAL, mask: NUMBER)");
    expectFindings(protectedRequiresDecision, smallSources({ licence: masked }), [{ coordinate: "Licence.kind", subgraph: "licence" }]);
  });

  it("refuses verdicts that require none: of persons, and over items that need consent", () => {
    expectFindings(protectedRequiresDecision, smallSources({ population: without(/ verdict\(.*/) }), [
      { coordinate: "PersonVerification.verdict", subgraph: "population" },
    ]);
    expectFindings(protectedRequiresDecision, smallSources({ licence: without(/ verdict\(.*/) }), [
      { coordinate: "LicenceVerification.verdict", subgraph: "licence" },
    ]);
  });

  it("is not content with a field set that only mentions decision deeper down", () => {
    const deeper = (sdl: string) =>
      sdl
        .replace(/( name: String @sharing\S+ \S+) @requires\(fields: "decision"\)/, '$1 @requires(fields: "spouse { decision }")')
        .replace(
          / name: String (@sharing\(type: UNCONDITIONAL\)) @requires\(fields: "decision"\)/,
          ' name: String $1 @requires(fields: "spouse { decision }")',
        );
    expectFindings(protectedRequiresDecision, smallSources({ population: deeper }), [{ coordinate: "Person.name", subgraph: "population" }]);
  });
});
