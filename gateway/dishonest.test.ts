import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aboutEntities,
  aboutRoot,
  askFamily,
  codesAt,
  expectSpousePhoneWithheld,
  gatewayWithLiar,
  NOTHING_OF_POPULATION,
  OTHERS,
  SPOUSE,
  STRANGER,
  TRUTH,
  ZHANG,
} from "./testing/dishonest.js";
import { refer, sentinelsIn } from "./testing/world.js";

describe("while nobody lies", () => {
  it("the family is told as it is", async () => {
    const gateway = await gatewayWithLiar("population", (answer) => answer);
    expect((await askFamily(gateway)).data).toEqual(TRUTH);
  });
});

describe("a department that answers with a decision nobody asked for", () => {
  const forged = { "Person.phone": true, "Person.spouse": true, "LegalEntity.shareholders": true };

  it.each([true, forged, {}, null, "handle", [forged]])("gains nothing by %j beside an entity", async (decision) => {
    const gateway = await gatewayWithLiar(
      "population",
      aboutEntities((entities) => entities.map((entity) => ({ ...entity, decision }))),
    );
    const answer = await askFamily(gateway);
    expect(answer.data).toEqual(TRUTH);
    expectSpousePhoneWithheld(gateway, answer);
  });

  it("gains nothing by one beside a root or inside a reference", async () => {
    const lie = (value: Record<string, unknown>) => ({ ...value, decision: forged });
    const atRoot = await gatewayWithLiar("population", aboutRoot(lie));
    expect((await askFamily(atRoot)).data).toEqual(TRUTH);
    const inReference = await gatewayWithLiar(
      "population",
      aboutEntities((entities) =>
        entities.map((entity) => (entity?.spouse ? { ...entity, spouse: { ...(entity.spouse as object), decision: forged } } : entity)),
      ),
    );
    const answer = await askFamily(inReference);
    expect(answer.data).toEqual(TRUTH);
    expectSpousePhoneWithheld(inReference, answer);
  });
});

describe("a department that answers about another data subject", () => {
  it("has its root answer refused, and the other is not asked about", async () => {
    const gateway = await gatewayWithLiar(
      "population",
      aboutRoot(() => refer("Person", STRANGER)),
    );
    const answer = await askFamily(gateway);
    expect(answer.data).toEqual({ person: null });
    expect(codesAt(answer)).toEqual({ person: "SUBGRAPH_UNAVAILABLE" });
    expect(JSON.stringify(gateway.passed.map(({ variables }) => variables))).not.toContain(STRANGER);
  });

  it("has an entity with another key refused", async () => {
    const gateway = await gatewayWithLiar(
      "population",
      aboutEntities((entities) => entities.map((entity) => (entity?.idNumber === SPOUSE ? { ...entity, idNumber: STRANGER, name: "¤Person4.name¤" } : entity))),
    );
    const answer = await askFamily(gateway);
    expect(answer.data).toEqual({ person: { ...TRUTH.person, spouse: { name: null, phone: null } } });
    expect(codesAt(answer)).toMatchObject({ "person.spouse.name": "SUBGRAPH_UNAVAILABLE", "person.spouse.phone": "CONSENT_REQUIRED" });
  });

  it("has an entity without its key refused", async () => {
    const gateway = await gatewayWithLiar(
      "population",
      aboutEntities((entities) => entities.map((entity) => (entity ? { ...entity, idNumber: undefined } : entity))),
    );
    expect((await askFamily(gateway)).data).toEqual({ person: { ...NOTHING_OF_POPULATION, ...OTHERS } });
  });

  it("cannot swap the entities of one answer", async () => {
    const gateway = await gatewayWithLiar(
      "population",
      aboutEntities((entities) => [...entities].reverse()),
    );
    const answer = await askFamily(gateway);
    const children = [
      { name: null, phone: null },
      { name: null, phone: null },
    ];
    expect(answer.data).toMatchObject({ person: { children } });
    expect(sentinelsIn(answer.text).some(({ n }) => n === 2 || n === 3)).toBe(false);
  });

  it("cannot change a key that is known already", async () => {
    const gateway = await gatewayWithLiar(
      "licence",
      aboutEntities((entities) => entities.map((entity) => ({ ...entity, idNumber: STRANGER }))),
    );
    const answer = await askFamily(gateway);
    expect(answer.data).toEqual({ person: { ...TRUTH.person, licences: null } });
    expect(codesAt(answer)["person.licences"]).toBe("SUBGRAPH_UNAVAILABLE");
  });
});

