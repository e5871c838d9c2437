import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { bulkRootMode } from "./bulk-root-mode.js";

const roots = (field: string, types = "") => smallSources({ population: (sdl) => sdl.replace("type Query {", `type Query { ${field}`) + types });
const found = (coordinate: string) => [{ coordinate, subgraph: "population" }];

describe("bulk-root-mode", () => {
  it("accepts lists that exercise OBTAIN and single data subjects that exercise QUERY", () => {
    expectFindings(bulkRootMode, smallSources(), []);
  });

  it("refuses a connection, a list and a list of an interface that exercise QUERY", () => {
    expectFindings(bulkRootMode, smallSources({ population: (sdl) => sdl.replace(" @exercises(mode: OBTAIN)", "") }), found("Query.persons"));
    expectFindings(bulkRootMode, roots("everyone: [Person]"), found("Query.everyone"));
    expectFindings(bulkRootMode, roots("everyone: [DataSubject] @exercises(mode: QUERY)"), found("Query.everyone"));
  });

  it("refuses a list that hides behind an object", () => {
    const hidden = roots('household(code: ID! @reveals(field: "Person.sex")): Household', "type Household { rooms: Room }\ntype Room { tenants: [Person] }");
    expectFindings(bulkRootMode, hidden, found("Query.household"));
  });

  it("refuses a list of keys, even of one answer", () => {
    expectFindings(bulkRootMode, roots('anyOf(idNumbers: [ID!]! @reveals(field: "Person.idNumber")): Person'), found("Query.anyOf"));
  });
});
