import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { withheldInaccessible } from "./withheld-inaccessible.js";

const visible = (sdl: string) => sdl.replace('第二十八条") @inaccessible', '第二十八条")');

describe("withheld-inaccessible", () => {
  it("accepts a withheld field that clients cannot see", () => {
    expectFindings(withheldInaccessible, smallSources(), []);
  });

  it("refuses a withheld field that clients can see", () => {
    expectFindings(withheldInaccessible, smallSources({ population: visible }), [{ coordinate: "Person.biometricTemplate", subgraph: "population" }]);
  });
});
