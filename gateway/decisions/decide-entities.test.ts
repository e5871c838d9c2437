import { describe, expect, it } from "vitest";
import { compileSharing } from "../../consent/decide/compile-sharing.js";
import type { ConsentRecord } from "../../consent/model/consent-record.js";
import type { DataSubjectKey } from "../../consent/model/data-subject.js";
import { CASEWORKER, citizen, consentOf, NOW, sharingGrant } from "../testing/callers.js";
import { testGraph } from "../testing/test-graph.js";
import { idNumberOf } from "../testing/world.js";
import { type DecisionBasis, decideEntities, type EntityToDecide } from "./decide-entities.js";
import { createDecisionTable, type DecisionTable, verdictOnAll } from "./decision-table.js";

const graph = testGraph();
const ITEMS = ["Person.name", "Person.phone", "Licence.number", "Parcel.mortgages", "LegalEntity.shareholders"];
const sharing = compileSharing(graph.governed.rules, [sharingGrant(ITEMS)]).sharingOf(CASEWORKER, NOW);

function basisOf(consents: readonly ConsentRecord[] = [], change: Partial<DecisionBasis> = {}): DecisionBasis & { asked: DataSubjectKey[][] } {
  const asked: DataSubjectKey[][] = [];
  return {
    caller: CASEWORKER,
    mode: "QUERY",
    now: NOW,
    sharing,
    itemsOf: (typeName) => ITEMS.filter((item) => item.startsWith(`${typeName}.`)),
    consentsOf: async (keys) => {
      asked.push([...keys]);
      return new Map(keys.map((key) => [key, consents.filter(({ dataSubject }) => dataSubject === key)]));
    },
    represents: async () => new Set(),
    reserveUses: async (wanted) => new Set(wanted),
    asked,
    ...change,
  };
}

function entity(typeName: string, target: EntityToDecide["target"]): EntityToDecide & { readonly handle: unknown } {
  return {
    typeName,
    target,
    get handle() {
      return target.decision;
    },
  };
}

async function decided(entities: (EntityToDecide & { handle: unknown })[], basis: DecisionBasis): Promise<DecisionTable> {
  const table = createDecisionTable();
  await decideEntities(entities, table, basis, graph);
  return table;
}

const verdictOf = (table: DecisionTable, { handle, typeName, target }: EntityToDecide & { handle: unknown }, item: string) => {
  const key = String(target[graph.keyFields.get(typeName) as string]);
  const verdict = verdictOnAll(table.resolve(handle, typeName, key), [item]);
  return verdict.permitted ? verdict.basis : verdict.code;
};

const ZHANG = idNumberOf(0);
const LI = idNumberOf(1);

