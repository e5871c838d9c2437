import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { revealsExist } from "./reveals-exist.js";

const revealing = (coordinate: string) =>
  smallSources({ population: (sdl) => sdl.replace('sex: Sex @reveals(field: "Person.sex")', `sex: Sex @reveals(field: "${coordinate}")`) });
const found = (message: string) => [{ coordinate: "PersonFilter.sex", subgraph: "population", message }];

describe("reveals-exist", () => {
  it("accepts items of governed types, of another department too", () => {
    expectFindings(revealsExist, revealing("Licence.kind"), []);
  });

  it("refuses an item that does not exist, and a type that is not governed", () => {
    expectFindings(revealsExist, revealing("Person.gender"), found("reveals Person.gender, which does not exist or has no rule"));
    expectFindings(revealsExist, revealing("Employment.status"), found("reveals Employment.status, but Employment is not a governed type"));
  });

  it("refuses an item without a rule, such as decision itself", () => {
    expectFindings(revealsExist, revealing("Person.decision"), found("reveals Person.decision, which does not exist or has no rule"));
  });
});
