import { describe, expect, it } from "vitest";
import type { AnswerField, AnswerSelection } from "../plan/step.js";
import { AnswerMismatch, createMeter, cutFields as cutMeteredFields, cutObject as cutMeteredObject, mergeObject } from "./cut-answer.js";
import { createTreeObject, placesOf, type TreeObject } from "./result-tree.js";

function field(name: string, change: Partial<AnswerField> = {}): AnswerField {
  return { responseName: name, storeAs: name, fieldName: name, selection: null, isIdentity: name === "idNumber", listDepth: 0, ...change };
}

const PERSON: AnswerSelection = { byType: new Map([["Person", [field("idNumber"), field("name")]]]), onlyType: "Person" };
const OWNER: AnswerSelection = {
  byType: new Map([
    ["Person", [field("idNumber"), field("name")]],
    ["LegalEntity", [field("uscc", { isIdentity: true }), field("name")]],
  ]),
  onlyType: null,
};

const cutFields = (answer: TreeObject, fields: readonly AnswerField[]) => cutMeteredFields(answer, fields, createMeter());
const cutObject = (answer: unknown, selection: AnswerSelection) => cutMeteredObject(answer, selection, createMeter());
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

  it("cuts references and lists of them, with their nulls", () => {
    const fields = [field("spouse", { selection: PERSON }), field("children", { selection: PERSON, listDepth: 1 }), field("grid", { listDepth: 2 })];
    const cut = cutFields(
      tree({ spouse: { idNumber: "2", phone: "p" }, children: [{ idNumber: "3", phone: "p" }, null], grid: [[1, null], null, []] }),
      fields,
    );
    expect(JSON.parse(JSON.stringify(cut))).toEqual({ spouse: { idNumber: "2" }, children: [{ idNumber: "3" }, null], grid: [[1, null], null, []] });
  });

  it.each([
    ["a list where one object is due", { spouse: [{ idNumber: "2" }] }],
    ["a list where one value is due", { name: ["n"] }],
    ["one object where a list is due", { children: { idNumber: "2" } }],
    ["a list in a list", { children: [[{ idNumber: "2" }]] }],
    ["lists nested without end", { children: JSON.parse("[".repeat(2000) + "]".repeat(2000)) as unknown }],
  ])("refuses %s", (_, answer) => {
    const fields = [field("name"), field("spouse", { selection: PERSON }), field("children", { selection: PERSON, listDepth: 1 })];
    expect(() => cutFields(tree(answer), fields)).toThrow(AnswerMismatch);
  });

  it("counts fields and list elements, in each place where they will stand", () => {
    const fields = [field("name"), field("children", { selection: PERSON, listDepth: 1 })];
    const answer = tree({ name: "n", children: [{ idNumber: "2" }, { idNumber: "3" }] });
    // Two fields, two elements and two fields of each.
    expect(cutMeteredFields(answer, fields, { left: 80, places: 10 })).toMatchObject({ name: "n" });
    expect(() => cutMeteredFields(answer, fields, { left: 79, places: 10 })).toThrow(AnswerMismatch);
  });

  it("says of objects that will stand in several places in how many", () => {
    const fields = [field("spouse", { selection: PERSON })];
    const cut = cutMeteredFields(tree({ spouse: { idNumber: "2" } }), fields, { left: 100, places: 3 });
    expect(placesOf(cut.spouse as TreeObject)).toBe(3);
    expect(placesOf(cut)).toBe(1);
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
