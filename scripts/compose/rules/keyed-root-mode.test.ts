import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { keyedRootMode } from "./keyed-root-mode.js";

const KEY = 'ID @reveals(field: "Person.idNumber") @identifier(standard: GB_11643)';
const roots = (field: string, types = "") => smallSources({ population: (sdl) => sdl.replace("type Query {", `type Query { ${field}`) + types });
const found = (coordinate: string) => [{ coordinate, subgraph: "population" }];

describe("keyed-root-mode", () => {
  it("accepts QUERY and COMPARE by key, and lists and counts by other items", () => {
    expectFindings(keyedRootMode, smallSources(), []);
  });

  it("refuses OBTAIN and AGGREGATE of one data subject by key", () => {
    expectFindings(keyedRootMode, roots(`export(idNumber: ${KEY}): Person @exercises(mode: OBTAIN)`), found("Query.export"));
    expectFindings(keyedRootMode, roots(`count(idNumber: ${KEY}): Statistics @exercises(mode: AGGREGATE)`), found("Query.count"));
  });

  it("refuses it of a list of keys, of a key deep in a filter, and of groups by key", () => {
    expectFindings(keyedRootMode, roots(`export(idNumbers: [${KEY.replace("ID ", "ID!] ")}): Person @exercises(mode: OBTAIN)`), found("Query.export"));
    expectFindings(
      keyedRootMode,
      roots("export(where: F): Person @exercises(mode: OBTAIN)", `input F { with: G } input G { or: [F!] id: ${KEY} }`),
      found("Query.export"),
    );
    const grouped = (sdl: string) => sdl.replace("enum PersonDimension {", 'enum PersonDimension { WHO @reveals(field: "Person.idNumber")');
    expectFindings(keyedRootMode, smallSources({ population: grouped }), found("Query.personStatistics"));
  });
});
