import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { ruleCopies } from "./rule-copies.js";

const copied = (rule: string) => smallSources({ licence: (sdl) => sdl.replace("uscc: ID!", `uscc: ID! ${rule}`) });

describe("rule-copies", () => {
  it("accepts a copy that says the same", () => {
    expectFindings(ruleCopies, copied("@sharing(type: UNCONDITIONAL)"), []);
  });

  it("refuses a copy that says something else", () => {
    expectFindings(ruleCopies, copied('@sharing(type: CONDITIONAL, modes: [QUERY], basis: "x")'), [{ coordinate: "LegalEntity.uscc", subgraph: "licence" }]);
  });

  it("refuses a copy of another mode or of other roles", () => {
    const one = (sdl: string) => `${sdl}\nextend type Query { shared: Int @shareable @exercises(mode: AGGREGATE) @access(roles: [officer]) }`;
    const other = (sdl: string) => `${sdl}\nextend type Query { shared: Int @shareable @exercises(mode: QUERY) @access(roles: [officer, citizen]) }`;
    expectFindings(ruleCopies, smallSources({ population: one, licence: other }), [
      { coordinate: "Query.shared", subgraph: "licence", message: "its @exercises differs from that of population" },
      { coordinate: "Query.shared", subgraph: "licence", message: "its @access differs from that of population" },
    ]);
  });
});
