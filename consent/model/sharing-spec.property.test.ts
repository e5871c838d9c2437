import fc from "fast-check";
import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { MASKS, SENSITIVITIES, SHARING_MODES } from "./sharing.js";
import { readSharingSpec, SHARING_SPEC_URL } from "./sharing-spec.js";

const text = fc.string({ minLength: 1, maxLength: 20 }).filter((value) => value.trim() !== "");
const texts = fc.uniqueArray(text, { minLength: 1, maxLength: 3 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const condition = fc.record({
  modes: fc.subarray([...SHARING_MODES], { minLength: 1 }),
  departments: maybe(texts),
  purposes: maybe(texts),
  consent: fc.boolean(),
  sensitivity: fc.constantFrom(...SENSITIVITIES),
  basis: maybe(text),
  mask: maybe(fc.constantFrom(...MASKS)),
});
type Condition = typeof condition extends fc.Arbitrary<infer T> ? T : never;

/** A link and the name that it gives to @sharing. */
const naming = fc.constantFrom(
  { link: 'import: ["@sharing"]', name: "sharing" },
  { link: 'import: [{ name: "@sharing", as: "@rule" }]', name: "rule" },
  { link: 'as: "gov"', name: "gov" },
  { link: 'as: "gov", import: [{ name: "@sharing", as: "@shared" }]', name: "shared" },
);

function directiveSdl(name: string, rule: Condition, order: readonly number[]): string {
  const given = [
    "type: CONDITIONAL",
    `modes: [${rule.modes.join(", ")}]`,
    ...(rule.departments ? [`departments: ${JSON.stringify(rule.departments)}`] : []),
    ...(rule.purposes ? [`purposes: ${JSON.stringify(rule.purposes)}`] : []),
    `consent: ${rule.consent}`,
    `sensitivity: ${rule.sensitivity}`,
    ...(rule.basis ? [`basis: ${JSON.stringify(rule.basis)}`] : []),
    ...(rule.mask ? [`mask: ${rule.mask}`] : []),
  ];
  const sorted = given.map((argument, index) => ({ argument, rank: order[index] ?? 0 })).sort((left, right) => left.rank - right.rank);
  return `@${name}(${sorted.map(({ argument }) => argument).join(", ")})`;
}

const order = fc.array(fc.nat(), { minLength: 8, maxLength: 8 });
const read = (link: string, directive: string) =>
  readSharingSpec(parse(`extend schema @link(url: "${SHARING_SPEC_URL}", ${link})\ntype Licence { kind: String ${directive} }`));

describe("a rule", () => {
  it("is read as it is written, under any name and in any order, and its version goes by its content alone", () => {
    fc.assert(
      fc.property(condition, naming, naming, order, order, (rule, one, other, first, second) => {
        const reading = read(one.link, directiveSdl(one.name, rule, first));
        expect(reading.findings).toEqual([]);
        expect(reading.rules.get("Licence.kind")).toMatchObject({ coordinate: "Licence.kind", type: "CONDITIONAL", ...rule });
        const again = read(other.link, directiveSdl(other.name, { ...rule, modes: [...rule.modes].reverse() }, second));
        expect(again.rules.get("Licence.kind")?.version).toBe(reading.rules.get("Licence.kind")?.version);
      }),
    );
  });

  it("has another version when its content differs", () => {
    fc.assert(
      fc.property(condition, condition, order, (rule, other, ranks) => {
        fc.pre(JSON.stringify(rule) !== JSON.stringify(other));
        const version = (content: Condition) => read('import: ["@sharing"]', directiveSdl("sharing", content, ranks)).rules.get("Licence.kind")?.version;
        const sets = (content: Condition) =>
          JSON.stringify({ ...content, departments: content.departments?.toSorted(), purposes: content.purposes?.toSorted() });
        fc.pre(sets(rule) !== sets(other));
        expect(version(rule)).not.toBe(version(other));
      }),
    );
  });
});
