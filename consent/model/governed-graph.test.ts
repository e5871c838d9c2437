import { describe, expect, it } from "vitest";
import { readGraph, requiresDecision, UngovernableGraph } from "./governed-graph.js";

const LINKS = `@link(url: "https://specs.apollo.dev/link/v1.0") @link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION)`;
const SHARING = '@link(url: "https://specs.assent.example/sharing/v1.0", import: ["@sharing", "@reveals"])';
const GRAPHS =
  'enum join__Graph { DECISIONS @join__graph(name: "decisions", url: "") LEGAL_ENTITY @join__graph(name: "legal-entity", url: "") POPULATION @join__graph(name: "population", url: "") }';
const PERSON = `type Person @join__type(graph: DECISIONS, key: "idNumber") @join__type(graph: LEGAL_ENTITY, key: "idNumber") @join__type(graph: POPULATION, key: "idNumber") {
  idNumber: ID! @sharing(type: CONDITIONAL, modes: [QUERY])
  decision: Decision @join__field(graph: DECISIONS) @join__field(graph: POPULATION, external: true)
  name: String @join__field(graph: POPULATION, requires: "decision") @join__field(graph: LEGAL_ENTITY, external: true) @sharing(type: UNCONDITIONAL)
  birthDate: String @join__field(graph: POPULATION)
}`;
const supergraph = (person = PERSON, links = `${LINKS} ${SHARING}`, graphs = GRAPHS) =>
  `schema ${links} { query: Query }\n${graphs}\n${person}\nscalar Decision\ntype Query @join__type(graph: POPULATION) { person(id: ID @reveals(field: "Person.idNumber")): Person }`;

const problemsOf = (sdl: string): readonly string[] => {
  try {
    readGraph(sdl);
    return [];
  } catch (error) {
    if (error instanceof UngovernableGraph) return error.problems;
    throw error;
  }
};

describe("reading a supergraph", () => {
  it("takes for governed what the decisions subgraph has, by its key", () => {
    expect([...readGraph(supergraph()).governedTypes]).toEqual([["Person", { key: "idNumber" }]]);
    expect([...readGraph(supergraph()).dataSubjectKinds]).toEqual([["Person", "PERSON"]]);
  });

  it("takes for protected what requires a decision, and for owner who alone resolves a field", () => {
    const graph = readGraph(supergraph());
    expect([...graph.protectedFields]).toEqual(["Person.name"]);
    expect([...graph.ownerOf]).toEqual([
      ["Person.decision", "decisions"],
      ["Person.name", "population"],
      ["Person.birthDate", "population"],
      ["Query.person", "population"],
    ]);
  });

  it("reads the join directives under another name", () => {
    const renamed = supergraph(PERSON, `${LINKS} ${SHARING}`).replace('join/v0.5"', 'join/v0.5", as: "j"').replaceAll("join__", "j__");
    expect([...readGraph(renamed).protectedFields]).toEqual(["Person.name"]);
  });

  it("refuses a supergraph whose directives it cannot read with certainty", () => {
    expect(problemsOf(supergraph(PERSON.replace("UNCONDITIONAL", "OPEN")))).toEqual([
      "Person.name: @sharing: type must be one of UNCONDITIONAL CONDITIONAL WITHHELD",
    ]);
    expect(problemsOf(supergraph().replace('"Person.idNumber"', '"Person.id"'))).toEqual(["Query.person(id:): @reveals names Person.id, which does not exist"]);
    expect(problemsOf(supergraph(PERSON.replace('DECISIONS, key: "idNumber"', 'DECISIONS, key: "idNumber name"')))).toEqual([
      "Person: its key in decisions is not one field",
    ]);
  });

  it("refuses a supergraph without the specification or without decisions, unless ungoverned fields are allowed", () => {
    const bare = supergraph(PERSON, LINKS, GRAPHS.replace('"decisions"', '"oracle"')).replaceAll(/@(sharing|reveals)\([^)]*\)/g, "");
    expect(problemsOf(bare)).toEqual(["it does not link https://specs.assent.example/sharing/v1.0", "it has no subgraph named decisions"]);
    expect(readGraph(bare, "allow").governedTypes.size).toBe(0);
  });

  it("sees decision only at the top of a field set", () => {
    expect(requiresDecision("holderId decision")).toBe(true);
    expect(requiresDecision("spouse { decision }")).toBe(false);
    expect(requiresDecision(null)).toBe(false);
  });
});
