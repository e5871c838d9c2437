import { readFileSync } from "node:fs";
import { buildSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { readGraph } from "../../consent/model/governed-graph.js";
import type { SharingMode } from "../../consent/model/sharing.js";
import { API_SCHEMA_PATH, SUPERGRAPH_PATH } from "./output-files.js";

type Rule = "U" | "W" | `C ${string}`;

/** The rule that each item starts with (graph.md, "Types, and the rule each item starts with"). */
const ITEMS: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  Person: {
    idNumber: "C QUERY COMPARE OBTAIN",
    "name sex ethnicity birthDate nationality alive registeredDivision": "U",
    "registeredAddress birthCertificate deathRecord": "C QUERY COMPARE",
    "currentAddress spouse guardian children parents employment": "C QUERY COMPARE +consent",
    phone: "C QUERY COMPARE OBTAIN +consent",
    maritalStatus: "C QUERY COMPARE AGGREGATE +consent",
    "socialInsurance minimumLivingAllowance": "C QUERY +consent",
    annualIncome: "C COMPARE AGGREGATE +consent",
    "biometricTemplate causeOfDeath": "W",
    companies: "C QUERY COMPARE +consent",
    "realEstate licences": "C QUERY +consent",
  },
  LegalEntity: {
    "uscc name kind legalRepresentative division registeredAddress industry establishedOn registrationAuthority status businessScope": "U",
    "registrationNumber registeredCapital taxRegistration": "C QUERY COMPARE",
    "shareholders annualReports": "C QUERY +consent",
    employees: "C AGGREGATE",
    bankAccounts: "W",
    realEstate: "C QUERY +consent",
    "premises licences": "U",
  },
  Parcel: { "unitNumber division landUse area location": "U", "owners mortgages": "C QUERY +consent" },
  Licence: {
    "identifier kind name issuer issuedOn validFrom validUntil status": "U",
    number: "C QUERY COMPARE +consent",
    "image holder": "C QUERY +consent",
  },
};

const MASKED = ["Person.registeredAddress", "Person.phone", "Licence.number"];

const ROOTS: Readonly<Record<string, SharingMode | "OPEN" | "PLATFORM">> = {
  me: "PLATFORM",
  person: "QUERY",
  persons: "OBTAIN",
  personVerification: "COMPARE",
  personStatistics: "AGGREGATE",
  legalEntity: "QUERY",
  legalEntities: "OBTAIN",
  legalEntityStatistics: "AGGREGATE",
  administrativeDivision: "OPEN",
  divisionAt: "OPEN",
  parcel: "QUERY",
  parcelsWithin: "OBTAIN",
  licence: "QUERY",
  licenceVerification: "COMPARE",
};

const graph = readGraph(readFileSync(SUPERGRAPH_PATH, "utf8"));
const schema = buildSchema(readFileSync(API_SCHEMA_PATH, "utf8"));

describe("the committed graph keeps graph.md's contract", () => {
  for (const [typeName, items] of Object.entries(ITEMS)) {
    it(`in the rule that each item of ${typeName} starts with`, () => {
      for (const [names, expected] of Object.entries(items)) {
        for (const name of names.split(" ")) {
          const rule = graph.rules.get(`${typeName}.${name}`);
          const short = { UNCONDITIONAL: "U", WITHHELD: "W", CONDITIONAL: ["C", ...(rule?.modes ?? []), ...(rule?.consent ? ["+consent"] : [])].join(" ") };
          expect({ item: `${typeName}.${name}`, rule: rule && short[rule.type] }).toEqual({ item: `${typeName}.${name}`, rule: expected });
        }
      }
    });
  }

  it("in what leaves its department masked", () => {
    expect(
      [...graph.rules.values()]
        .filter((rule) => rule.mask !== null)
        .map((rule) => rule.coordinate)
        .sort(),
    ).toEqual([...MASKED].sort());
  });

  it("in its roots, their modes, and which of them are the platform's", () => {
    const roots = Object.keys(schema.getQueryType()?.getFields() ?? {});
    expect(roots).toEqual(expect.arrayContaining(Object.keys(ROOTS)));
    for (const [name, kind] of Object.entries(ROOTS)) {
      const coordinate = `Query.${name}`;
      expect({ name, platform: graph.access.has(coordinate) }).toEqual({ name, platform: kind === "PLATFORM" });
      if (kind !== "PLATFORM") expect({ name, mode: graph.exercises.get(coordinate) ?? "QUERY" }).toEqual({ name, mode: kind === "OPEN" ? "QUERY" : kind });
    }
  });

  it("in its mutations, and who may use them", () => {
    const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});
    expect(mutations).toEqual(expect.arrayContaining(["requestConsent", "answerConsentRequest", "withdrawConsent"]));
    expect(graph.access.get("Mutation.requestConsent")).toEqual(["application"]);
    expect(graph.access.get("Mutation.answerConsentRequest")).toEqual(["citizen"]);
    expect(graph.access.get("Mutation.withdrawConsent")).toEqual(["citizen"]);
    for (const name of mutations) expect({ name, roles: graph.access.has(`Mutation.${name}`) }).toEqual({ name, roles: true });
  });
});
