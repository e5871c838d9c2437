import { describe, expect, it } from "vitest";
import { createDecisionTable } from "../decisions/decision-table.js";
import type { CollectedField } from "../document/shape.js";
import { createUses } from "./uses.js";

const fields = (...names: string[]): CollectedField[] => names.map((fieldName) => ({ field: { fieldName }, shapes: [] }) as unknown as CollectedField);
const WITHHELD = { code: "CONSENT_REQUIRED", coordinate: "Person.phone" } as const;

describe("the uses of an answer", () => {
  it("are one for each governed object, however often it stands in it", () => {
    const uses = createUses(createDecisionTable());
    uses.shown("Person", "1", fields("name", "sex"));
    uses.shown("Person", "1", fields("phone", "name"));
    uses.shown("LegalEntity", "1", fields("name"));
    expect([...uses.all()].map(({ typeName, key, shown }) => [typeName, key, shown])).toEqual([
      ["Person", "1", ["Person.name", "Person.phone", "Person.sex"]],
      ["LegalEntity", "1", ["LegalEntity.name"]],
    ]);
  });

  it("show nothing that is withheld", () => {
    const uses = createUses(createDecisionTable());
    uses.shown("Person", "1", fields("name", "phone"));
    uses.withheld("Person", "1", WITHHELD, false);
    uses.withheld("Person", "1", WITHHELD, false);
    expect([...uses.all()]).toEqual([{ typeName: "Person", key: "1", shown: ["Person.name"], withheld: [WITHHELD], consents: [] }]);
  });

  it("show what is withheld in one place and stands in another", () => {
    const uses = createUses(createDecisionTable());
    const selected = fields("name", "phone");
    for (let place = 0; place < 2; place++) uses.shown("Person", "1", selected);
    uses.withheld("Person", "1", WITHHELD, false);
    expect([...uses.all()]).toMatchObject([{ shown: ["Person.name", "Person.phone"], withheld: [WITHHELD] }]);
    uses.shown("Person", "1", fields("sex"));
    uses.withheld("Person", "1", WITHHELD, false);
    expect([...uses.all()]).toMatchObject([{ shown: ["Person.name", "Person.sex"], withheld: [WITHHELD] }]);
  });

  it("show a list of which a part is withheld", () => {
    const uses = createUses(createDecisionTable());
    const withheld = { code: "CONSENT_REQUIRED", coordinate: "Parcel.owners" } as const;
    uses.shown("Parcel", "1", fields("owners"));
    uses.withheld("Parcel", "1", withheld, true);
    expect([...uses.all()]).toMatchObject([{ shown: ["Parcel.owners"], withheld: [withheld] }]);
  });

  it("count the elements of lists by coordinate", () => {
    const uses = createUses(createDecisionTable());
    uses.listed("Person.children", 2);
    uses.listed("Person.children", 1);
    uses.listed("Person.companies", 0);
    expect([...uses.rows()]).toEqual([
      ["Person.children", 3],
      ["Person.companies", 0],
    ]);
  });

  it("name the consents on which items stand", () => {
    const table = createDecisionTable();
    const consents = [{ consent: "c1", consentVersion: 2, items: ["Person.phone"] }];
    table.register({ typeName: "Person", key: "1", decisions: [{ dataSubject: "PERSON:1", items: new Map(), consents }] });
    table.register({ typeName: "Person", key: "2", decisions: [{ dataSubject: "PERSON:2", items: new Map(), consents: [] }] });
    const owners = (["PERSON:1", "PERSON:2"] as const).map((dataSubject, n) => ({
      dataSubject,
      items: new Map(),
      consents: [{ consent: `c${n}`, consentVersion: 1, items: [] }],
    }));
    table.register({ typeName: "Parcel", key: "1", decisions: owners });
    const uses = createUses(table);
    for (const key of ["1", "2"]) uses.shown("Person", key, fields("phone"));
    uses.shown("Parcel", "1", fields("owners"));
    expect([...uses.all()].map((use) => use.consents)).toEqual([consents, [], owners.flatMap((owner) => owner.consents)]);
  });
});
