import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ERRORS } from "../consent/model/errors.js";
import { aboutEntities, aboutRoot, FAMILY, gatewayWithLiar } from "./testing/dishonest.js";
import { type Asked, type TestGateway, wireText } from "./testing/harness.js";
import { creditCodeOf, idNumberOf, licenceIdOf, refer, sentinelsIn } from "./testing/world.js";

const ZHANG = idNumberOf(0);
const SPOUSE = idNumberOf(1);
const STRANGER = idNumberOf(4);

const ASK_FAMILY = `query($id: ID!) {
  person(idNumber: $id) {
    name phone
    spouse { name phone }
    children { name phone }
    companies { name shareholders }
    licences { kind number }
    realEstate { area }
  }
}`;

const ask = (gateway: TestGateway): Promise<Asked> => gateway.ask({ query: ASK_FAMILY, variables: { id: ZHANG } });

/** The family as it is told while nobody lies. */
const TRUTH = {
  person: {
    name: "¤Person0.name¤",
    phone: "¤Person0.phone¤",
    spouse: { name: "¤Person1.name¤", phone: null },
    children: [
      { name: "¤Person2.name¤", phone: "¤Person2.phone¤" },
      { name: "¤Person3.name¤", phone: "¤Person3.phone¤" },
    ],
    companies: [{ name: "¤LegalEntity0.name¤", shareholders: null }],
    licences: [
      { kind: "¤Licence0.kind¤", number: "¤Licence0.number¤" },
      { kind: "¤Licence1.kind¤", number: null },
    ],
    realEstate: [{ area: 100.5 }],
  },
};

/** What the departments beside population say. */
const { companies, licences, realEstate } = TRUTH.person;
const OTHERS = { companies, licences, realEstate };

const codesAt = ({ errors }: Asked): Record<string, string> =>
  Object.fromEntries(errors.map(({ path, extensions }) => [path?.join(".") ?? "", extensions.code]));

/** The withheld value never leaves the gateway, and the booleans of it never say true. */
function expectSpousePhoneWithheld(gateway: TestGateway, answer: Asked): void {
  expect(answer.text).not.toContain("¤Person1.phone¤");
  for (const { variables } of gateway.passed) {
    const representations = (variables.representations ?? []) as { idNumber?: string; decision?: Record<string, unknown> }[];
    for (const { idNumber, decision } of representations) if (idNumber === SPOUSE) expect(decision?.["Person.phone"] ?? false).toBe(false);
  }
  expect(gateway.defects).toEqual([]);
}

describe("while nobody lies", () => {
  it("the family is told as it is", async () => {
    const gateway = await gatewayWithLiar("population", (answer) => answer);
    expect((await ask(gateway)).data).toEqual(TRUTH);
  });
});

describe("a department that answers with a decision nobody asked for", () => {
  const forged = { "Person.phone": true, "Person.spouse": true, "LegalEntity.shareholders": true };

  it.each([true, forged, {}, null, "handle", [forged]])("gains nothing by %j beside an entity", async (decision) => {
    const gateway = await gatewayWithLiar(
      "population",
      aboutEntities((entities) => entities.map((entity) => ({ ...entity, decision }))),
    );
    const answer = await ask(gateway);
    expect(answer.data).toEqual(TRUTH);
    expectSpousePhoneWithheld(gateway, answer);
  });

  it("gains nothing by one beside a root or inside a reference", async () => {
    const lie = (value: Record<string, unknown>) => ({ ...value, decision: forged });
    const atRoot = await gatewayWithLiar("population", aboutRoot(lie));
    expect((await ask(atRoot)).data).toEqual(TRUTH);
    const inReference = await gatewayWithLiar(
      "population",
      aboutEntities((entities) =>
        entities.map((entity) => (entity?.spouse ? { ...entity, spouse: { ...(entity.spouse as object), decision: forged } } : entity)),
      ),
    );
    const answer = await ask(inReference);
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
    const answer = await ask(gateway);
    expect(answer.data).toEqual({ person: null });
    expect(codesAt(answer)).toEqual({ person: "SUBGRAPH_UNAVAILABLE" });
    expect(JSON.stringify(gateway.passed.map(({ variables }) => variables))).not.toContain(STRANGER);
  });

  it("has an entity with another key refused", async () => {
    const gateway = await gatewayWithLiar(
      "population",
      aboutEntities((entities) => entities.map((entity) => (entity?.idNumber === SPOUSE ? { ...entity, idNumber: STRANGER, name: "¤Person4.name¤" } : entity))),
    );
    const answer = await ask(gateway);
    expect(answer.data).toEqual({ person: { ...TRUTH.person, spouse: { name: null, phone: null } } });
    expect(codesAt(answer)).toMatchObject({ "person.spouse.name": "SUBGRAPH_UNAVAILABLE", "person.spouse.phone": "CONSENT_REQUIRED" });
  });

  it("has an entity without its key refused", async () => {
    const gateway = await gatewayWithLiar(
      "population",
      aboutEntities((entities) => entities.map((entity) => (entity ? { ...entity, idNumber: undefined } : entity))),
    );
    expect((await ask(gateway)).data).toEqual({ person: { ...NOTHING_OF_POPULATION, ...OTHERS } });
  });

  it("cannot swap the entities of one answer", async () => {
    const gateway = await gatewayWithLiar(
      "population",
      aboutEntities((entities) => [...entities].reverse()),
    );
    const answer = await ask(gateway);
    const { children } = answer.data?.person as { children: { name: string | null }[] };
    expect(children).toEqual([
      { name: null, phone: null },
      { name: null, phone: null },
    ]);
    expect(sentinelsIn(JSON.stringify(children))).toEqual([]);
  });

  it("cannot change a key that is known already", async () => {
    const gateway = await gatewayWithLiar(
      "licence",
      aboutEntities((entities) => entities.map((entity) => ({ ...entity, idNumber: STRANGER }))),
    );
    const answer = await ask(gateway);
    expect(answer.data).toEqual({ person: { ...TRUTH.person, licences: null } });
    expect(codesAt(answer)["person.licences"]).toBe("SUBGRAPH_UNAVAILABLE");
  });
});