describe("deciding about entities", () => {
  it("decides about each data subject by its own consents, in one look-up", async () => {
    const people = [ZHANG, LI].map((idNumber) => entity("Person", { idNumber }));
    const basis = basisOf([consentOf(`PERSON:${LI}`, ["Person.phone"])]);
    const table = await decided(people, basis);
    expect(people.map((person) => verdictOf(table, person, "Person.phone"))).toEqual(["CONSENT_REQUIRED", "CONSENT"]);
    expect(people.map((person) => verdictOf(table, person, "Person.name"))).toEqual(["UNCONDITIONAL", "UNCONDITIONAL"]);
    expect(basis.asked).toEqual([[`PERSON:${ZHANG}`, `PERSON:${LI}`]]);
  });

  it("decides about a licence by its holder and about a parcel by all of its owners", async () => {
    const licence = entity("Licence", { identifier: "i", holderType: "PERSON", holderId: ZHANG });
    const parcel = entity("Parcel", { unitNumber: "u", ownerKeys: [`PERSON:${ZHANG}`, `PERSON:${LI}`] });
    const table = await decided([licence, parcel], basisOf([consentOf(`PERSON:${ZHANG}`, ["Licence.number", "Parcel.mortgages"])]));
    expect(verdictOf(table, licence, "Licence.number")).toBe("CONSENT");
    expect(verdictOf(table, parcel, "Parcel.mortgages")).toBe("CONSENT_REQUIRED");
  });

  it("decides about a verification by the person that it verifies", async () => {
    const verification = entity("PersonVerification", { idNumber: ZHANG });
    const table = await decided([verification], basisOf([], { itemsOf: () => ["Person.name"] }));
    expect(table.find("PersonVerification", ZHANG, [`PERSON:${ZHANG}`])).toBe(verification.handle);
    expect(verdictOf(table, verification, "Person.name")).toBe("UNCONDITIONAL");
  });

  it.each([
    ["a person without a key", "Person", {}],
    ["a person whose key is no text", "Person", { idNumber: 7 }],
    ["a person whose key is no key", "Person", { idNumber: "x y" }],
    ["a licence without a holder", "Licence", { identifier: "i" }],
    ["a licence with half a holder", "Licence", { identifier: "i", holderType: "PERSON", holderId: null }],
    ["a licence of an unknown kind of holder", "Licence", { identifier: "i", holderType: "GHOST", holderId: ZHANG }],
    ["a parcel that nobody owns", "Parcel", { unitNumber: "u", ownerKeys: [] }],
    ["a parcel of which one owner cannot be read", "Parcel", { unitNumber: "u", ownerKeys: [`PERSON:${ZHANG}`, "nobody"] }],
    ["a parcel whose owners are no list", "Parcel", { unitNumber: "u", ownerKeys: `PERSON:${ZHANG}` }],
    ["a type that nobody decides about", "AdministrativeDivision", { code: "540102" }],
  ])("gives no handle to %s", async (_, typeName, representation) => {
    const unknown = entity(typeName, representation);
    const basis = basisOf();
    await decided([unknown], basis);
    expect(unknown.handle).toBeUndefined();
    expect(basis.asked).toEqual([]);
  });

  it("asks for no consent where none is needed", async () => {
    const basis = basisOf([], { itemsOf: () => ["Person.name"] });
    const person = entity("Person", { idNumber: ZHANG });
    expect(verdictOf(await decided([person], basis), person, "Person.name")).toBe("UNCONDITIONAL");
    expect(basis.asked).toEqual([]);
  });

  it("withholds what needs consent when consents cannot be read, and nothing else", async () => {
    const person = entity("Person", { idNumber: ZHANG });
    const table = await decided([person], basisOf([], { consentsOf: () => Promise.reject(new Error("down")) }));
    expect(verdictOf(table, person, "Person.phone")).toBe("DECISION_UNAVAILABLE");
    expect(verdictOf(table, person, "Person.name")).toBe("UNCONDITIONAL");
  });

  it("decides about the same entity once a request", async () => {
    const table = createDecisionTable();
    const basis = basisOf();
    const [first, again] = [entity("Person", { idNumber: ZHANG }), entity("Person", { idNumber: ZHANG })];
    await decideEntities([first], table, basis, graph);
    await decideEntities([again], table, basis, graph);
    expect(again.handle).toBe(first.handle);
    expect(basis.asked).toHaveLength(1);
  });

  const oneTime = (id: string, dataSubject: string) => consentOf(`PERSON:${dataSubject}`, ["Person.phone"], { id, oneTime: true });

  it("reserves what is for one use, once for all, before anything is asked for; what another operation has is exhausted", async () => {
    const people = [ZHANG, LI].map((idNumber) => entity("Person", { idNumber }));
    const wanted: (readonly string[])[] = [];
    const basis = basisOf([oneTime("a", ZHANG), oneTime("b", LI)], {
      caller: { ...CASEWORKER, case: consentOf(`PERSON:${LI}`, []).case },
      reserveUses: async (consents) => {
        wanted.push(consents);
        return new Set(["a"]);
      },
    });
    const table = await decided(people, basis);
    expect(people.map((person) => verdictOf(table, person, "Person.phone"))).toEqual(["CONSENT", "CONSENT_EXHAUSTED"]);
    expect(people.map((person) => verdictOf(table, person, "Person.name"))).toEqual(["UNCONDITIONAL", "UNCONDITIONAL"]);
    expect(wanted).toEqual([["a", "b"]]);
  });

  it("spends what can be had again before what cannot", async () => {
    const person = entity("Person", { idNumber: ZHANG });
    const consents = [oneTime("once", ZHANG), consentOf(`PERSON:${ZHANG}`, ["Person.phone"], { id: "always" })];
    const table = await decided([person], basisOf(consents, { reserveUses: () => expect.fail("reserved") }));
    expect(verdictOf(table, person, "Person.phone")).toBe("CONSENT");
    expect(table.consentsAbout("Person", ZHANG).map(({ consent }) => consent)).toEqual(["always"]);
  });

  it("permits nothing that needs consent when nobody can say whether a use is left", async () => {
    const person = entity("Person", { idNumber: ZHANG });
    const table = await decided([person], basisOf([oneTime("a", ZHANG)], { reserveUses: () => Promise.reject(new Error("down")) }));
    expect(verdictOf(table, person, "Person.phone")).toBe("DECISION_UNAVAILABLE");
    expect(verdictOf(table, person, "Person.name")).toBe("UNCONDITIONAL");
  });

  it("lets a citizen see oneself and whom one represents, and of others the name", async () => {
    const people = [ZHANG, LI, idNumberOf(2)].map((idNumber) => entity("Person", { idNumber }));
    const basis = basisOf([], { caller: citizen(ZHANG), sharing: null, represents: async () => new Set<DataSubjectKey>([`PERSON:${LI}`]) });
    const table = await decided(people, basis);
    expect(people.map((person) => verdictOf(table, person, "Person.phone"))).toEqual(["SELF", "REPRESENTED", "FORBIDDEN"]);
    expect(people.map((person) => verdictOf(table, person, "Person.name"))).toEqual(["SELF", "REPRESENTED", "REFERRED"]);
  });

  it("takes nobody for represented when that cannot be read", async () => {
    const person = entity("Person", { idNumber: LI });
    const basis = basisOf([], { caller: citizen(ZHANG), sharing: null, represents: () => Promise.reject(new Error("down")) });
    expect(verdictOf(await decided([person], basis), person, "Person.phone")).toBe("FORBIDDEN");
  });
});
