import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { decisionOwner } from "./decision-owner.js";

describe("decision-owner", () => {
  it("accepts the decisions subgraph as the gateway has it", () => {
    expectFindings(decisionOwner, smallSources(), []);
  });

  it("refuses a department that resolves decision, shareable or overridden or under another name", () => {
    const resolving = (field: string) =>
      smallSources({ "legal-entity": (sdl) => sdl.replace("decision: Decision @external\n  companies", `${field}\n  companies`) });
    for (const field of ["decision: Decision", "decision: Decision @shareable", 'decision: Decision @override(from: "decisions")', "decision: String"]) {
      expectFindings(decisionOwner, resolving(field), [{ coordinate: "Person.decision", subgraph: "legal-entity" }]);
    }
    expectFindings(decisionOwner, resolving("decision: Decision @external verdict: Decision"), [{ coordinate: "Person.verdict", subgraph: "legal-entity" }]);
  });

  it("refuses a decision as an argument", () => {
    const argued = (sdl: string) => sdl.replace("shareholders: [String]", "shareholders(given: Decision): [String]");
    expectFindings(decisionOwner, smallSources({ "legal-entity": argued }), [{ coordinate: "LegalEntity.shareholders(given:)", subgraph: "legal-entity" }]);
  });

  it("refuses roots, edges and visible decisions in the decisions subgraph", () => {
    const visible = (sdl: string) => sdl.replace("uscc: ID!\n  decision: Decision @inaccessible", "uscc: ID!\n  decision: Decision");
    const edge = (sdl: string) => sdl.replace("uscc: ID!\n", "uscc: ID!\n  representative: Person\n");
    expectFindings(decisionOwner, smallSources({ decisions: visible }), [{ coordinate: "LegalEntity.decision", subgraph: "decisions" }]);
    expectFindings(decisionOwner, smallSources({ decisions: edge }), [{ coordinate: "LegalEntity.representative", subgraph: "decisions" }]);
    expectFindings(decisionOwner, smallSources({ decisions: (sdl) => `${sdl}\ntype Query { why: String }` }), [
      { coordinate: "Query.why", subgraph: "decisions" },
    ]);
  });

  it("refuses a scalar Decision that clients can see, and a graph without decisions", () => {
    const scalar = (sdl: string) => sdl.replace("scalar Decision @inaccessible", "scalar Decision");
    expectFindings(decisionOwner, smallSources({ licence: scalar }), [{ coordinate: "Decision", subgraph: "licence" }]);
    expectFindings(
      decisionOwner,
      smallSources().filter(({ name }) => name !== "decisions"),
      [{ coordinate: "schema", subgraph: null }],
    );
  });
});