const NOTHING_OF_POPULATION = { name: null, phone: null, spouse: null, children: null };

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
    const answer = await ask(gateway);
    expect(answer.data).toEqual({ person: { ...NOTHING_OF_POPULATION, ...OTHERS } });
    expect(codesAt(answer)).toMatchObject({ "person.name": "SUBGRAPH_UNAVAILABLE", "person.spouse": "SUBGRAPH_UNAVAILABLE" });
  });

  it("may say that it does not know one of them", async () => {
    const gateway = await gatewayWithLiar(
      "population",
      aboutEntities((entities) => entities.map((entity) => (entity?.idNumber === SPOUSE ? null : entity))),
    );
    const answer = await ask(gateway);
    expect(answer.data).toEqual({ person: { ...TRUTH.person, spouse: { name: null, phone: null } } });
    expect(codesAt(answer)["person.spouse.name"]).toBeUndefined();
  });
});

describe("a department that answers with another form", () => {
  const change = (name: string, value: unknown) =>
    aboutEntities((entities) => entities.map((entity) => (entity && name in entity && entity.idNumber === ZHANG ? { ...entity, [name]: value } : entity)));

  it.each([
    { what: "an object for a text", value: { idNumber: STRANGER, phone: "¤Person1.phone¤" } },
    { what: "a list for a text", value: ["¤Person1.phone¤"] },
    { what: "a list of objects for a text", value: [{ phone: "¤Person1.phone¤" }] },
    { what: "a number for a text", value: 42 },
  ])("gives no value with $what", async ({ value }) => {
    const gateway = await gatewayWithLiar("population", change("name", value));
    const answer = await ask(gateway);
    expect(answer.data?.person).toMatchObject({ name: null, ...OTHERS });
    expect(codesAt(answer)["person.name"]).toBe("SUBGRAPH_UNAVAILABLE");
    expectSpousePhoneWithheld(gateway, answer);
  });

  it.each([
    { what: "a text for a reference", name: "spouse", value: SPOUSE },
    { what: "a list for a reference", name: "spouse", value: [refer("Person", SPOUSE), refer("Person", STRANGER)] },
    { what: "a reference to another type", name: "spouse", value: refer("LegalEntity", creditCodeOf(0)) },
    { what: "a reference without its type", name: "spouse", value: { idNumber: SPOUSE, __typename: 7 } },
    { what: "one reference for a list", name: "children", value: refer("Person", SPOUSE) },
    { what: "texts for references in a list", name: "children", value: [SPOUSE, STRANGER] },
  ])("gives no value with $what", async ({ name, value }) => {
    const gateway = await gatewayWithLiar("population", change(name, value));
    const answer = await ask(gateway);
    expect(answer.data?.person).toMatchObject({ [name]: null, ...OTHERS });
    expect(codesAt(answer)[`person.${name}`]).toBe("SUBGRAPH_UNAVAILABLE");
    expectSpousePhoneWithheld(gateway, answer);
  });

  it.each([null, 7, "text", [], {}, { data: 7 }, { data: [] }, { data: { _entities: [7, 7] } }, { data: null, errors: "no" }, { errors: [null, 7] }])(
    "gives nothing with %j, and the others' part stands",
    async (lie) => {
      const gateway = await gatewayWithLiar("licence", () => lie as never);
      const answer = await ask(gateway);
      expect(answer.data).toEqual({ person: { ...TRUTH.person, licences: null } });
      expect(codesAt(answer)["person.licences"]).toBe("SUBGRAPH_UNAVAILABLE");
      expect(gateway.defects).toEqual([]);
    },
  );
});

