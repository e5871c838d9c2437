import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DEPARTMENTS } from "../consent/model/departments.js";
import { catalogueItems } from "./catalogue-items.js";

describe("the catalogue of the committed supergraph", () => {
  const items = new Map(catalogueItems(readFileSync("gateway/supergraph.graphql", "utf8")).map((item) => [item.rule.coordinate, item]));

  it("has every governed item with its rule and the department that holds it", () => {
    const held = (coordinate: string) => [items.get(coordinate)?.providerDepartment, items.get(coordinate)?.rule.type];
    expect(held("Person.phone")).toEqual([DEPARTMENTS.publicSecurity.code, "CONDITIONAL"]);
    expect(held("Person.name")).toEqual([DEPARTMENTS.publicSecurity.code, "UNCONDITIONAL"]);
    expect(held("Person.companies")).toEqual([DEPARTMENTS.marketRegulation.code, "CONDITIONAL"]);
    expect(held("Person.realEstate")).toEqual([DEPARTMENTS.naturalResources.code, "CONDITIONAL"]);
    expect(held("Licence.number")).toEqual([DEPARTMENTS.governmentServices.code, "CONDITIONAL"]);
    expect(held("Person.causeOfDeath")).toEqual([DEPARTMENTS.publicSecurity.code, "WITHHELD"]);
    expect(items.size).toBeGreaterThan(60);
  });

  it("has a type's key with the department that holds most of the type", () => {
    const keys = ["Person.idNumber", "LegalEntity.uscc", "Parcel.unitNumber", "Licence.identifier"];
    const { publicSecurity, marketRegulation, naturalResources, governmentServices } = DEPARTMENTS;
    expect(keys.map((key) => items.get(key)?.providerDepartment)).toEqual(
      [publicSecurity, marketRegulation, naturalResources, governmentServices].map(({ code }) => code),
    );
  });
});
