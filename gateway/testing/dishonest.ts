import { expect } from "vitest";
import { CASEWORKER, consentOf, sharingGrant } from "./callers.js";
import type { Department, DepartmentAnswer, DepartmentRequest } from "./department.js";
import { type Asked, createTestGateway, type TestGateway } from "./harness.js";
import { everyItem } from "./arbitrary-case.js";
import { makeWorld } from "./make-world.js";
import { testGraph } from "./test-graph.js";
import type { DepartmentName } from "./test-schemas.js";
import { creditCodeOf, idNumberOf } from "./world.js";

type Json = Record<string, unknown>;

/** Person 0 consented to everything, the spouse 1 to nothing, the children 2 and 3 to their phones. */
export const FAMILY = makeWorld({
  people: [{ spouse: 1, children: [2, 3], companies: [0], licences: [0, 1], realEstate: [0] }, { spouse: 0, licences: [2] }, {}, {}, {}],
  companies: [{ legalRepresentative: 0, licences: [1], premises: [0] }],
  licences: [
    { kind: "PERSON", n: 0 },
    { kind: "LEGAL_ENTITY", n: 0 },
    { kind: "PERSON", n: 1 },
  ],
  parcels: [
    [
      { kind: "PERSON", n: 0 },
      { kind: "PERSON", n: 1 },
      { kind: "LEGAL_ENTITY", n: 0 },
    ],
  ],
});

/** A gateway over the family in which one department answers what `lie` makes of its honest answer. */
export async function gatewayWithLiar(
  name: DepartmentName,
  lie: (answer: DepartmentAnswer, request: DepartmentRequest) => DepartmentAnswer,
): Promise<TestGateway> {
  const liar =
    (honest: Department): Department =>
    async (request) =>
      lie(await honest(request), request);
  const all = everyItem(testGraph().apiSchema);
  return createTestGateway({
    world: FAMILY,
    grants: [sharingGrant(all, { department: CASEWORKER.department })],
    consents: [
      consentOf(`PERSON:${idNumberOf(0)}`, all),
      consentOf(`PERSON:${idNumberOf(2)}`, ["Person.phone"]),
      consentOf(`PERSON:${idNumberOf(3)}`, ["Person.phone"]),
      consentOf(`LEGAL_ENTITY:${creditCodeOf(0)}`, ["Parcel.owners"]),
    ],
    departments: { [name]: liar },
  });
}

/** A lie in what a department says of entities; its root answers stay honest. */
export function aboutEntities(lie: (entities: (Json | null)[], request: DepartmentRequest) => unknown) {
  return (answer: DepartmentAnswer, request: DepartmentRequest): DepartmentAnswer => {
    const entities = (answer.data as { _entities?: (Json | null)[] } | null)?._entities;
    return entities ? { ...answer, data: { _entities: lie(entities, request) } } : answer;
  };
}

/** A lie in the answer of one root field. */
export function aboutRoot(lie: (value: Json) => unknown) {
  return (answer: DepartmentAnswer): DepartmentAnswer => {
    const data = answer.data as Json | null;
    if (!data || "_entities" in data) return answer;
    return { ...answer, data: Object.fromEntries(Object.entries(data).map(([name, value]) => [name, lie(value as Json)])) };
  };
}

/** The family of `FAMILY`: who is asked about, the spouse who consented to nothing, and one who is not of it. */
export const ZHANG = idNumberOf(0);
export const SPOUSE = idNumberOf(1);
export const STRANGER = idNumberOf(4);

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

/** Asks about the family: four departments answer. */
export const askFamily = (gateway: TestGateway): Promise<Asked> => gateway.ask({ query: ASK_FAMILY, variables: { id: ZHANG } });

/** The family as it is told while nobody lies. */
export const TRUTH = {
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

const { companies, licences, realEstate } = TRUTH.person;
/** What the departments beside population say. */
export const OTHERS = { companies, licences, realEstate };

/** Error codes by response path. */
export const codesAt = ({ errors }: Asked): Record<string, string> =>
  Object.fromEntries(errors.map(({ path, extensions }) => [path?.join(".") ?? "", extensions.code]));

/** What is shown of a person of whom population says nothing usable. */
export const NOTHING_OF_POPULATION = { name: null, phone: null, spouse: null, children: null };

/** The withheld value never leaves the gateway, and the booleans of it never say true. */
export function expectSpousePhoneWithheld(gateway: TestGateway, answer: Asked): void {
  expect(answer.text).not.toContain("¤Person1.phone¤");
  for (const { variables } of gateway.passed) {
    const representations = (variables.representations ?? []) as { idNumber?: string; decision?: Record<string, unknown> }[];
    for (const { idNumber, decision } of representations) if (idNumber === SPOUSE) expect(decision?.["Person.phone"] ?? false).toBe(false);
  }
  expect(gateway.defects).toEqual([]);
}
