import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { platformAccess } from "./platform-access.js";

describe("platform-access", () => {
  it("accepts governed roots and open reference data without, and platform roots with @access", () => {
    expectFindings(platformAccess, smallSources(), []);
  });

  it("refuses platform roots, mutations included, that do not say who may use them", () => {
    const open = (sdl: string) => sdl.replace(" @access(roles: [application, citizen])", "").replace(" @access(roles: [citizen])", "");
    expectFindings(platformAccess, smallSources({ consent: open }), [
      { coordinate: "Query.me", subgraph: "consent" },
      { coordinate: "Mutation.withdrawConsent", subgraph: "consent" },
    ]);
  });

  it("refuses a root that leads to nothing known, such as a table by another name", () => {
    const table = (sdl: string) => `${sdl}\nextend type Query { residents(street: String): [Resident] }\ntype Resident { name: String }`;
    expectFindings(platformAccess, smallSources({ population: table }), [{ coordinate: "Query.residents", subgraph: "population" }]);
  });

  it("refuses @access in the place of rules on a root that leads to data subjects", () => {
    const free = (sdl: string) => sdl.replace("): Person\n", "): Person @access(roles: [application, officer])\n");
    expectFindings(platformAccess, smallSources({ population: free }), [{ coordinate: "Query.person", subgraph: "population" }]);
  });
});
