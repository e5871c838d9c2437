import { type FieldNode, type OperationDefinitionNode, parse, print } from "graphql";
import { describe, expect, it } from "vitest";
import { testGraph } from "../testing/test-graph.js";
import { createNaming, type Naming, PRIVATE_NAME } from "./private-names.js";

const { apiSchema } = testGraph();

function namingOf(text: string): { naming: Naming; argumentsOf: (index: number) => string } {
  const operation = parse(text).definitions[0] as OperationDefinitionNode;
  const naming = createNaming(operation, apiSchema);
  const argumentsOf = (index: number): string => {
    const node = operation.selectionSet.selections[index] as FieldNode;
    const field = apiSchema.getQueryType()?.getFields()[node.name.value];
    return (node.arguments ?? []).map((argument) => print(field ? naming.renameArgument(argument, field) : argument)).join();
  };
  return { naming, argumentsOf };
}

describe("private names", () => {
  it("are a field's own where it has no arguments", () => {
    const { naming } = namingOf("{ __typename }");
    expect([naming.nameOf("name", "String", []), naming.nameOf("name", "String", [])]).toEqual(["name", "name"]);
  });

  it("differ by arguments and by type, and look like no field", () => {
    const { naming } = namingOf("{ __typename }");
    const argument = (value: string) =>
      (parse(`{ a(x: ${value}) }`).definitions[0] as OperationDefinitionNode).selectionSet.selections.flatMap((node) => (node as FieldNode).arguments ?? []);
    const names = [
      naming.nameOf("person", "Person", argument("$a")),
      naming.nameOf("person", "Person", argument("$b")),
      naming.nameOf("status", "String", []),
      naming.nameOf("status", "Status", []),
    ];
    expect(new Set(names).size).toBe(4);
    expect(names.filter((name) => PRIVATE_NAME.test(name))).toHaveLength(3);
    expect(naming.nameOf("person", "Person", argument("$a"))).toBe(names[0]);
  });

  it("stand for literals, once for the same value in the same type", () => {
    const { naming, argumentsOf } = namingOf('{ person(idNumber: "1") { name } again: person(idNumber: "1") { name } other: person(idNumber: "2") { name } }');
    expect([0, 1, 2].map(argumentsOf)).toEqual(["idNumber: $l_0", "idNumber: $l_0", "idNumber: $l_1"]);
    expect(naming.usedDefinitions()).toEqual([
      { name: "l_0", type: "ID!" },
      { name: "l_1", type: "ID!" },
    ]);
  });

  it("stand for literals inside input objects; enum values and null stay", () => {
    const { argumentsOf } = namingOf("{ persons(where: { sex: MALE, registeredDivision: null }, first: 7) { pageInfo { hasNextPage } } }");
    expect(argumentsOf(0)).toBe("where: {sex: MALE, registeredDivision: null},first: $l_0");
  });

  it("stand for the client's variables, whatever they are called", () => {
    const { naming, argumentsOf } = namingOf(
      "query($l_0: ID!, $v_x: Sex) { person(idNumber: $l_0) { name } persons(where: { sex: $v_x }) { pageInfo { hasNextPage } } }",
    );
    expect([argumentsOf(0), argumentsOf(1)]).toEqual(["idNumber: $v_0", "where: {sex: $v_1}"]);
    expect([...naming.variableNames]).toEqual([
      ["l_0", "v_0"],
      ["v_x", "v_1"],
    ]);
  });

  it("say where a nullable variable may not be null", () => {
    const { naming, argumentsOf } = namingOf(
      'query($id: ID = "1", $first: Int) { person(idNumber: $id) { name } persons(where: {}, first: $first) { pageInfo { hasNextPage } } }',
    );
    argumentsOf(0);
    argumentsOf(1);
    expect([...naming.nonNullVariables]).toEqual(["v_0"]);
    expect(naming.usedDefinitions()).toEqual([
      { name: "v_0", type: "ID!" },
      { name: "v_1", type: "Int" },
    ]);
  });
});
