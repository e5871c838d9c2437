import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { consentItemFilter } from "./consent-item-filter.js";

const changed = (from: string, to: string) => smallSources({ population: (sdl) => sdl.replace(from, to) });

describe("consent-item-filter", () => {
  it("accepts claims over items that need consent in COMPARE, and dimensions in AGGREGATE", () => {
    expectFindings(consentItemFilter, changed("enum PersonDimension {", 'enum PersonDimension { PHONE @reveals(field: "Person.phone")'), []);
  });

  it("refuses a filter of a list by an item that needs consent", () => {
    expectFindings(consentItemFilter, changed("input PersonFilter {", 'input PersonFilter { phone: String @reveals(field: "Person.phone")'), [
      { coordinate: "PersonFilter.phone", subgraph: "population", message: "reveals Person.phone, which needs consent, in OBTAIN (used by Query.persons)" },
    ]);
  });

  it("refuses it in an argument of a data subject's own field, which exercises QUERY", () => {
    expectFindings(consentItemFilter, changed(" children: [Person]", ' children(phone: String @reveals(field: "Person.phone")): [Person]'), [
      { coordinate: "Person.children(phone:)", subgraph: "population" },
    ]);
  });
});
