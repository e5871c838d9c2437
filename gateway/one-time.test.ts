import { describe, expect, it } from "vitest";
import { Refusal } from "../consent/model/errors.js";
import { CASEWORKER, consentOf, sharingGrant } from "./testing/callers.js";
import { FAMILY, ZHANG } from "./testing/dishonest.js";
import { createTestGateway, type TestGatewayOptions } from "./testing/harness.js";

const ITEMS = ["Person.name", "Person.phone", "Person.spouse", "Person.children"];
const gatewayWith = (options: Partial<TestGatewayOptions> = {}) =>
  createTestGateway({
    world: FAMILY,
    grants: [sharingGrant(ITEMS, { department: CASEWORKER.department })],
    consents: [consentOf(`PERSON:${ZHANG}`, ["Person.phone"], { oneTime: true })],
    ...options,
  });
const PHONE = `{ person(idNumber: "${ZHANG}") { name phone } }`;

describe("a consent for one use", () => {
  it("is used by one operation and by no other, and settled with its record", async () => {
    const gateway = await gatewayWith();
    expect((await gateway.ask({ query: PHONE })).data).toEqual({ person: { name: "¤Person0.name¤", phone: "¤Person0.phone¤" } });
    const again = await gateway.ask({ query: PHONE });
    expect([again.data, again.errors.map(({ extensions }) => extensions.code)]).toEqual([
      { person: { name: "¤Person0.name¤", phone: null } },
      ["CONSENT_EXHAUSTED"],
    ]);
    expect(gateway.settled[0]).toEqual({ request: "request 1", used: true });
  });

  it("is one use however many paths of the operation lead there", async () => {
    const gateway = await gatewayWith();
    const query = `{ a: person(idNumber: "${ZHANG}") { phone } b: person(idNumber: "${ZHANG}") { number: phone } }`;
    expect((await gateway.ask({ query })).data).toEqual({ a: { phone: "¤Person0.phone¤" }, b: { number: "¤Person0.phone¤" } });
    expect(gateway.settled).toEqual([{ request: "request 1", used: true }]);
  });

  it("has exactly one winner of fifty at once", async () => {
    const gateway = await gatewayWith();
    const answers = await Promise.all(Array.from({ length: 50 }, () => gateway.ask({ query: PHONE })));
    const shown = answers.filter(({ data }) => (data as { person: { phone: string | null } }).person.phone !== null);
    expect(shown).toHaveLength(1);
  });

  it("is reserved as well when it takes the place of one that another operation has", async () => {
    const gateway = await gatewayWith({ consents: ["a", "b"].map((id) => consentOf(`PERSON:${ZHANG}`, ["Person.phone"], { id, oneTime: true })) });
    const shown: unknown[] = [];
    for (let n = 0; n < 5; n++) shown.push((await gateway.ask({ query: PHONE })).data);
    expect(shown.filter((data) => (data as { person: { phone: string | null } }).person.phone !== null)).toHaveLength(2);
  });

  it("is not touched by an operation that asks for nothing that stands on it", async () => {
    const gateway = await gatewayWith();
    await gateway.ask({ query: `{ person(idNumber: "${ZHANG}") { name } }` });
    expect(gateway.settled).toEqual([]);
    expect((await gateway.ask({ query: PHONE })).data).toMatchObject({ person: { phone: "¤Person0.phone¤" } });
  });

  it("stays used when its record fails after something was asked for, and nothing is released", async () => {
    const gateway = await gatewayWith({ parts: { audit: { write: () => Promise.reject(new Refusal("AUDIT_UNAVAILABLE")), drain: async () => undefined } } });
    const refused = await gateway.ask({ query: PHONE });
    expect([refused.status, refused.data, gateway.settled]).toEqual([503, undefined, [{ request: "request 1", used: true }]]);
  });
});
