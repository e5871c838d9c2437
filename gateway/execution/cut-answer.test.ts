import { describe, expect, it } from "vitest";
import type { AnswerField, AnswerSelection } from "../plan/step.js";
import { AnswerMismatch, cutFields, cutObject, mergeObject } from "./cut-answer.js";
import { createTreeObject, type TreeObject } from "./result-tree.js";

function field(name: string, change: Partial<AnswerField> = {}): AnswerField {
  return { responseName: name, storeAs: name, fieldName: name, selection: null, isIdentity: name === "idNumber", ...change };
}

const PERSON: AnswerSelection = { byType: new Map([["Person", [field("idNumber"), field("name")]]]), onlyType: "Person" };
const OWNER: AnswerSelection = {
  byType: new Map([
    ["Person", [field("idNumber"), field("name")]],
    ["LegalEntity", [field("uscc", { isIdentity: true }), field("name")]],
  ]),
  onlyType: null,
};

const tree = (values: object): TreeObject => Object.assign(createTreeObject(), values);

describe("cutting an answer", () => {
  it("keeps what was asked for and nothing else", () => {
    expect({ ...cutObject({ idNumber: "1", name: "n", decision: { all: true }, phone: "p" }, PERSON) }).toEqual({ idNumber: "1", name: "n" });
  });

  it("keeps it under the name that later steps know", () => {
    expect({ ...cutFields(tree({ name__alias_1: "n" }), [field("name__alias_1", { storeAs: "name" })]) }).toEqual({ name: "n" });
  });

  it("takes no inherited property for a field", () => {
    const fields = [field("toString"), field("constructor"), field("__proto__")];
    expect({ ...cutFields({} as TreeObject, fields) }).toEqual({});
  });

  it("cuts references and lists of them, nulls and nested lists included", () => {
    const fields = [field("spouse", { selection: PERSON }), field("children", { selection: PERSON })];
    const cut = cutFields(tree({ spouse: { idNumber: "2", phone: "p" }, children: [{ idNumber: "3", phone: "p" }, null, [{ idNumber: "4", x: 1 }]] }), fields);
    expect(JSON.parse(JSON.stringify(cut))).toEqual({ spouse: { idNumber: "2" }, children: [{ idNumber: "3" }, null, [{ idNumber: "4" }]] });
  });

  it("cuts by the type that an answer claims", () => {
    expect({ ...cutObject({ __typename: "LegalEntity", uscc: "u", idNumber: "1" }, OWNER) }).toEqual({ uscc: "u" });
  });

  it.each([
    ["an object for a leaf", { name: { first: "n" } }],
    ["an object in a list of leaves", { name: [{ first: "n" }] }],
  ])("refuses %s", (_, answer) => {
    expect(() => cutObject(answer, PERSON)).toThrow(AnswerMismatch);
  });

  it.each([["text"], [7], [true], [undefined]])("refuses %j for an object", (answer) => {
    expect(() => cutObject(answer, PERSON)).toThrow(AnswerMismatch);
    expect(() => cutObject([answer], PERSON)).toThrow(AnswerMismatch);
  });

  it("refuses another type than can stand here, none where one must tell, and what is no text", () => {
    expect(() => cutObject({ __typename: "Licence", idNumber: "1" }, PERSON)).toThrow(AnswerMismatch);
    expect(() => cutObject({ __typename: "Licence" }, OWNER)).toThrow(AnswerMismatch);
    expect(() => cutObject({ idNumber: "1" }, OWNER)).toThrow(AnswerMismatch);
    expect(() => cutObject({ __typename: ["Person"], idNumber: "1" }, OWNER)).toThrow(AnswerMismatch);
  });
});

describe("merging a cut answer", () => {
  const fields = [field("idNumber"), field("name"), field("spouse", { selection: PERSON }), field("children", { selection: PERSON })];

  it("adds what was not known", () => {
    const target = tree({ idNumber: "1" });
    mergeObject(target, tree({ name: "n" }), fields);
    expect({ ...target }).toEqual({ idNumber: "1", name: "n" });
  });

  it("never changes a key, and then takes nothing at all", () => {
    const target = tree({ idNumber: "1" });
    expect(() => mergeObject(target, tree({ name: "n", idNumber: "2" }), fields)).toThrow(AnswerMismatch);
    expect({ ...target }).toEqual({ idNumber: "1" });
  });

  it("never changes the key of an object below, and leaves a known value as it is", () => {
    const target = tree({ idNumber: "1", name: "n", spouse: tree({ idNumber: "2" }) });
    expect(() => mergeObject(target, tree({ spouse: tree({ idNumber: "3" }) }), fields)).toThrow(AnswerMismatch);
    mergeObject(target, tree({ name: "other" }), fields);
    expect(target.name).toBe("n");
  });

  it("meets lists element by element, and refuses another length", () => {
    const target = tree({ children: [tree({ idNumber: "2" }), null] });
    mergeObject(target, tree({ children: [tree({ idNumber: "2", name: "n" }), null] }), fields);
    expect(JSON.parse(JSON.stringify(target))).toEqual({ children: [{ idNumber: "2", name: "n" }, null] });
    expect(() => mergeObject(target, tree({ children: [] }), fields)).toThrow(AnswerMismatch);
  });

  it("refuses an object where a list is known", () => {
    const target = tree({ children: [tree({ idNumber: "2" })] });
    expect(() => mergeObject(target, tree({ children: tree({ idNumber: "2" }) }), fields)).toThrow(AnswerMismatch);
  });

  it("keeps a null that is known", () => {
    const target = tree({ spouse: null });
    mergeObject(target, tree({ spouse: tree({ idNumber: "2" }) }), fields);
    expect(target.spouse).toBeNull();
  });
});
