import { describe, expect, it } from "vitest";
import { testGraph } from "../testing/test-graph.js";
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

  it("takes an operation apart from the others of its document", () => {
    const { prepare } = preparer();
    const text = "query A($id: ID!) { person(idNumber: $id) { name } } query B($id: ID!) { person(idNumber: $id) { phone } }";
    const coordinates = (name: string) => prepare(text, name).facts.facts.map(({ coordinate }) => coordinate);
    expect(coordinates("A")).not.toContain("Person.phone");
    expect(coordinates("B")).toContain("Person.phone");
  });

  it("refuses a name that looks like an identifier: names go on the record", () => {
    expect(() => preparer().prepare("query Q540102199001010003 { __typename }", null)).toThrow(expect.objectContaining({ code: "BAD_REQUEST" }));
  });

  it("shares collected fields only where nothing depends on variables", () => {
    const { prepare } = preparer();
    expect(prepare(ONE, null).collected).not.toBeNull();
    expect(prepare("query($id: ID!) { person(idNumber: $id) { name @skip(if: true) } }", null).collected).not.toBeNull();
    expect(prepare("query($id: ID!, $b: Boolean!) { person(idNumber: $id) { ... { name @skip(if: $b) } } }", null).collected).toBeNull();
  });
});
