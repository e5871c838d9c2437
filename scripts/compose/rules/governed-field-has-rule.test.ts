import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { governedFieldHasRule } from "./governed-field-has-rule.js";

describe("governed-field-has-rule", () => {
  it("accepts verdicts, what only a decision needs to know, and value objects without rules of their own", () => {
    expectFindings(governedFieldHasRule, smallSources(), []);
  });

  it("refuses a governed field without a rule, a key included", () => {
    const without = (sdl: string) =>
      sdl.replace("kind: String @sharing(type: UNCONDITIONAL)", "kind: String").replace("identifier: ID! @sharing(type: UNCONDITIONAL)", "identifier: ID!");
    expectFindings(governedFieldHasRule, smallSources({ licence: without }), [
      { coordinate: "Licence.identifier", subgraph: "licence" },
      { coordinate: "Licence.kind", subgraph: "licence" },
    ]);
  });

  it("refuses a rule that only another department states", () => {
    const without = (sdl: string) => sdl.replace("uscc: ID! @sharing(type: UNCONDITIONAL)", "uscc: ID!");
    const foreign = (sdl: string) => sdl.replace("uscc: ID!", "uscc: ID! @sharing(type: UNCONDITIONAL)");
    expectFindings(governedFieldHasRule, smallSources({ "legal-entity": without, licence: foreign }), [
      { coordinate: "LegalEntity.uscc", subgraph: "legal-entity" },
    ]);
  });

  it("finds the field in a type extension too", () => {
    const extended = (sdl: string) => `${sdl}\nextend type Parcel { fence: String }`;
    expectFindings(governedFieldHasRule, smallSources({ geospatial: extended }), [{ coordinate: "Parcel.fence", subgraph: "geospatial" }]);
  });
});
