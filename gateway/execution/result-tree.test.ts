import { describe, expect, it } from "vitest";
import { markPlaces, placesOf, createTreeObject, issueOf, isTreeObject, noteIssue, objectsAt, type TreeObject, withhold } from "./result-tree.js";

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
    const tree = { people: [{ child: a }, null, { child: null }, { child: "leaf" }, { children: [b, null, "leaf", c] }] } as unknown as TreeObject;
    expect(objectsAt(tree, ["people", "@", "child"])).toEqual([a]);
    expect(objectsAt(tree, ["people", "@", "children", "@"])).toEqual([b, c]);
    expect(objectsAt(tree, ["people", "@", "children"])).toEqual([]);
    expect(objectsAt(tree, ["nobody", "@", "child"])).toEqual([]);
    expect(objectsAt(tree, [])).toEqual([tree]);
  });

  it("finds an object that stands in several places once, and so do its lists", () => {
    const shared = [createTreeObject(), createTreeObject()];
    for (const object of shared) markPlaces(object, 3);
    const tree = { people: [{ children: shared }, { children: shared }, { children: [...shared] }] } as unknown as TreeObject;
    expect(objectsAt(tree, ["people", "@", "children", "@"])).toEqual(shared);
    expect(shared.map(placesOf)).toEqual([3, 3]);
    expect(placesOf(tree)).toBe(1);
  });
});
