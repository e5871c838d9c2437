import { type OperationDefinitionNode, parse } from "graphql";
import { describe, expect, it } from "vitest";
import { testGraph } from "../testing/test-graph.js";
import { answerSelection, applyKeyRenamers } from "./answer-selection.js";
import type { AnswerSelection } from "./step.js";

const graph = testGraph();
const setOf = (text: string) => (parse(text).definitions[0] as OperationDefinitionNode).selectionSet;
const selected = (text: string, ...types: string[]): AnswerSelection => answerSelection([setOf(text)], types, graph, false);
const namesOf = (selection: AnswerSelection | null | undefined, type: string): string[] | undefined =>
  selection?.byType.get(type)?.map(({ responseName, fieldName }) => `${responseName}:${fieldName}`);

describe("what a fetch asks for", () => {
  it("is told by object type, fragments and interfaces included", () => {
    const selection = selected(
      "{ __typename ... on DataSubject { __typename } ... on Person { idNumber } ... on LegalEntity { c: uscc } ... { __typename } }",
      "Person",
      "LegalEntity",
    );
    expect(namesOf(selection, "Person")).toEqual(["__typename:__typename", "idNumber:idNumber"]);
    expect(namesOf(selection, "LegalEntity")).toEqual(["__typename:__typename", "c:uscc"]);
    expect([selection.onlyType, selected("{ __typename }", "Person").onlyType]).toEqual([null, "Person"]);
  });

  it("knows the types that may stand below a field, and which fields tell identity", () => {
    const [holder] = answerSelection([setOf("{ holder { __typename ... on Person { idNumber } } }")], ["Licence"], graph, true).byType.get("Licence") ?? [];
    expect([...(holder?.selection?.byType.keys() ?? [])].sort()).toEqual(["LegalEntity", "Person"]);
    expect(holder?.selection?.byType.get("Person")?.map(({ isIdentity }) => isIdentity)).toEqual([true, true]);
  });

  it("joins the selections of a field that stands twice", () => {
    const selection = selected("{ legalRepresentative { __typename } legalRepresentative { idNumber } }", "LegalEntity");
    expect(namesOf(selection.byType.get("LegalEntity")?.[0]?.selection, "Person")).toEqual(["__typename:__typename", "idNumber:idNumber"]);
  });

  it("refuses a protected field anywhere but on an entity", () => {
    expect(() => selected("{ phone }", "Person")).toThrow("no decision before it");
    expect(() => answerSelection([setOf("{ legalRepresentative { phone } }")], ["LegalEntity"], graph, true)).toThrow("no decision before it");
    expect(namesOf(answerSelection([setOf("{ phone }")], ["Person"], graph, true), "Person")).toEqual(["phone:phone"]);
  });

  it("refuses named fragments, and fields that the supergraph does not have", () => {
    expect(() => selected("{ ...F }", "Person")).toThrow("no named fragments");
    expect(() => selected("{ nobody { __typename } }", "Person")).toThrow("fields of the supergraph");
  });
});

describe("renaming what a fetch answers", () => {
  it("stores a field under the name that later steps know, of the type that the planner means", () => {
    const selection = answerSelection(
      [setOf("{ ... on Person { name__alias_0: name } ... on LegalEntity { name__alias_0: name } }")],
      ["Person", "LegalEntity"],
      graph,
      true,
    );
    applyKeyRenamers(selection, [{ kind: "KeyRenamer", path: ["_entities", "... on Person", "name__alias_0"], renameKeyTo: "name" }]);
    expect(["Person", "LegalEntity"].map((type) => selection.byType.get(type)?.[0]?.storeAs)).toEqual(["name", "name__alias_0"]);
  });

  it("refuses to set values", () => {
    expect(() => applyKeyRenamers(selected("{ __typename }", "Person"), [{ kind: "ValueSetter", path: ["__typename"], setValueTo: "x" }])).toThrow(
      "set values",
    );
  });
});
