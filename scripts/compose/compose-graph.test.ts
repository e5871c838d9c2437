import { buildSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { readGraph } from "../../consent/model/governed-graph.js";
import { SHARING_DIRECTIVES, SHARING_SPEC_SDL } from "../../consent/model/sharing-spec.js";
import { COMPOSITION_RULES } from "./all-rules.js";
import { composeGraph } from "./compose-graph.js";
import { expectComposes } from "./testing/harness.js";
import { department, smallSources } from "./testing/small-graph.js";

describe("composing", () => {
  it("accepts a graph that keeps every rule, without a hint", () => {
    expectComposes(smallSources());
  });

  it("carries the directives and their enum arguments to fields, arguments, input fields and enum values", () => {
    const { rules, exercises, reveals, identifiers, access } = readGraph(expectComposes(smallSources()).supergraphSdl);
    expect(rules.get("Person.phone")).toMatchObject({ type: "CONDITIONAL", modes: ["QUERY", "COMPARE", "OBTAIN"], consent: true, mask: "PHONE" });
    expect(exercises.get("Query.persons")).toBe("OBTAIN");
    expect(reveals.get("Query.person(idNumber:)")).toEqual(["Person.idNumber"]);
    expect(reveals.get("PersonFilter.sex")).toEqual(["Person.sex"]);
    expect(reveals.get("PersonDimension.SEX")).toEqual(["Person.sex"]);
    expect(identifiers.get("Query.licence(identifier:)")).toBe("GBT_36904");
    expect(access.get("Query.me")).toEqual(["application", "citizen"]);
  });

  it("lets the gateway read what is governed, protected and whose", () => {
    const graph = readGraph(expectComposes(smallSources()).supergraphSdl);
    expect([...graph.governedTypes].map(([name, { key }]) => `${name}.${key}`).sort()).toEqual([
      "LegalEntity.uscc",
      "Licence.identifier",
      "LicenceVerification.identifier",
      "Parcel.unitNumber",
      "Person.idNumber",
      "PersonVerification.idNumber",
    ]);
    expect([...graph.dataSubjectKinds]).toEqual([
      ["Person", "PERSON"],
      ["LegalEntity", "LEGAL_ENTITY"],
    ]);
    expect(graph.protectedFields.has("Person.name")).toBe(true);
    expect(graph.protectedFields.has("Person.realEstate")).toBe(true);
    expect(graph.protectedFields.has("Licence.kind")).toBe(false);
    expect(graph.protectedFields.has("Licence.decision")).toBe(false);
    expect(graph.ownerOf.get("Person.name")).toBe("population");
    expect(graph.ownerOf.get("Person.realEstate")).toBe("geospatial");
    expect(graph.ownerOf.get("LegalEntity.name")).toBe("legal-entity");
    expect(graph.ownerOf.get("Employment.status")).toBe("population");
    expect(graph.ownerOf.get("Person.decision")).toBe("decisions");
    expect(graph.ownerOf.has("Person.idNumber")).toBe(false);
  });

  it("gives clients a schema without directives, their enums, decisions or what is withheld", () => {
    const { apiSdl } = expectComposes(smallSources());
    const schema = buildSchema(apiSdl);
    expect(
      schema
        .getDirectives()
        .map(({ name }) => name)
        .filter((name) => SHARING_DIRECTIVES.some((own) => own === name)),
    ).toEqual([]);
    expect(Object.keys(schema.getTypeMap()).filter((name) => name.includes("__") && !name.startsWith("__"))).toEqual([]);
    expect(apiSdl).not.toMatch(/decision|biometricTemplate|holderId|ownerKeys/i);
  });

  it("takes Apollo's hints for errors", () => {
    const described = smallSources({
      licence: (sdl) => sdl.replace("type LegalEntity", '"one"\ntype LegalEntity'),
      geospatial: (sdl) => sdl.replace("type LegalEntity", '"another"\ntype LegalEntity'),
    });
    expect(composeGraph(described).findings).toMatchObject([{ rule: "composition", message: expect.stringContaining("INCONSISTENT_DESCRIPTION") }]);
  });

  it("reports what does not parse and what does not compose as findings", () => {
    expect(composeGraph([department("licence", "type Query {")]).findings).toMatchObject([{ rule: "composition", subgraph: "licence" }]);
    const unresolvable = smallSources({
      licence: (sdl) => sdl.replace('type Licence @key(fields: "identifier")', 'type Licence @key(fields: "identifier", resolvable: false)'),
    });
    expect(composeGraph(unresolvable).findings.map(({ message }) => message.split(":")[0])).toContain("SATISFIABILITY_ERROR");
  });

  it("still says which rules are broken where composition fails", () => {
    const both = smallSources({ licence: (sdl) => sdl.replace("kind: String @sharing(type: UNCONDITIONAL)", "kind: Nothing") });
    expect(composeGraph(both).findings.map(({ rule }) => rule)).toEqual(["composition", "governed-field-has-rule"]);
  });

  it("has a name and a text for every rule, each once", () => {
    expect(new Set(COMPOSITION_RULES.map(({ name }) => name)).size).toBe(COMPOSITION_RULES.length);
    for (const { name, demands } of COMPOSITION_RULES) expect(`${name}: ${demands}`).toMatch(/^[a-z-]+: \S.*\.$/);
  });

  it("has definitions that GraphQL understands", () => {
    expect(() => buildSchema(`type Query { a: Int }\n${SHARING_SPEC_SDL}`)).not.toThrow();
  });
});