describe("a department that answers with another number of entities", () => {
  it.each([
    { what: "one too few", lie: (entities: unknown[]) => entities.slice(1) },
    { what: "one too many", lie: (entities: unknown[]) => [...entities, { idNumber: STRANGER, name: "¤Person4.name¤" }] },
    { what: "none", lie: () => [] },
    { what: "null for the list", lie: () => null },
    { what: "a text for the list", lie: () => "¤Person4.name¤" },
    { what: "an object for the list", lie: (entities: unknown[]) => ({ ...entities, length: entities.length }) },
  ])("gives nothing with $what, and the others' part stands", async ({ lie }) => {
    const gateway = await gatewayWithLiar("population", aboutEntities(lie));
    const answer = await askFamily(gateway);
    expect(answer.data).toEqual({ person: { ...NOTHING_OF_POPULATION, ...OTHERS } });
    expect(codesAt(answer)).toMatchObject({ "person.name": "SUBGRAPH_UNAVAILABLE", "person.spouse": "SUBGRAPH_UNAVAILABLE" });
  });

  it("may say that it does not know one of them", async () => {
    const gateway = await gatewayWithLiar(
      "population",
      aboutEntities((entities) => entities.map((entity) => (entity?.idNumber === SPOUSE ? null : entity))),
    );
    const answer = await askFamily(gateway);
    expect(answer.data).toEqual({ person: { ...TRUTH.person, spouse: { name: null, phone: null } } });
    expect(codesAt(answer)["person.spouse.name"]).toBeUndefined();
  });
});

describe("a department that fails", () => {
  it("takes only its own fields with it", async () => {
    const gateway = await gatewayWithLiar("legal-entity", () => undefined as never);
    const answer = await askFamily(gateway);
    expect(answer.data).toEqual({ person: { ...TRUTH.person, companies: null } });
    expect(codesAt(answer)["person.companies"]).toBe("SUBGRAPH_UNAVAILABLE");
  });
});

describe("whatever a department answers", () => {
  const poison = fc.oneof(
    fc.constantFrom<unknown>(
      null,
      true,
      7,
      "forged",
      SPOUSE,
      refer("Person", STRANGER),
      refer("Person", SPOUSE),
      { decision: true },
      { ...refer("Person", ZHANG), phone: "forged" },
    ),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const steps = fc.array(fc.nat(20), { maxLength: 6 });

  /** Replaces, adds or removes one value somewhere in an answer. */
  const poisoned = (value: unknown, [step, ...rest]: readonly number[], by: unknown): unknown => {
    if (step === undefined || typeof value !== "object" || value === null) return by;
    if (Array.isArray(value)) {
      const index = step % (value.length + 1);
      return value.toSpliced(index, 1, poisoned(value[index], rest, by));
    }
    const names = [...Object.keys(value), "decision"];
    const name = names[step % names.length] as string;
    return { ...value, [name]: poisoned((value as Record<string, unknown>)[name], rest, by) };
  };

  it.each(["licence", "legal-entity", "geospatial"] as const)("the %s department changes nothing of a person", async (name) => {
    const property = fc.asyncProperty(steps, poison, async (path, by) => {
      const gateway = await gatewayWithLiar(name, (answer) => poisoned(answer, path, by) as never);
      const answer = await askFamily(gateway);
      const { name: shown, phone, spouse, children } = TRUTH.person;
      expect(answer.data?.person).toMatchObject({ name: shown, phone, spouse, children });
      expectSpousePhoneWithheld(gateway, answer);
    });
    await fc.assert(property, { seed: 1, numRuns: 60 });
  });

  it("the population department changes nothing of a company or a licence", async () => {
    const property = fc.asyncProperty(steps, poison, async (path, by) => {
      const gateway = await gatewayWithLiar("population", (answer) => poisoned(answer, path, by) as never);
      const answer = await askFamily(gateway);
      if (answer.data?.person) expect(answer.data.person).toMatchObject({ ...OTHERS });
      expectSpousePhoneWithheld(gateway, answer);
    });
    await fc.assert(property, { seed: 2, numRuns: 60 });
  });
});
