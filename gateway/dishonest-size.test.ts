import { describe, expect, it } from "vitest";
import { aboutEntities, aboutRoot, askFamily, codesAt, FAMILY, gatewayWithLiar, OTHERS, STRANGER, TRUTH, ZHANG } from "./testing/dishonest.js";
import { CASEWORKER, consentOf, sharingGrant } from "./testing/callers.js";
import { everyItem } from "./testing/arbitrary-case.js";
import { createTestGateway, wireText } from "./testing/harness.js";
import { honestDepartment } from "./testing/department.js";
import { testGraph } from "./testing/test-graph.js";
import { DEPARTMENT_NAMES, type DepartmentName } from "./testing/test-schemas.js";
import { refer } from "./testing/world.js";
import { createMeter } from "./execution/cut-answer.js";
import { canNote } from "./execution/execute-plan.js";
import { createSender } from "./execution/create-sender.js";
import type { SubgraphClient } from "./execution/subgraph-client.js";

const EVERYTHING = everyItem(testGraph().apiSchema);

/** Entities whose children are replaced. */
const withChildren = (children: unknown) =>
  aboutEntities((entities) => entities.map((entity) => (entity && "children" in entity ? { ...entity, children } : entity)));

describe("a department that answers with lists of its own making", () => {
  it("cannot have others asked about a stranger by a list where one object is due", async () => {
    const grants = [sharingGrant(EVERYTHING, { department: CASEWORKER.department, statutoryBasis: "《社会救助暂行办法》" })];
    const gateway = await createTestGateway({ world: FAMILY, grants, departments: { population: (honest) => async (request) => lie(await honest(request)) } });
    const lie = aboutRoot(() => [refer("Person", STRANGER)]);
    const answer = await askFamily(gateway);
    expect(codesAt(answer).person).toBe("SUBGRAPH_UNAVAILABLE");
    expect(gateway.passed.map(({ subgraph }) => subgraph)).toEqual(["population"]);
    expect(wireText(gateway.passed.filter(({ subgraph }) => subgraph !== "population"))).not.toContain(STRANGER);
  });

  it.each([200, 2000])("cannot multiply %i references, answered again and again, into a large answer", async (count) => {
    const gateway = await gatewayWithLiar("population", withChildren(Array(count).fill(refer("Person", ZHANG))));
    const answer = await gateway.ask({ query: `{ person(idNumber: "${ZHANG}") { children { children { name } } companies { name } } }` });
    const received = gateway.passed.reduce((sum, { answer: passed }) => sum + JSON.stringify(passed).length, 0);
    expect(answer.text.length).toBeLessThan(20 * received);
    expect(answer.data?.person).toMatchObject({ companies: OTHERS.companies.map(({ name }: { name: string }) => ({ name })) });
  });

  it("cannot multiply long texts into an answer that nobody can take, nor the others' part with it", async () => {
    const gateway = await gatewayWithLiar(
      "population",
      aboutEntities((entities) =>
        entities.map((entity) =>
          entity && "children" in entity ? { ...entity, children: Array(300).fill(refer("Person", ZHANG)) } : { ...entity, name: "x".repeat(1_000_000) },
        ),
      ),
    );
    const answer = await gateway.ask({ query: `{ person(idNumber: "${ZHANG}") { children { name } companies { name } } }` });
    expect([answer.status, answer.text.length < 1_000_000, gateway.defects]).toEqual([200, true, []]);
    expect(answer.data?.person).toMatchObject({ companies: OTHERS.companies.map(({ name }: { name: string }) => ({ name })) });
  });

  it("stops at what one fetch may add, whatever lies in it", async () => {
    const gateway = await gatewayWithLiar("population", withChildren(Array(60_000).fill(refer("Person", ZHANG))));
    const answer = await gateway.ask({ query: `{ person(idNumber: "${ZHANG}") { children { name } companies { name } } }` });
    expect(answer.data?.person).toMatchObject({ children: null });
    expect(codesAt(answer)["person.children"]).toBe("SUBGRAPH_UNAVAILABLE");
  });

  it("cannot multiply its errors with the places of an entity: its part fails, and the others' stands", async () => {
    const gateway = await gatewayWithLiar("population", (answer, { query }) => {
      const entities = (answer.data as { _entities?: Record<string, unknown>[] } | null)?._entities;
      if (!entities) return answer;
      const data = {
        _entities: entities.map((entity) => ("children" in entity ? { ...entity, children: Array(1000).fill(refer("Person", STRANGER)) } : entity)),
      };
      return query.includes("name") ? { data, errors: Array(10_000).fill({ path: ["_entities", 0], extensions: { code: "OUT_OF_SCOPE" } }) } : { data };
    });
    const answer = await gateway.ask({ query: `{ person(idNumber: "${ZHANG}") { children { name } companies { name } } }` });
    expect(answer.data?.person).toMatchObject({ companies: OTHERS.companies.map(({ name }: { name: string }) => ({ name })) });
    expect(codesAt(answer)["person.children.0.name"]).toBe("SUBGRAPH_UNAVAILABLE");
  });

  it.each([[{ toString: 1, valueOf: 1 }], [[{ toString: 1 }]], ["__proto__"], [null]])(
    "takes only its own fields with it by the path element %j",
    async (element) => {
      const gateway = await gatewayWithLiar("licence", (answer) => ({ ...answer, errors: [{ path: ["_entities", element] }] }));
      const answer = await askFamily(gateway);
      expect([answer.status, gateway.defects]).toEqual([200, []]);
      expect(answer.data?.person).toMatchObject({ name: TRUTH.person.name });
    },
  );

  it("stops reading errors without a path once they are more than one fetch may add", async () => {
    let read = 0;
    const error = Object.defineProperty({}, "path", { enumerable: false, get: () => void (read += 1) });
    const sent = Array.from({ length: 1000 }, () => ({ targets: [{}] }));
    expect(canNote(Array(50_000).fill(error), sent as never, createMeter())).toBe(false);
    expect(read).toBeLessThan(1000);
  });

  it("cannot give a list where the schema has one value of a scalar of its own", async () => {
    const lie = aboutEntities((entities) => entities.map((entity) => (entity && "birthDate" in entity ? { ...entity, birthDate: ["a", ["b", 7]] } : entity)));
    const answer = await (await gatewayWithLiar("population", lie)).ask({ query: `{ person(idNumber: "${ZHANG}") { birthDate } }` });
    expect(answer.data).toEqual({ person: { birthDate: null } });
    expect(codesAt(answer)["person.birthDate"]).toBe("SUBGRAPH_UNAVAILABLE");
  });

  it("takes only its own fields with it by brackets without end", async () => {
    const endless = "[".repeat(20_000) + "]".repeat(20_000);
    const clients = new Map<string, SubgraphClient>(
      DEPARTMENT_NAMES.map((name) => [name, answering(name, (text) => text.replace(/"licences":\[.*?\}\]/, `"licences":${endless}`))]),
    );
    const gateway = await createTestGateway({
      world: FAMILY,
      grants: [sharingGrant(EVERYTHING, { department: CASEWORKER.department })],
      consents: [consentOf(`PERSON:${ZHANG}`, EVERYTHING)],
      parts: { sender: createSender(clients, []) },
    });
    const answer = await askFamily(gateway);
    expect([answer.status, codesAt(answer)["person.licences"]]).toEqual([200, "SUBGRAPH_UNAVAILABLE"]);
    expect(answer.data?.person).toMatchObject({ name: TRUTH.person.name, licences: null });
    expect(gateway.defects).toEqual([]);
  });
});

/** A department behind a client, of which the licence department's text is changed. */
function answering(name: DepartmentName, change: (text: string) => string): SubgraphClient {
  const department = honestDepartment(name, { world: FAMILY, obeysDecisions: true, represents: new Map() });
  return {
    async post(body, context) {
      const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
      const answer = JSON.stringify(await department({ query, variables, context: JSON.parse(Buffer.from(context, "base64url").toString()) }));
      return { ok: true, status: 200, json: JSON.parse(name === "licence" ? change(answer) : answer) as unknown };
    },
    close: async () => undefined,
  };
}
