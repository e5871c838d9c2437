import { describe, it } from "vitest";
import { OWNERSHIP } from "../ownership.js";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { registeredOwnership } from "./registered-ownership.js";

describe("registered-ownership", () => {
  it("accepts what the registry gives to each department", () => {
    expectFindings(registeredOwnership, smallSources(), []);
  });

  it("refuses a field of another department's type, new or known, and takes it once the registry gives it", () => {
    const vehicles = smallSources({
      licence: (sdl) => sdl.replace("licences: [Licence] @sharing(type: UNC", "vehicles: [String] licences: [Licence] @sharing(type: UNC"),
    });
    expectFindings(registeredOwnership, vehicles, [
      { coordinate: "LegalEntity.vehicles", subgraph: "licence", message: "the registry gives this field to legal-entity" },
    ]);
    const given = {
      ...OWNERSHIP,
      LegalEntity: { ...OWNERSHIP.LegalEntity, extensions: { ...OWNERSHIP.LegalEntity?.extensions, vehicles: "licence" } },
    } as typeof OWNERSHIP;
    expectFindings(registeredOwnership, vehicles, [], given);
  });

  it("refuses a department its neighbour's extension, and open reference data to all but its keeper", () => {
    const stolen = (sdl: string) => sdl.replace("premises: [Parcel]", "licences: [String]");
    expectFindings(registeredOwnership, smallSources({ geospatial: stolen }), [{ coordinate: "LegalEntity.licences", subgraph: "geospatial" }]);
    const division = (sdl: string) => `${sdl}\ntype AdministrativeDivision @key(fields: "code") { code: ID! richest: String }`;
    expectFindings(registeredOwnership, smallSources({ population: division }), [{ coordinate: "AdministrativeDivision.richest", subgraph: "population" }]);
  });

  it("refuses mutations outside consent, subscriptions, and a root into another's register", () => {
    const mutation = (sdl: string) => `${sdl}\ntype Mutation { erase: Boolean @access(roles: [officer]) }`;
    expectFindings(registeredOwnership, smallSources({ licence: mutation }), [{ coordinate: "Mutation.erase", subgraph: "licence" }]);
    const subscription = (sdl: string) => `${sdl}\ntype Subscription { births: Person }`;
    expectFindings(registeredOwnership, smallSources({ population: subscription }), [{ coordinate: "Subscription.births", subgraph: "population" }]);
    const root = (sdl: string) => `${sdl}\nextend type Query { holder(number: String @reveals(field: "Licence.kind")): Person }`;
    expectFindings(registeredOwnership, smallSources({ licence: root }), [{ coordinate: "Query.holder", subgraph: "licence" }]);
  });

  it("refuses a platform root outside consent, behind which a table could hide, unless the registry has a line for it", () => {
    const lookUp = (sdl: string) => `${sdl}\nextend type Query { lookUp(idNumber: ID!): Found @access(roles: [application]) }\ntype Found { phone: String }`;
    const sources = smallSources({ population: lookUp });
    expectFindings(registeredOwnership, sources, [{ coordinate: "Query.lookUp", subgraph: "population", message: "the registry gives this root to consent" }]);
    const given = { ...OWNERSHIP, Query: { ...OWNERSHIP.Query, extensions: { lookUp: "population" } } } as typeof OWNERSHIP;
    expectFindings(registeredOwnership, sources, [], given);
  });

  it("refuses a decisions subgraph that lacks a governed type or decides upon another", () => {
    const lacking = (sdl: string) => sdl.replace("type PersonVerification", "type Patient");
    expectFindings(registeredOwnership, smallSources({ decisions: lacking }), [
      { coordinate: "PersonVerification", subgraph: "decisions" },
      { coordinate: "Patient", subgraph: "decisions" },
    ]);
  });
});
