import { describe, expect, it } from "vitest";
import { composeGraph } from "../compose-graph.js";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { decisionCycle } from "./decision-cycle.js";

const direct = (sdl: string) => sdl.replaceAll("holderId: ID @inaccessible", 'holderId: ID @inaccessible @requires(fields: "decision")');

describe("decision-cycle", () => {
  it("accepts a decision that requires what resolves without one", () => {
    expectFindings(decisionCycle, smallSources(), []);
  });

  it("finds the cycle before composition dies of it", () => {
    const sources = smallSources({ licence: direct });
    expectFindings(decisionCycle, sources, [
      { coordinate: "Licence.holderId", subgraph: "licence" },
      { coordinate: "LicenceVerification.holderId", subgraph: "licence" },
    ]);
    expect(composeGraph(sources).findings.map(({ rule }) => rule)).toContain("decision-cycle");
  });

  it("finds a cycle through another department's field", () => {
    const through = (sdl: string) =>
      sdl.replace("ownerKeys: [String!] @inaccessible", 'keeper: String @external\n  ownerKeys: [String!] @inaccessible @requires(fields: "keeper")');
    const keeper = (sdl: string) =>
      `${sdl}\ntype Parcel @key(fields: "unitNumber") { unitNumber: ID! decision: Decision @external keeper: String @requires(fields: "decision") }`;
    expectFindings(decisionCycle, smallSources({ geospatial: through, licence: keeper }), [{ coordinate: "Parcel.ownerKeys", subgraph: "geospatial" }]);
  });
});