describe("a department that answers with another type", () => {
  const ASK_OWNERS = `{ parcel(unitNumber: "${FAMILY.get("Parcel")?.keys().next().value}") { area owners { __typename name ... on Person { phone } ... on LegalEntity { shareholders } } } }`;

  it("shows of the owners those who consented, and says that some are missing", async () => {
    const gateway = await gatewayWithLiar("geospatial", (answer) => answer);
    const answer = await gateway.ask({ query: ASK_OWNERS });
    expect(answer.data).toEqual({
      parcel: {
        area: 100.5,
        owners: [
          { __typename: "Person", name: "¤Person0.name¤", phone: "¤Person0.phone¤" },
          { __typename: "LegalEntity", name: "¤LegalEntity0.name¤", shareholders: null },
        ],
      },
    });
    expect(codesAt(answer)).toMatchObject({ "parcel.owners": "CONSENT_REQUIRED", "parcel.owners.1.shareholders": "CONSENT_REQUIRED" });
  });

  it("cannot put an owner who did not consent, or a stranger, into the list", async () => {
    const gateway = await gatewayWithLiar(
      "geospatial",
      aboutEntities((entities) =>
        entities.map((entity) =>
          entity?.owners ? { ...entity, owners: [refer("Person", SPOUSE), refer("Person", ZHANG), refer("Person", STRANGER)] } : entity,
        ),
      ),
    );
    const answer = await gateway.ask({ query: ASK_OWNERS });
    expect((answer.data?.parcel as { owners: unknown }).owners).toEqual([{ __typename: "Person", name: "¤Person0.name¤", phone: "¤Person0.phone¤" }]);
    expect(wireText(gateway.passed.filter(({ subgraph }) => subgraph === "population"))).not.toContain(SPOUSE);
  });

  it.each([refer("Licence", licenceIdOf(0)), { __typename: "DataSubject", idNumber: ZHANG }, { __typename: "Query" }, { idNumber: ZHANG }])(
    "cannot make an owner of %j",
    async (stranger) => {
      const gateway = await gatewayWithLiar(
        "geospatial",
        aboutEntities((entities) => entities.map((entity) => (entity?.owners ? { ...entity, owners: [stranger] } : entity))),
      );
      const answer = await gateway.ask({ query: ASK_OWNERS });
      expect(answer.data).toEqual({ parcel: { area: 100.5, owners: null } });
      expect(codesAt(answer)).toMatchObject({ "parcel.owners": expect.stringMatching(/^(SUBGRAPH_UNAVAILABLE|CONSENT_REQUIRED)$/) });
    },
  );
});

describe("a department that answers what it was not asked", () => {
  it("cannot give another department's value of the same person", async () => {
    const lie = aboutEntities((entities) =>
      entities.map((entity) => ({ ...entity, name: "forged", phone: "forged", spouse: refer("Person", STRANGER), __proto__: { phone: "forged" } })),
    );
    for (const name of ["licence", "legal-entity", "geospatial"] as const) {
      const gateway = await gatewayWithLiar(name, lie);
      const answer = await ask(gateway);
      expect(answer.text).not.toContain("forged");
      expect(answer.data?.person).toMatchObject({ name: "¤Person0.name¤", phone: "¤Person0.phone¤", spouse: TRUTH.person.spouse });
    }
  });

  it("cannot give it inside a reference either", async () => {
    const query = `{ legalEntity(uscc: "${creditCodeOf(0)}") { legalRepresentative { name phone spouse { name phone } } } }`;
    const gateway = await gatewayWithLiar("legal-entity", (answer) =>
      JSON.parse(
        JSON.stringify(answer).replace(
          '"idNumber":',
          '"name":"forged","phone":"forged","spouse":{"__typename":"Person","idNumber":"0","name":"forged"},"idNumber":',
        ),
      ),
    );
    const answer = await gateway.ask({ query });
    const { name, phone, spouse } = TRUTH.person;
    expect(answer.data).toEqual({ legalEntity: { legalRepresentative: { name, phone, spouse } } });
  });

  it("cannot give an inherited name for a field", async () => {
    const gateway = await gatewayWithLiar("population", () => JSON.parse('{"data":{"__proto__":{"a0_person":{"idNumber":"x"}}}}'));
    const answer = await ask(gateway);
    expect(answer.data).toEqual({ person: null });
    expect(Object.hasOwn(Object.prototype, "a0_person")).toBe(false);
  });
});

