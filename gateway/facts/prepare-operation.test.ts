import { getIntrospectionQuery } from "graphql";
import { describe, expect, it } from "vitest";
import { testGraph } from "../testing/test-graph.js";
import { creditCodeOf } from "../testing/world.js";
import { createOperationPreparer } from "./prepare-operation.js";

const LIMITS = { maxTokens: 1000, maxDepth: 20, maxFields: 200, maxAliases: 50 };
const preparer = () => createOperationPreparer(testGraph(), LIMITS, 2);
const ONE = "query One($id: ID!) { person(idNumber: $id) { name } }";

describe("preparing an operation", () => {
  it("is done once for a text and a name", () => {
    const { prepare } = preparer();
    expect(prepare(ONE, null)).toBe(prepare(ONE, null));
    expect(prepare(ONE, "One")).not.toBe(prepare(ONE, null));
  });

  it("keeps the ones used last", () => {
    const { prepare } = preparer();
    const first = prepare(ONE, null);
    for (const text of [`${ONE} `, `${ONE}  `]) prepare(text, null);
    expect(prepare(ONE, null)).not.toBe(first);
  });

  it.each(['{ person(idNumber: "540102199001010003") { name } }', 'query($id: ID! = "540102199001010003") { person(idNumber: $id) { name } }'])(
    "keeps no value in memory: %s",
    (text) => {
      const { prepare } = preparer();
      expect(prepare(text, null)).not.toBe(prepare(text, null));
    },
  );

  it("keeps of a document no fragment that its operation does not spread, and no text", () => {
    const text = `query A($id: ID!) { person(idNumber: $id) { name } } query B { ...F } fragment F on Query { person(idNumber: "540102199001010003") { name } }`;
    const prepared = preparer().prepare(text, "A");
    expect([...prepared.parsed.fragments.keys()]).toEqual([]);
    expect(JSON.stringify(prepared.parsed)).not.toContain("540102199001010003");
    expect([...preparer().prepare(text, "B").parsed.fragments.keys()]).toEqual(["F"]);
  });

  it("takes an operation apart from the others of its document", () => {
    const { prepare } = preparer();
    const text = "query A($id: ID!) { person(idNumber: $id) { name } } query B($id: ID!) { person(idNumber: $id) { phone } }";
    const coordinates = (name: string) => prepare(text, name).facts.facts.map(({ coordinate }) => coordinate);
    expect(coordinates("A")).not.toContain("Person.phone");
    expect(coordinates("B")).toContain("Person.phone");
  });

  it.each(["Q540102199001010003", "Q111111111111111", `Of${creditCodeOf(0)}`, `of_${creditCodeOf(0).toLowerCase()}`])(
    "refuses the name %s, which looks like an identifier: names go on the record",
    (name) => {
      const refused = expect.objectContaining({ code: "BAD_REQUEST", details: { reason: "OPERATION_NAME" } });
      expect(() => preparer().prepare(`query ${name} { __typename }`, null)).toThrow(refused);
    },
  );

  it("keeps operations within a bound of memory, however large each is", () => {
    const { prepare } = createOperationPreparer(testGraph(), { ...LIMITS, maxTokens: 4000, maxFields: 1000 }, 2000);
    const text = (n: number): string => `query Q${n}($id: ID!) { person(idNumber: $id) { ${"name sex phone birthDate ".repeat(240)} } }`;
    const first = prepare(text(0), null);
    expect(prepare(text(0), null)).toBe(first);
    // Some 0.6 MB each.
    for (let n = 1; n < 180; n++) prepare(text(n), null);
    expect(prepare(text(0), null)).not.toBe(first);
  });

  it("counts introspection as what it costs: the usual query passes, dozens of it in one do not", () => {
    const { prepare } = createOperationPreparer(testGraph(), { maxTokens: 4000, maxDepth: 20, maxFields: 1000, maxAliases: 50 }, 2);
    const cost = (text: string): number => prepare(text, null).estimate.cost({});
    expect(cost(getIntrospectionQuery({ descriptions: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true }))).toBeLessThan(50_000);
    const types = Array.from({ length: 45 }, (_, n) => `t${n}: types { name kind description fields { name type { name } args { name } } }`).join(" ");
    expect(cost(`{ __schema { ${types} } }`)).toBeGreaterThan(
      cost(`{ __schema { types { name kind description fields { name type { name } args { name } } } } }`) * 40,
    );
  });

  it("shares collected fields only where nothing depends on variables", () => {
    const { prepare } = preparer();
    expect(prepare(ONE, null).collected).not.toBeNull();
    expect(prepare("query($id: ID!) { person(idNumber: $id) { name @skip(if: true) } }", null).collected).not.toBeNull();
    expect(prepare("query($id: ID!, $b: Boolean!) { person(idNumber: $id) { ... { name @skip(if: $b) } } }", null).collected).toBeNull();
  });
});
