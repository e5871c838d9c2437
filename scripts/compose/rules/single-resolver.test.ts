import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { singleResolver } from "./single-resolver.js";

describe("single-resolver", () => {
  it("accepts keys everywhere and @external copies for an interface", () => {
    expectFindings(singleResolver, smallSources(), []);
  });

  it("refuses a governed field that a second subgraph resolves", () => {
    expectFindings(singleResolver, smallSources({ licence: (sdl) => sdl.replace("name: String @external", "name: String") }), [
      { coordinate: "Person.name", subgraph: "licence" },
    ]);
  });

  it("refuses it although both call the field shareable", () => {
    const shared = (sdl: string) => sdl.replace("name: String @external", "name: String @shareable");
    expectFindings(singleResolver, smallSources({ licence: shared }), [{ coordinate: "Person.name", subgraph: "licence" }]);
  });
});
