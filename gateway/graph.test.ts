import { describe, expect, it } from "vitest";
import { loadGraph } from "./graph.js";
import { testGraph, testSupergraph } from "./testing/test-graph.js";

const graph = testGraph();

describe("a loaded graph", () => {
  it("shows clients no inaccessible field, and reads plans with all of them", () => {
    const fields = (schema: typeof graph.apiSchema) => Object.keys((schema.getType("Licence") as { getFields(): object } | undefined)?.getFields() ?? {});
    expect(fields(graph.apiSchema)).not.toEqual(expect.arrayContaining(["decision"]));
    expect(fields(graph.apiSchema)).not.toEqual(expect.arrayContaining(["holderId"]));
    expect(fields(graph.supergraphSchema)).toEqual(expect.arrayContaining(["decision", "holderId"]));
    expect(graph.apiSchema.getType("Decision")).toBeUndefined();
  });

  it("knows the key of each governed type, and whom a verification is about", () => {
    expect(graph.keyFields.get("Parcel")).toBe("unitNumber");
    expect(graph.reachCoordinates.get("PersonVerification")).toBe("Person.idNumber");
    expect([...graph.dataSubjectTypes].sort()).toEqual(["LegalEntity", "Person"]);
  });

  it("knows what each root reaches: its type, its connection's nodes, what its arguments reveal", () => {
    const reached = (name: string) => [...(graph.rootReaches.get(`Query.${name}`) ?? [])].sort();
    expect(reached("persons")).toEqual(["Person"]);
    expect(reached("personVerification")).toEqual(["Person", "PersonVerification"]);
    expect(graph.rootReaches.has("Query.administrativeDivision")).toBe(false);
  });

  it("decides a list of owners element by element, and no list of a data subject's own", () => {
    expect([...graph.elementwise]).toEqual(["Parcel.owners"]);
  });

  it("takes what lies below a platform field for the caller's own place, up to governed types", () => {
    expect([...graph.platformTypes].sort()).toEqual(["Me", "Query"]);
    expect([...graph.openTypes]).toEqual(["AdministrativeDivision"]);
  });

  it("knows the keys of a type in a subgraph, whatever signs its name has", () => {
    expect(graph.keysIn("legal-entity", "LegalEntity")).toEqual(["uscc"]);
    expect(graph.keysIn("population", "AdministrativeDivision")).toEqual([]);
  });
});

describe("a supergraph on which no gateway starts", () => {
  it("has a field that looks like a private name", () => {
    const sdl = testSupergraph().replace("  maritalStatus: String", "  t1_status: String @join__field(graph: POPULATION)\n  maritalStatus: String");
    expect(() => loadGraph(sdl)).toThrow("private name");
  });

  it("does not link the sharing specification", () => {
    expect(() => loadGraph(testSupergraph().replaceAll("specs.assent.example/sharing", "specs.other.example/sharing"))).toThrow();
  });
});
