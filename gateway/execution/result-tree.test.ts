import { describe, expect, it } from "vitest";
import { createTreeObject, issueOf, isTreeObject, noteIssue, objectsAt, type TreeObject, withhold } from "./result-tree.js";

const REQUIRED = { code: "CONSENT_REQUIRED", coordinate: "Person.phone" } as const;
const LATER = { code: "SUBGRAPH_UNAVAILABLE", coordinate: "Person.phone" } as const;

describe("the result tree", () => {
  it("nulls a field and says why; the first reason stays", () => {
    const person = Object.assign(createTreeObject(), { phone: "p" });
    withhold(person, "phone", REQUIRED);
    withhold(person, "phone", LATER);
    expect(person.phone).toBeNull();
    expect(issueOf(person, "phone")).toEqual(REQUIRED);
  });

  it("notes a reason without touching the value", () => {
    const parcel = Object.assign(createTreeObject(), { owners: ["one"] });
    noteIssue(parcel, "owners", REQUIRED);
    expect(parcel.owners).toEqual(["one"]);
    expect(issueOf(parcel, "area")).toBeUndefined();
  });

  it("keeps its reasons out of JSON", () => {
    const person = createTreeObject();
    withhold(person, "phone", REQUIRED);
    expect(JSON.stringify(person)).toBe('{"phone":null}');
  });

  it("takes a name such as __proto__ for a name", () => {
    const object = createTreeObject();
    object["__proto__".toString()] = "value";
    expect(Object.keys(object)).toEqual(["__proto__"]);
    expect(isTreeObject(object)).toBe(true);
  });

  it("finds the objects at a path, through lists, and passes over nulls and leaves", () => {
    const [a, b, c] = [{ n: "a" }, { n: "b" }, { n: "c" }] as unknown as TreeObject[];
    const tree = { people: [{ child: a }, null, { child: null }, { child: [b, null, [c]] }, { child: "leaf" }] } as unknown as TreeObject;
    expect(objectsAt(tree, ["people", "@", "child"])).toEqual([a, b, c]);
    expect(objectsAt(tree, ["nobody", "@", "child"])).toEqual([]);
    expect(objectsAt(tree, [])).toEqual([tree]);
  });
});
