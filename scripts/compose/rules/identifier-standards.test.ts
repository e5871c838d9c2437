import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { identifierStandards } from "./identifier-standards.js";

const found = [{ coordinate: "Query.legalEntity(uscc:)", subgraph: "legal-entity" }];

describe("identifier-standards", () => {
  it("accepts checked identifiers, and keys that no standard checks", () => {
    expectFindings(identifierStandards, smallSources(), []);
  });

  it("refuses an identifier that nobody checks, or by another standard", () => {
    expectFindings(identifierStandards, smallSources({ "legal-entity": (sdl) => sdl.replace(" @identifier(standard: GB_32100)", "") }), found);
    expectFindings(identifierStandards, smallSources({ "legal-entity": (sdl) => sdl.replace("standard: GB_32100", "standard: GB_11643") }), found);
  });
});
