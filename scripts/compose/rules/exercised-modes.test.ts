import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { exercisedModes } from "./exercised-modes.js";
import { governedFieldHasRule } from "./governed-field-has-rule.js";

const changed = (from: string, to: string) => smallSources({ population: (sdl) => sdl.replace(from, to) });
const verdict = [{ coordinate: "PersonVerification.verdict", subgraph: "population" }];

describe("exercised-modes", () => {
  it("accepts modes on roots, and COMPARE on verdicts", () => {
    expectFindings(exercisedModes, smallSources(), []);
  });

  it("refuses a mode on any other field, which does not excuse the field from its rule", () => {
    const disguised = changed("sex: Sex @sharing(type: UNCONDITIONAL)", "sex: Sex @exercises(mode: COMPARE)");
    expectFindings(exercisedModes, disguised, [{ coordinate: "Person.sex", subgraph: "population" }]);
    expectFindings(governedFieldHasRule, disguised, [{ coordinate: "Person.sex", subgraph: "population" }]);
  });

  it("refuses a verdict that says more than whether, or of claims that reveal nothing", () => {
    expectFindings(exercisedModes, changed("enum Verdict { MATCH NO_MATCH }", "enum Verdict { MATCH NO_MATCH ALMOST }"), verdict);
    expectFindings(exercisedModes, changed("(claims: PersonClaims!): Verdict", "(claims: PersonClaims!): String"), verdict);
    expectFindings(exercisedModes, changed("(claims: PersonClaims!): Verdict", "(claims: PersonClaims!): [Verdict]"), verdict);
    expectFindings(exercisedModes, changed("(claims: PersonClaims!): Verdict", ": Verdict"), verdict);
  });
});
