import { describe, expect, it } from "vitest";
import type { AnswerField } from "../plan/step.js";
import { createTreeObject, issueOf, type TreeObject } from "./result-tree.js";
import { noteAnsweredErrors } from "./subgraph-errors.js";

const leaf = (name: string, change: Partial<AnswerField> = {}): AnswerField => ({
  responseName: name,
  storeAs: name,
  fieldName: name,
  selection: null,
  isIdentity: name === "idNumber",
  listDepth: 0,
  ...change,
});
const SPOUSE = leaf("spouse", { selection: { byType: new Map([["Person", [leaf("idNumber"), leaf("name")]]]), onlyType: "Person" } });
const CHILDREN = leaf("children", { selection: { byType: new Map([["Person", [leaf("name")]]]), onlyType: "Person" } });
const FIELDS = [leaf("idNumber"), leaf("name"), leaf("phone__alias_1", { storeAs: "phone", fieldName: "phone" }), SPOUSE, CHILDREN];

const tree = (values: object): TreeObject => Object.assign(createTreeObject(), values);
const note = (target: TreeObject, ...errors: unknown[]): void =>
  noteAnsweredErrors(errors, (path) => (path ? { target, fields: FIELDS, path, typeName: "Person" } : null));
const error = (code: unknown, path: unknown) => ({ message: "never read", path, extensions: { code } });

describe("a department's errors", () => {
  it("are noted at the field that they name, with its coordinate", () => {
    const person = tree({ name: null, phone: null });
    note(person, error("OUT_OF_SCOPE", ["name"]), error("DECISION_UNAVAILABLE", ["phone__alias_1"]));
    expect(issueOf(person, "name")).toEqual({ code: "OUT_OF_SCOPE", coordinate: "Person.name" });
    expect(issueOf(person, "phone")).toEqual({ code: "DECISION_UNAVAILABLE", coordinate: "Person.phone" });
  });

  it("are noted below a reference and in a list", () => {
    const person = tree({ spouse: tree({ name: null }), children: [tree({ name: "n" }), tree({ name: null })] });
    note(person, error("OUT_OF_SCOPE", ["spouse", "name"]), error("OUT_OF_SCOPE", ["children", 1, "name"]));
    expect(issueOf(person.spouse as TreeObject, "name")?.coordinate).toBe("Person.name");
    expect((person.children as TreeObject[]).map((child) => issueOf(child, "name")?.code)).toEqual([undefined, "OUT_OF_SCOPE"]);
  });

  it("leave no value where they stand: the two contradict each other", () => {
    const person = tree({ idNumber: "1", name: "n", spouse: tree({ name: "s" }), children: [tree({ name: "a" }), tree({ name: "b" })] });
    note(
      person,
      error("OUT_OF_SCOPE", ["name"]),
      error("OUT_OF_SCOPE", ["spouse"]),
      error("OUT_OF_SCOPE", ["children", 0]),
      error("OUT_OF_SCOPE", ["idNumber"]),
    );
    expect(JSON.parse(JSON.stringify(person))).toEqual({ idNumber: "1", name: null, spouse: null, children: [null, { name: "b" }] });
    expect(["idNumber", "name", "spouse", "children"].map((name) => issueOf(person, name)?.code)).toEqual([undefined, ...Array(3).fill("OUT_OF_SCOPE")]);
  });

  it("for an element that is not there take the list", () => {
    const person = tree({ children: [tree({ name: "a" })] });
    note(person, error("OUT_OF_SCOPE", ["children", 7, "name"]));
    expect(person.children).toBeNull();
  });

  it("stay at the last place that is not null", () => {
    const person = tree({ spouse: null });
    note(person, error("OUT_OF_SCOPE", ["spouse", "name"]));
    expect(issueOf(person, "spouse")).toEqual({ code: "OUT_OF_SCOPE", coordinate: "Person.spouse" });
  });

  it("of a whole object are noted at what it lacks, and never at its key", () => {
    const person = tree({ name: "n", spouse: null });
    note(person, error("OUT_OF_SCOPE", []));
    expect(["idNumber", "name", "phone", "spouse"].map((name) => issueOf(person, name)?.code)).toEqual([undefined, undefined, "OUT_OF_SCOPE", "OUT_OF_SCOPE"]);
  });

  it.each([["INTERNAL"], ["SHARING_REFUSED"], ["CONSENT_REQUIRED"], ["no code"], ["constructor"], [7], [undefined]])(
    "with the code %j are its failure",
    (code) => {
      const person = tree({ name: null });
      note(person, error(code, ["name"]));
      expect(issueOf(person, "name")?.code).toBe("SUBGRAPH_UNAVAILABLE");
    },
  );

  it("without extensions are its failure", () => {
    const person = tree({ name: null });
    note(person, { message: "text", path: ["name"], extensions: null });
    expect(issueOf(person, "name")?.code).toBe("SUBGRAPH_UNAVAILABLE");
  });

  it("are passed over when they are none, or name what was not asked for", () => {
    const person = tree({ name: null });
    note(
      person,
      null,
      7,
      "text",
      [],
      error("OUT_OF_SCOPE", ["married"]),
      error("OUT_OF_SCOPE", ["__proto__"]),
      error("OUT_OF_SCOPE", "name"),
      error("OUT_OF_SCOPE", [{}]),
    );
    expect(FIELDS.map(({ storeAs }) => issueOf(person, storeAs))).toEqual(FIELDS.map(() => undefined));
  });
});
