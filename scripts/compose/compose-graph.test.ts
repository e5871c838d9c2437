import { describe, expect, it } from "vitest";
import { readGraph } from "../../consent/model/governed-graph.js";
import { composeGraph } from "./compose-graph.js";
import { expectComposes } from "./testing/harness.js";
import { smallSources } from "./testing/small-graph.js";

describe("composing", () => {
  it("accepts a graph that keeps every rule, without a hint", () => {
    const r = composeGraph(smallSources());
    for (const f of r.findings) console.log(f.rule, f.coordinate, f.subgraph, f.message);
    expectComposes(smallSources());
  });
});
