import { DEPARTMENTS } from "../../consent/model/departments.js";
import { consentOf, sharingGrant } from "../../gateway/testing/callers.js";
import { makeWorld } from "../../gateway/testing/make-world.js";
import { idNumberOf } from "../../gateway/testing/world.js";

/** Persons of the fixed data: couples, each with a licence and a part in one of 50 companies. */
export const PERSONS = 220;
/** Persons of the list that is asked for. */
const LISTED = 200;
const COMPANIES = 50;

/** The fixed data of every benchmark. */
export const WORLD = makeWorld({
  people: Array.from({ length: PERSONS }, (_, n) => ({ spouse: n ^ 1, companies: [n % COMPANIES], employer: n % COMPANIES, licences: [n] })),
  companies: Array.from({ length: COMPANIES }, (_, n) => ({ legalRepresentative: n })),
  licences: Array.from({ length: PERSONS }, (_, n) => ({ kind: "PERSON" as const, n })),
});

const ITEMS = ["name", "sex", "birthDate", "phone", "maritalStatus", "spouse", "employment", "companies", "licences"].map((field) => `Person.${field}`);
const OTHERS = ["LegalEntity.name", "LegalEntity.status", "LegalEntity.legalRepresentative", "Licence.kind", "Licence.name", "Licence.number"];

/** The sharing grant that covers every question, in QUERY and OBTAIN. */
export const GRANT = sharingGrant([...ITEMS, ...OTHERS, ...[...ITEMS, ...OTHERS].map((item) => [item, "OBTAIN"] as const)], {
  department: DEPARTMENTS.housing.code,
  validFrom: new Date("2020-01-01T00:00:00Z"),
  validUntil: new Date("2100-01-01T00:00:00Z"),
});

/** Everyone's consent to everything that is asked. */
export const CONSENTS = Array.from({ length: PERSONS }, (_, n) =>
  consentOf(`PERSON:${idNumberOf(n)}`, [...ITEMS, "Licence.number"], { id: `consent ${n}`, department: DEPARTMENTS.housing.code }),
);

/** A question of the benchmark. */
export interface BenchQuestion {
  readonly name: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** One hop, three hops, and a list of 200 persons with a hop each. */
export const QUESTIONS: readonly BenchQuestion[] = [
  { name: "one hop", query: "query One($id: ID!) { person(idNumber: $id) { name sex birthDate phone } }", variables: { id: idNumberOf(0) } },
  {
    name: "three hops",
    query:
      "query Three($id: ID!) { person(idNumber: $id) { name spouse { name phone employment { status employer { name legalRepresentative { name } } } licences { kind number } } } }",
    variables: { id: idNumberOf(0) },
  },
  {
    name: "200 persons",
    query: "query Many($n: Int!) { persons(where: {}, first: $n) { edges { node { name sex birthDate phone maritalStatus companies { name status } } } } }",
    variables: { n: LISTED },
  },
];
