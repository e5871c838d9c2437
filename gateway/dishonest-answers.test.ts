import { describe, expect, it } from "vitest";
import { ERRORS } from "../consent/model/errors.js";
import {
  aboutEntities,
  askFamily,
  codesAt,
  expectSpousePhoneWithheld,
  FAMILY,
  gatewayWithLiar,
  OTHERS,
  SPOUSE,
  STRANGER,
  TRUTH,
  ZHANG,
} from "./testing/dishonest.js";
import { wireText } from "./testing/harness.js";
import { creditCodeOf, licenceIdOf, refer } from "./testing/world.js";

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
    const answer = await askFamily(gateway);
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
    const answer = await askFamily(gateway);
    expect(answer.data?.person).toMatchObject({ [name]: null, ...OTHERS });
    expect(codesAt(answer)[`person.${name}`]).toBe("SUBGRAPH_UNAVAILABLE");
    expectSpousePhoneWithheld(gateway, answer);
  });

  it.each([null, 7, "text", [], {}, { data: 7 }, { data: [] }, { data: { _entities: [7, 7] } }, { data: null, errors: "no" }, { errors: [null, 7] }])(
    "gives nothing with %j, and the others' part stands",
    async (lie) => {
      const gateway = await gatewayWithLiar("licence", () => lie as never);
      const answer = await askFamily(gateway);
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
    expect(answer.data).toMatchObject({ parcel: { owners: [{ __typename: "Person", name: "¤Person0.name¤", phone: "¤Person0.phone¤" }] } });
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
      const answer = await askFamily(gateway);
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
    const answer = await askFamily(gateway);
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
    const answer = await askFamily(gateway);
    expect(answer.data).toEqual({ person: { ...TRUTH.person, licences: null } });
    expect(codesAt(answer)["person.licences"]).toBe("SUBGRAPH_UNAVAILABLE");
    expect(answer.text).not.toMatch(/10\.0\.0\.7|stacktrace|serviceName|¤Person1\.phone¤/);
    for (const error of answer.errors) expect(error.message).toBe(ERRORS[error.extensions.code].message);
  });

  it.each(["OUT_OF_SCOPE", "NOT_FOUND", "BAD_USER_INPUT"])("keep the code %s, with the catalogue's message", async (code) => {
    const gateway = await gatewayWithLiar("licence", failing(code, ["_entities", 0, "licences"]));
    const answer = await askFamily(gateway);
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
    const answer = await askFamily(gateway);
    expect(answer.data).toEqual({ person: { ...TRUTH.person, licences: null } });
    const honest = ["person.spouse.phone", "person.companies.0.shareholders"];
    expect(Object.keys(codesAt(answer)).filter((known) => !honest.includes(known) && known !== "person.licences")).toEqual([]);
    expect(gateway.defects).toEqual([]);
  });
});

describe("a department that reports an error without a path", () => {
  it("has it noted at everything that it left null", async () => {
    const gateway = await gatewayWithLiar("population", (answer) => {
      const entities = (answer.data as { _entities?: unknown[] } | null)?._entities;
      return entities ? { data: { _entities: entities.map(() => null) }, errors: [{ extensions: { code: "OUT_OF_SCOPE" } }] } : answer;
    });
    const answer = await gateway.ask({ query: `{ person(idNumber: "${ZHANG}") { name phone } }` });
    expect(answer.data).toEqual({ person: { name: null, phone: null } });
    expect(codesAt(answer)).toEqual({ "person.name": "OUT_OF_SCOPE", "person.phone": "OUT_OF_SCOPE" });
  });
});
