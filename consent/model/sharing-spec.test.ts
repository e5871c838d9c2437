import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { SHARING_MODES } from "./sharing.js";
import { readSharingSpec, SHARING_LINK_SDL } from "./sharing-spec.js";

const read = (sdl: string, link = SHARING_LINK_SDL) => readSharingSpec(parse(`extend schema ${link}\n${sdl}`));
const rule = (directive: string) => read(`type Person { name: String ${directive} }`).rules.get("Person.name");
const problems = (sdl: string) => read(sdl).findings.map(({ coordinate, message }) => `${coordinate}: ${message}`);
const SPEC = "https://specs.assent.example/sharing/v1.0";

describe("reading the sharing directives", () => {
  it("gives UNCONDITIONAL every mode, WITHHELD none", () => {
    expect(rule("@sharing(type: UNCONDITIONAL)")).toMatchObject({
      coordinate: "Person.name",
      modes: SHARING_MODES,
      departments: null,
      purposes: null,
      consent: false,
      basis: null,
      mask: null,
    });
    expect(rule('@sharing(type: WITHHELD, basis: "x")')).toMatchObject({ type: "WITHHELD", modes: [] });
  });

  it("reads every argument of a condition", () => {
    expect(
      rule(
        '@sharing(type: CONDITIONAL, modes: [QUERY, COMPARE], departments: ["11100000000013338W"], purposes: ["p"], consent: true, sensitivity: PERSONAL, basis: "b", mask: PHONE)',
      ),
    ).toMatchObject({
      type: "CONDITIONAL",
      modes: ["QUERY", "COMPARE"],
      departments: ["11100000000013338W"],
      purposes: ["p"],
      consent: true,
      sensitivity: "PERSONAL",
      basis: "b",
      mask: "PHONE",
    });
  });

  it("takes what needs consent for sensitive, and the rest for personal, where nothing is said", () => {
    expect(rule("@sharing(type: CONDITIONAL, modes: [QUERY], consent: true)")?.sensitivity).toBe("SENSITIVE");
    expect(rule("@sharing(type: CONDITIONAL, modes: [QUERY])")?.sensitivity).toBe("PERSONAL");
  });

  it("gives a rule a version that order does not change and content does", () => {
    const version = rule("@sharing(type: CONDITIONAL, modes: [QUERY, COMPARE])")?.version;
    expect(version).toMatch(/^[0-9a-f]{16}$/);
    expect(rule("@sharing(modes: [COMPARE, QUERY], type: CONDITIONAL)")?.version).toBe(version);
    expect(rule("@sharing(type: CONDITIONAL, modes: [QUERY])")?.version).not.toBe(version);
    expect(rule("@sharing(type: CONDITIONAL, modes: [QUERY, COMPARE], mask: PHONE)")?.version).not.toBe(version);
  });

  it("reads fields, arguments, input fields and enum values, in extensions too", () => {
    const reading = read(`
      extend type Query { persons(where: F, id: ID @reveals(field: "Person.idNumber") @reveals(field: "Person.name") @identifier(standard: GB_11643)): Int @exercises(mode: OBTAIN)
        me: Int @access(roles: [citizen, officer]) }
      input F { sex: Int @reveals(field: "Person.sex") code: ID @identifier(standard: GBT_2260) }
      enum D { SEX @reveals(field: "Person.sex") }`);
    expect(reading.findings).toEqual([]);
    expect([...reading.exercises]).toEqual([["Query.persons", "OBTAIN"]]);
    expect([...reading.access]).toEqual([["Query.me", ["citizen", "officer"]]]);
    expect([...reading.reveals]).toEqual([
      ["Query.persons(id:)", ["Person.idNumber", "Person.name"]],
      ["F.sex", ["Person.sex"]],
      ["D.SEX", ["Person.sex"]],
    ]);
    expect([...reading.identifiers]).toEqual([
      ["Query.persons(id:)", "GB_11643"],
      ["F.code", "GBT_2260"],
    ]);
  });

  it("finds them under the names that the link gives them, and nothing without the link", () => {
    const sdl = (name: string) => `type Person { name: String @${name}(type: UNCONDITIONAL) }`;
    expect(read(sdl("rule"), `@link(url: "${SPEC}", import: [{ name: "@sharing", as: "@rule" }])`).rules.size).toBe(1);
    expect(read(sdl("gov"), `@link(url: "${SPEC}", as: "gov")`).rules.size).toBe(1);
    expect(read(sdl("sharing"), '@link(url: "https://example.org/sharing/v1.0", import: ["@sharing"])').rules.size).toBe(0);
  });

  it("reports another version of the specification", () => {
    const reading = read("type Query { a: Int }", '@link(url: "https://specs.assent.example/sharing/v2.0", import: ["@sharing"])');
    expect(reading.findings).toEqual([{ coordinate: "schema", message: `https://specs.assent.example/sharing/v2.0 is not ${SPEC}` }]);
  });

  it("reads nothing from a directive that is wrong, and reports it", () => {
    const wrong = [
      "@sharing",
      "@sharing(type: null)",
      '@sharing(type: "UNCONDITIONAL")',
      "@sharing(type: OPEN)",
      "@sharing(type: CONDITIONAL, modes: QUERY)",
      "@sharing(type: CONDITIONAL, modes: [])",
      "@sharing(type: CONDITIONAL, modes: [QUERY, QUERY])",
      "@sharing(type: CONDITIONAL, modes: [READ])",
      "@sharing(type: CONDITIONAL)",
      "@sharing(type: WITHHELD, modes: [QUERY])",
      "@sharing(type: UNCONDITIONAL, consent: true)",
      "@sharing(type: UNCONDITIONAL, modes: [QUERY])",
      "@sharing(type: UNCONDITIONAL, consent: null)",
      "@sharing(type: UNCONDITIONAL, departments: [1])",
      '@sharing(type: UNCONDITIONAL, basis: " ")',
      "@sharing(type: UNCONDITIONAL, mask: NAME)",
      "@sharing(type: UNCONDITIONAL, quietly: true)",
      "@sharing(type: UNCONDITIONAL, type: WITHHELD)",
      "@sharing(type: UNCONDITIONAL) @sharing(type: UNCONDITIONAL)",
    ];
    for (const directive of wrong) {
      const reading = read(`type Person { name: String ${directive} }`);
      expect({ directive, isReported: reading.findings.length > 0 }).toEqual({ directive, isReported: true });
    }
    expect(problems("type Query { a(b: ID @identifier): Int @access(roles: []) }")).toEqual([
      "Query.a: @access: roles must be a list of distinct application citizen officer authority auditor security",
      "Query.a(b:): @identifier: standard is missing",
    ]);
    expect(problems('enum D { A @reveals(field: "Person") }')).toEqual(["D.A: @reveals: field must be Type.field"]);
  });

  it("reports a directive in a place where it means nothing, and one that the specification does not have", () => {
    expect(problems("type Person @sharing(type: UNCONDITIONAL) { name: String }")).toEqual(["Person: @sharing has no meaning here"]);
    expect(problems("type Person { name: String @sharing__mask }")).toEqual([`Person.name: @sharing__mask is not a directive of ${SPEC}`]);
  });

  it("checks an interface's fields, and counts them for nothing", () => {
    expect(read("interface DataSubject { name: String @sharing(type: UNCONDITIONAL) }").rules.size).toBe(0);
    expect(problems("interface DataSubject { name: String @sharing(type: OPEN) }")).toHaveLength(1);
  });
});
