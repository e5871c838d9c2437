import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { needlessDecision } from "./needless-decision.js";

describe("needless-decision", () => {
  it("accepts register data that requires no decision", () => {
    expectFindings(needlessDecision, smallSources(), []);
  });

  it("refuses a decision for what neither consent nor a mask protects", () => {
    const needless = (sdl: string) =>
      sdl.replace("kind: String @sharing(type: UNCONDITIONAL)", 'kind: String @sharing(type: UNCONDITIONAL) @requires(fields: "decision")');
    expectFindings(needlessDecision, smallSources({ licence: needless }), [{ coordinate: "Licence.kind", subgraph: "licence" }]);
  });
});
