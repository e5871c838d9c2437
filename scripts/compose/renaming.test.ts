import { describe, expect, it } from "vitest";
import { COMPOSITION_RULES } from "./all-rules.js";
import { prepareUncomposed, runRule } from "./compose-graph.js";
import { OWNERSHIP } from "./ownership.js";
import type { SubgraphSource } from "./subgraph-view.js";
import { expectComposes } from "./testing/harness.js";
import { RENAMINGS } from "./testing/renamings.js";
import { type SmallDepartment, smallSources } from "./testing/small-graph.js";

type Fault = readonly [rule: string, department: SmallDepartment | "decisions", from: string | RegExp, to: string];

const U = "@sharing(type: UNCONDITIONAL)";
const R = '@requires(fields: "decision")';

/** For each rule that goes by directives, a fault that it finds. */
const FAULTS: readonly Fault[] = [
  ["readable-sharing", "licence", `kind: String ${U}`, "kind: String @sharing(type: OFTEN)"],
  ["registered-ownership", "licence", "name: String @external", "name: String"],
  ["identifier-keys", "licence", '@key(fields: "identifier") {', '@key(fields: "identifier kind") {'],
  ["decision-owner", "population", "decision: Decision @external", "decision: Decision"],
  ["decision-cycle", "geospatial", "ownerKeys: [String!] @inaccessible", `ownerKeys: [String!] @inaccessible ${R}`],
  ["governed-field-has-rule", "licence", `kind: String ${U}`, "kind: String"],
  ["basis-given", "licence", `kind: String ${U}`, "kind: String @sharing(type: CONDITIONAL, modes: [QUERY])"],
  ["withheld-inaccessible", "population", '第二十八条") @inaccessible', '第二十八条")'],
  ["rule-copies", "licence", "uscc: ID!", 'uscc: ID! @sharing(type: CONDITIONAL, modes: [QUERY], basis: "x")'],
  ["single-resolver", "licence", "name: String @external", "name: String"],
  ["protected-requires-decision", "population", `name: String ${U} ${R}`, `name: String ${U}`],
  ["protected-nullable", "population", "sex: Sex @sharing", "sex: Sex! @sharing"],
  ["needless-decision", "licence", `kind: String ${U}`, `kind: String ${U} ${R}`],
  ["requires-own", "licence", /(licences: \[Licence\] .*)"decision"/, '$1"decision name"'],
  ["governed-federation-directives", "population", "status: String", "status: String @shareable"],
  ["platform-access", "consent", " @access(roles: [citizen])", ""],
  ["argument-scalars", "population", "type Query {", 'scalar JSON type Query { found(where: JSON @reveals(field: "Person.sex")): Person'],
  ["arguments-reveal", "population", 'sex: Sex @reveals(field: "Person.sex")', "sex: Sex"],
  ["reveals-exist", "population", '@reveals(field: "Person.sex")', '@reveals(field: "Person.gender")'],
  ["consent-item-filter", "population", 'sex: Sex @reveals(field: "Person.sex")', 'sex: Sex @reveals(field: "Person.spouse")'],
  ["bulk-root-mode", "population", " @exercises(mode: OBTAIN)", ""],
  ["exercised-modes", "population", `sex: Sex ${U}`, "sex: Sex @exercises(mode: COMPARE)"],
  ["keyed-root-mode", "population", "): Person\n", "): Person @exercises(mode: OBTAIN)\n"],
  ["governed-root-answers", "population", "type Query {", 'type Query { phoneOf(idNumber: ID! @reveals(field: "Person.idNumber")): String'],
  ["open-reference-data", "geospatial", " @identifier(standard: GBT_2260)", ""],
  ["identifier-reveals-key", "population", 'person(idNumber: ID! @reveals(field: "Person.idNumber")', 'person(idNumber: ID! @reveals(field: "Person.name")'],
  ["identifier-standards", "legal-entity", " @identifier(standard: GB_32100)", ""],
];

function findingsOf(sources: readonly SubgraphSource[]): string[] {
  const { context } = prepareUncomposed(sources, OWNERSHIP);
  if (!context) throw new Error("a renamed schema does not parse");
  return COMPOSITION_RULES.flatMap((rule) => runRule(rule, context)).map(({ rule, coordinate, subgraph }) => `${rule} ${coordinate} ${subgraph}`);
}

describe("renaming by @link", () => {
  it("has a fault for every rule that goes by directives", () => {
    const others = ["known-links", "known-directives", "root-type-names", "sharing-definitions", "composition-keeps-sharing"];
    expect([...FAULTS.map(([rule]) => rule), ...others].sort()).toEqual(COMPOSITION_RULES.map(({ name }) => name).sort());
  });

  for (const { name, apply } of RENAMINGS) {
    it(`composes a graph with ${name}`, () => {
      expectComposes(smallSources().map(apply));
    });

    it(`does not switch a rule off: ${name}`, () => {
      for (const [rule, department, from, to] of FAULTS) {
        const faulty = smallSources({ [department]: (sdl: string) => sdl.replace(from, to) });
        const expected = findingsOf(faulty);
        expect(expected.map((finding) => finding.split(" ")[0])).toContain(rule);
        expect(findingsOf(faulty.map(apply))).toEqual(expected);
      }
    });
  }
});
