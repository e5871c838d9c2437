import { describe, expect, it } from "vitest";
import { Refusal } from "../../consent/model/errors.js";
import { testGraph } from "../testing/test-graph.js";
import { parseDocument, pickOperation } from "./parse-document.js";

const { apiSchema } = testGraph();
const LIMITS = { maxTokens: 50, maxDepth: 4, maxFields: 20, maxAliases: 5 };

function refusalOf(text: string): { code: string; details: unknown } {
  try {
    parseDocument(text, apiSchema, LIMITS);
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, details: error.details };
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("parsing a document", () => {
  it("says where it does not parse, and nothing else", () => {
    expect(refusalOf("{ person( }")).toEqual({ code: "GRAPHQL_PARSE_FAILED", details: { locations: [{ line: 1, column: 11 }] } });
    expect(refusalOf("{ ' }").code).toBe("GRAPHQL_PARSE_FAILED");
    expect(refusalOf("").code).toBe("GRAPHQL_PARSE_FAILED");
  });

  it("refuses what exceeds a limit before it validates it", () => {
    expect(refusalOf(`{ ${"nonsense ".repeat(60)} }`)).toEqual({ code: "OPERATION_TOO_COSTLY", details: { limit: "maxTokens", max: 50 } });
    expect(refusalOf("{ a { b { c { d { e } } } } }")).toEqual({ code: "OPERATION_TOO_COSTLY", details: { limit: "maxDepth", max: 4 } });
  });

  it("names the rule and the place, and quotes no value, name or suggestion", () => {
    const { code, details } = refusalOf('{ person(idNumber: {secret: "540102199001010003"}) { nmae } }');
    expect(code).toBe("GRAPHQL_VALIDATION_FAILED");
    const { findings } = details as { findings: { rule: string; locations: object[] }[] };
    expect(findings.map(({ rule }) => rule).sort()).toEqual(["FieldsOnCorrectTypeRule", "ValuesOfCorrectTypeRule"]);
    expect(JSON.stringify(details)).not.toMatch(/540102|secret|name/);
  });

  it("names at most five places", () => {
    const { details } = refusalOf(`{ ${"x ".repeat(15)} }`);
    expect((details as { findings: unknown[] }).findings).toHaveLength(5);
  });

  it.each([
    '{ person(idNumber: "1") { decision } }',
    '{ licence(identifier: "1") { holderId } }',
    '{ parcel(unitNumber: "1") { ownerKeys } }',
    "{ _entities(representations: []) { __typename } }",
    "{ _service { sdl } }",
  ])("knows nothing of what is inaccessible: %s", (text) => expect(refusalOf(text).code).toBe("GRAPHQL_VALIDATION_FAILED"));
});

describe("picking the operation", () => {
  const pick = (text: string, name: string | null) => pickOperation(parseDocument(text, apiSchema, LIMITS), name).operation.name?.value;
  const codeOf = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      if (error instanceof Refusal) return error.code;
    }
    return "none";
  };

  it("takes the only one, or the one that is named", () => {
    expect(pick("query A { __typename }", null)).toBe("A");
    expect(pick("query A { __typename } query B { __typename }", "B")).toBe("B");
  });

  it("refuses several without a name, and a name that there is not", () => {
    expect(codeOf(() => pick("query A { __typename } query B { __typename }", null))).toBe("BAD_REQUEST");
    expect(codeOf(() => pick("query A { __typename }", "C"))).toBe("BAD_REQUEST");
    expect(codeOf(() => pick('fragment F on Person { name } query A { person(idNumber: "1") { ...F } }', "F"))).toBe("BAD_REQUEST");
  });
});
