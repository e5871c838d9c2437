import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { requiresOwn } from "./requires-own.js";

const requiring = (fields: string) => smallSources({ licence: (sdl) => sdl.replace(/(licences: \[Licence\] .*)"decision"/, `$1"${fields}"`) });
const found = (required: string) => ({
  coordinate: "Person.licences",
  subgraph: "licence",
  message: `requires ${required}, a governed field that it does not own`,
});

describe("requires-own", () => {
  it("accepts decision and the type's own key, and what decisions requires out of clients' sight", () => {
    expectFindings(requiresOwn, requiring("idNumber decision"), []);
  });

  it("refuses another department's field", () => {
    expectFindings(requiresOwn, requiring("decision name"), [found("Person.name")]);
  });

  it("refuses it however deep, behind a fragment and in a field set that does not parse", () => {
    const spouse = (sdl: string) =>
      sdl.replace(
        'type Person implements DataSubject @key(fields: "idNumber") {\n  idNumber: ID!',
        'type Person implements DataSubject @key(fields: "idNumber") {\n  idNumber: ID! spouse: Person @external',
      );
    const deep = requiring("decision spouse { ... on Person { name } }").map((source) =>
      source.name === "licence" ? { ...source, sdl: spouse(source.sdl) } : source,
    );
    expectFindings(requiresOwn, deep, [found("Person.spouse"), found("Person.name")]);
    expectFindings(requiresOwn, requiring("decision {"), [found("Person.*")]);
  });

  it("refuses the decisions subgraph what clients can see", () => {
    expectFindings(requiresOwn, smallSources({ licence: (sdl) => sdl.replace("holderId: ID @inaccessible", "holderId: ID @sharing(type: UNCONDITIONAL)") }), [
      { coordinate: "Licence.decision", subgraph: "decisions" },
    ]);
  });
});
