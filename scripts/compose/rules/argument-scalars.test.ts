import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { argumentScalars } from "./argument-scalars.js";

const changed = (from: string, to: string, types = "") => smallSources({ population: (sdl) => sdl.replace(from, to) + types });
const found = (coordinate: string) => [{ coordinate, subgraph: "population" }];

describe("argument-scalars", () => {
  it("accepts GraphQL's scalars, the kit's dates, enums and input types", () => {
    expectFindings(argumentScalars, changed("input PersonFilter {", "input PersonFilter { born: [Date!] seen: DateTime", "scalar Date scalar DateTime"), []);
  });

  it("refuses an opaque scalar as an argument and in an input type, whatever it says that it reveals", () => {
    const where = 'where: JSON @reveals(field: "Person.sex")';
    expectFindings(argumentScalars, changed("children: [Person]", `children(${where}): [Person]`, "scalar JSON"), found("Person.children(where:)"));
    expectFindings(argumentScalars, changed("input PersonFilter {", `input PersonFilter { ${where} `, "scalar JSON"), found("PersonFilter.where"));
  });
});