describe("a department's errors", () => {
  const secret = "¤Person1.phone¤ of 540102199001010011 at http://10.0.0.7/graphql";
  const failing =
    (code: unknown, path: unknown) =>
    (answer: { data?: unknown }, { query }: { query: string }) =>
      query.includes("_entities") && query.includes("licences")
        ? {
            data: { _entities: [null] },
            errors: [
              { message: secret, path, locations: [{ line: 1, column: 2 }], extensions: { code, exception: { stacktrace: [secret] }, serviceName: "licence" } },
            ],
          }
        : answer;

  it.each([
    "SHARING_REFUSED",
    "CONSENT_REQUIRED",
    "CONSENT_WITHDRAWN",
    "AUDIT_UNAVAILABLE",
    "INTERNAL",
    "SOMETHING",
    "__proto__",
    7,
    null,
    { code: "FORBIDDEN" },
  ])("become its failure when their code is %j, and say nothing of their own", async (code) => {
    const gateway = await gatewayWithLiar("licence", failing(code, ["_entities", 0, "licences"]));
    const answer = await ask(gateway);
    expect(answer.data).toEqual({ person: { ...TRUTH.person, licences: null } });
    expect(codesAt(answer)["person.licences"]).toBe("SUBGRAPH_UNAVAILABLE");
    expect(answer.text).not.toMatch(/10\.0\.0\.7|stacktrace|serviceName|¤Person1\.phone¤/);
    for (const error of answer.errors) expect(error.message).toBe(ERRORS[error.extensions.code].message);
  });

  it.each(["OUT_OF_SCOPE", "NOT_FOUND", "BAD_USER_INPUT"])("keep the code %s, with the catalogue's message", async (code) => {
    const gateway = await gatewayWithLiar("licence", failing(code, ["_entities", 0, "licences"]));
    const answer = await ask(gateway);
    expect(codesAt(answer)["person.licences"]).toBe(code);
    expect(answer.text).not.toContain("10.0.0.7");
  });

  it.each([
    [["_entities", 99, "licences"]],
    [["_entities", -1]],
    [["_entities", 0, "phone"]],
    [["_entities", 0, "__proto__"]],
    [["person", "phone"]],
    [["_entities", "0", "licences"]],
    ["text"],
    [{}],
    [null],
  ])("harm nothing by the path %j", async (path) => {
    const gateway = await gatewayWithLiar("licence", failing("OUT_OF_SCOPE", path));
    const answer = await ask(gateway);
    expect(answer.data).toEqual({ person: { ...TRUTH.person, licences: null } });
    const honest = ["person.spouse.phone", "person.companies.0.shareholders"];
    expect(Object.keys(codesAt(answer)).filter((known) => !honest.includes(known) && known !== "person.licences")).toEqual([]);
    expect(gateway.defects).toEqual([]);
  });
});

describe("a department that fails", () => {
  it("takes only its own fields with it", async () => {
    const gateway = await gatewayWithLiar("legal-entity", () => undefined as never);
    const answer = await ask(gateway);
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
      const answer = await ask(gateway);
      const { name: shown, phone, spouse, children } = TRUTH.person;
      expect(answer.data?.person).toMatchObject({ name: shown, phone, spouse, children });
      expectSpousePhoneWithheld(gateway, answer);
    });
    await fc.assert(property, { seed: 1, numRuns: 60 });
  });

  it("the population department changes nothing of a company or a licence", async () => {
    const property = fc.asyncProperty(steps, poison, async (path, by) => {
      const gateway = await gatewayWithLiar("population", (answer) => poisoned(answer, path, by) as never);
      const answer = await ask(gateway);
      if (answer.data?.person) expect(answer.data.person).toMatchObject({ ...OTHERS });
      expectSpousePhoneWithheld(gateway, answer);
    });
    await fc.assert(property, { seed: 2, numRuns: 60 });
  });
});
