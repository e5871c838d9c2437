import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { protectedNullable } from "./protected-nullable.js";

const found = (coordinate: string) => [{ coordinate, subgraph: "population" }];

describe("protected-nullable", () => {
  it("accepts protected fields that may be null", () => {
    expectFindings(protectedNullable, smallSources(), []);
  });

  it("refuses a protected field that may not be null", () => {
    expectFindings(protectedNullable, smallSources({ population: (sdl) => sdl.replace(" phone: String ", " phone: String! ") }), found("Person.phone"));
  });

  it("refuses a protected list whose elements may not be null, and a list that may not", () => {
    expectFindings(
      protectedNullable,
      smallSources({ population: (sdl) => sdl.replace("children: [Person]", "children: [Person!]") }),
      found("Person.children"),
    );
    expectFindings(
      protectedNullable,
      smallSources({ population: (sdl) => sdl.replace("children: [Person]", "children: [Person]!") }),
      found("Person.children"),
    );
  });
});
