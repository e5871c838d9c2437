import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { rootTypeNames } from "./root-type-names.js";

describe("root-type-names", () => {
  it("accepts Query by its own name", () => {
    expectFindings(rootTypeNames, smallSources({ licence: (sdl) => `${sdl}\nschema { query: Query }` }), []);
  });

  it("refuses a root of another name, whose fields no rule would find", () => {
    const renamed = (sdl: string) => `${sdl.replace("type Query", "type Roots")}\nschema { query: Roots }`;
    expectFindings(rootTypeNames, smallSources({ licence: renamed }), [{ coordinate: "Roots", subgraph: "licence" }]);
  });
});
