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

  it("refuses a list of keys behind an input type that contains itself, at once or through another", () => {
    const KEY = '@reveals(field: "Person.idNumber") @identifier(standard: GB_11643)';
    expectFindings(bulkRootMode, roots("anyOf(where: K!): Person", `input K { id: ID ${KEY} or: [K!] }`), found("Query.anyOf"));
    expectFindings(bulkRootMode, roots("anyOf(where: K!): Person", `input K { id: ID ${KEY} more: L } input L { or: [K!] }`), found("Query.anyOf"));
  });

  it("refuses a chain of keys, and two keys of one type, without any list", () => {
    const KEY = '@reveals(field: "Person.idNumber")';
    expectFindings(bulkRootMode, roots("anyOf(where: K!): Person", `input K { id: ID ${KEY} or: K }`), found("Query.anyOf"));
    expectFindings(bulkRootMode, roots(`either(one: ID ${KEY}, other: ID ${KEY}): Person`), found("Query.either"));
  });

  it("accepts one key of each of two types, and what contains itself without a key", () => {
    const both = 'jointly(idNumber: ID @reveals(field: "Person.idNumber"), uscc: ID @reveals(field: "LegalEntity.uscc")): DataSubject';
    expectFindings(bulkRootMode, roots(both), []);
    const tree = 'one(idNumber: ID! @reveals(field: "Person.idNumber"), where: K): Person';
    expectFindings(bulkRootMode, roots(tree, 'input K { sex: Sex @reveals(field: "Person.sex") and: [K!] }'), []);
  });
});
