import { describe, expect, it } from "vitest";
import { Refusal } from "../../consent/model/errors.js";
import { NOW } from "../testing/callers.js";
import { testGraph } from "../testing/test-graph.js";
import { idNumberOf } from "../testing/world.js";
import { argumentFacts, checkIdentifiers, privateVariables } from "./argument-facts.js";
import { createOperationPreparer } from "./prepare-operation.js";

const graph = testGraph();
const preparer = createOperationPreparer(graph, { maxTokens: 1000, maxDepth: 20, maxFields: 200, maxAliases: 50 }, 10);

function variablesOf(text: string, provided: Record<string, unknown> = {}) {
  const { parsed, rewritten, variableTypes } = preparer.prepare(text, null);
  return privateVariables(parsed, rewritten, provided, (name) => variableTypes.get(name));
}
const factsOf = (text: string, provided: Record<string, unknown> = {}) =>
  argumentFacts(preparer.prepare(text, null).facts.args, variablesOf(text, provided), graph);
const touched = (text: string, provided: Record<string, unknown> = {}): string[] =>
  factsOf(text, provided).facts.map(({ coordinate, mode }) => `${coordinate} ${mode}`);

function refusalOf(run: () => unknown): { code: string; details: unknown } {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, details: error.details };
    throw error;
  }
  throw new Error("nothing was refused");
}

const ONE = "query($id: ID!) { person(idNumber: $id) { name } }";
const LIST = "query($where: PersonFilter!, $first: Int) { persons(where: $where, first: $first) { pageInfo { hasNextPage } } }";

describe("the private variables of a request", () => {
  it("are literals, given values, and defaults where nothing is given", () => {
    const text = 'query($a: ID!, $b: ID! = "2") { x: person(idNumber: $a) { name } y: person(idNumber: $b) { name } z: person(idNumber: "3") { name } }';
    expect({ ...variablesOf(text, { a: "1" }) }).toEqual({ v_0: "1", v_1: "2", l_0: "3" });
    expect({ ...variablesOf(text, { a: 1, b: "4" }) }).toEqual({ v_0: "1", v_1: "4", l_0: "3" });
  });

  it("hold nothing that the operation does not declare", () => {
    expect({ ...variablesOf(ONE, { id: "1", v_id: "2", l_0: "3", other: "4" }) }).toEqual({ v_0: "1" });
  });

  it.each([
    ["missing", ONE, {}, { argument: "$id", reason: "MISSING" }],
    ["null", ONE, { id: null }, { argument: "$id", reason: "TYPE" }],
    ["of another type", ONE, { id: { secret: "540102199001010003" } }, { argument: "$id", reason: "TYPE" }],
    ["an unknown input field", LIST, { where: { secret: "x" } }, { argument: "$where", reason: "TYPE" }],
    ["an unknown enum value", LIST, { where: { sex: "SECRET" } }, { argument: "$where", reason: "TYPE" }],
    ["null where its place may not be", 'query($id: ID = "1") { person(idNumber: $id) { name } }', { id: null }, { argument: "$id", reason: "NULL" }],
  ])("refuse a value that is %s, and never quote it", (_, text, provided, details) => {
    expect(refusalOf(() => variablesOf(text, provided))).toEqual({ code: "BAD_USER_INPUT", details });
  });

  it("refuse more values than anyone should walk, before walking them", () => {
    expect(refusalOf(() => variablesOf(LIST, { where: Array.from({ length: 5000 }, () => ({})) })).code).toBe("OPERATION_TOO_COSTLY");
  });
});

describe("the facts of a request's arguments", () => {
  it("are what a key's argument names", () => {
    expect(touched(ONE, { id: "1" })).toEqual(["Person.idNumber QUERY"]);
    expect(factsOf(ONE, { id: "1" }).named).toEqual([{ coordinate: "Person.idNumber", value: "1" }]);
  });

  it("are what each input field that is given reveals, literal or variable", () => {
    expect(touched(LIST, { where: { sex: "MALE" } })).toEqual(["Person.sex OBTAIN"]);
    expect(touched(LIST, { where: { sex: null, registeredDivision: "540102" } }).sort()).toEqual(["Person.registeredDivision OBTAIN", "Person.sex OBTAIN"]);
    expect(touched(LIST, { where: {} })).toEqual([]);
    expect(touched("query($d: String) { persons(where: { sex: FEMALE, registeredDivision: $d }) { pageInfo { hasNextPage } } }", { d: "5" }).sort()).toEqual([
      "Person.registeredDivision OBTAIN",
      "Person.sex OBTAIN",
    ]);
    expect(touched("query($d: String) { persons(where: { sex: FEMALE, registeredDivision: $d }) { pageInfo { hasNextPage } } }")).toEqual([
      "Person.sex OBTAIN",
    ]);
  });

  it("are told apart by the field that bears them: two verdicts need different items", () => {
    const text = '{ personVerification(idNumber: "1") { a: verdict(claims: { name: "n" }) b: verdict(claims: { phone: "p", name: "n" }) } }';
    const { revealedBy, facts } = factsOf(text);
    expect([...revealedBy].filter(([field]) => field.startsWith("PersonVerification.")).map(([, items]) => [...items])).toEqual([
      ["Person.name"],
      ["Person.name", "Person.phone"],
    ]);
    expect(facts.every(({ mode }) => mode === "COMPARE")).toBe(true);
  });
});

describe("identifiers", () => {
  const check = (text: string, provided: Record<string, unknown> = {}) => checkIdentifiers(factsOf(text, provided).identifiers, NOW);

  it("pass when they are valid", () => {
    check(ONE, { id: idNumberOf(0) });
    check('{ administrativeDivision(code: "540102") { name } }');
  });

  it("are refused by standard, check and argument, never by value; as a literal, a variable or a default", () => {
    const expected = { code: "INVALID_IDENTIFIER", details: { standard: "GB_11643", check: "CHECK_DIGIT", argument: "idNumber" } };
    expect(refusalOf(() => check(ONE, { id: "110105194912310021" }))).toEqual(expected);
    expect(refusalOf(() => check('{ person(idNumber: "110105194912310021") { name } }'))).toEqual(expected);
    expect(refusalOf(() => check('query($id: ID! = "110105194912310021") { person(idNumber: $id) { name } }'))).toEqual(expected);
    expect(refusalOf(() => check('{ legalEntity(uscc: "91350100M000100Y44") { name } }')).details).toMatchObject({ standard: "GB_32100" });
  });
});
