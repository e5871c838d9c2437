import { beforeAll, describe, expect, it } from "vitest";
import { CAST } from "../seed/cast.js";
import { giveInStore } from "./consents.js";
import { type Answer, useRunningStack } from "./running-stack.js";

const running = useRunningStack();
const HOUSING = { account: "housing-caseworker", scenario: "public-rental-housing", case: "2026-3001" };
const ALLOWANCE = { account: "civil-affairs-caseworker", scenario: "minimum-living-allowance", case: "2026-3002" };

/** Zhang gives his telephone number and nothing else. */
beforeAll(async () => {
  await giveInStore(running, { idNumber: CAST.zhang, scenario: HOUSING.scenario, items: ["Person.phone"] });
});

const codesOf = ({ errors }: Answer): string[] => errors.map(({ path, extensions }) => `${path?.join(".") ?? ""} ${extensions.code}`).sort();

/** Two orders, each with a document and a field of its own (aliases reach no plan): neither finds what the other left in a cache. */
const ORDERS = [
  { order: "the first before the second", names: ["First", "Second"], item: "name", value: "张伟" },
  { order: "the second before the first", names: ["Second", "First"], item: "birthDate", value: "1985-03-12" },
] as const;

describe("One document with two operations, @skip / @include with defaults, in either order: no cached fact or plan of one serves the other", () => {
  /** The two differ in their defaults alone, so they are planned alike. */
  const documentOf = (item: string): string => `
    query First($id: ID!, $more: Boolean! = false) { person(idNumber: $id) { ...Fields } }
    query Second($id: ID!, $more: Boolean! = true) { person(idNumber: $id) { ...Fields } }
    fragment Fields on Person { ${item} phone @include(if: $more) sex @skip(if: $more) ... @include(if: $more) { currentAddress spouse { name } } }`;
  const fewer = { sex: "MALE" };
  const more = { phone: "199******03", currentAddress: null, spouse: null };

  it.each(ORDERS)("no cached fact or plan of one serves the other: $order", async ({ names, item, value }) => {
    const query = documentOf(item);
    const ask = (operationName: string, variables = {}): Promise<Answer> =>
      running.ask({ ...HOUSING, query, operationName, variables: { id: CAST.zhang, ...variables } });
    const shown = { First: fewer, Second: more };
    const withheld = { First: [], Second: ["person.currentAddress CONSENT_REQUIRED", "person.spouse CONSENT_REQUIRED"] };
    for (const name of [...names, ...names]) {
      const answer = await ask(name);
      expect(answer.data).toEqual({ person: { [item]: value, ...shown[name] } });
      expect(codesOf(answer)).toEqual(withheld[name]);
    }
    for (const name of names) {
      expect((await ask(name, { more: true })).data.person).toEqual({ [item]: value, ...more });
      expect((await ask(name, { more: false })).data.person).toEqual({ [item]: value, ...fewer });
    }
    const explicit = await ask("Second", { more: null });
    expect({ status: explicit.status, codes: codesOf(explicit) }).toEqual({ status: 400, codes: [" BAD_USER_INPUT"] });
  });

  it.each(ORDERS)("what is refused in one is not in the other, nor the reverse: $order", async ({ names, item, value }) => {
    const query = `
      query First($id: ID!) { person(idNumber: $id) { ${item} } }
      query Second($id: ID!, $never: Boolean! = false) { person(idNumber: $id) { ${item} ... @include(if: $never) { ethnicity } } }`;
    for (const operationName of [...names, ...names]) {
      const answer = await running.ask({ ...HOUSING, query, operationName, variables: { id: CAST.zhang } });
      if (operationName === "First") expect(answer.data).toEqual({ person: { [item]: value } });
      else expect(answer.errors[0]?.extensions).toMatchObject({ code: "SHARING_REFUSED", refusals: [{ coordinate: "Person.ethnicity" }] });
    }
  });

  it.each(ORDERS)("a query and a comparison are each of one mode: $order", async ({ names, item, value }) => {
    const query = `
      query First($id: ID!) { person(idNumber: $id) { ${item} } }
      query Second($id: ID!) { personVerification(idNumber: $id) { verdict(claims: { name: "张伟", birthDate: "1985-03-12" }) } }`;
    const shown = { First: { person: { [item]: value } }, Second: { personVerification: { verdict: "MATCH" } } };
    for (const operationName of names) {
      const answer = await running.ask({ ...HOUSING, query, operationName, variables: { id: CAST.zhang } });
      expect(answer).toMatchObject({ errors: [], data: shown[operationName] });
    }
  });

  it.each(ORDERS)("a variable's default is the operation's own: $order", async ({ names, item }) => {
    const query = `
      query First($id: ID! = "${CAST.zhang}") { person(idNumber: $id) { ${item} phone } }
      query Second($id: ID! = "${CAST.li}") { person(idNumber: $id) { ${item} phone } }`;
    const shown = {
      First: { name: "张伟", birthDate: "1985-03-12", phone: "199******03" },
      Second: { name: "李娜", birthDate: "1987-07-25", phone: null },
    };
    for (const operationName of [...names, ...names]) {
      const { [item]: value, phone } = shown[operationName];
      expect((await running.ask({ ...HOUSING, query, operationName })).data).toEqual({ person: { [item]: value, phone } });
    }
  });

  it("without a name, or with another, nothing is answered", async () => {
    const query = documentOf("name");
    for (const operationName of [undefined, "Third", "constructor"]) {
      const answer = await running.ask({ ...HOUSING, query, ...(operationName === undefined ? {} : { operationName }), variables: { id: CAST.zhang } });
      expect({ status: answer.status, data: answer.data, codes: codesOf(answer) }).toEqual({ status: 400, data: null, codes: [" BAD_REQUEST"] });
    }
  });
});

describe("One document asked by two callers, in either order", () => {
  const callers = { First: HOUSING, Second: ALLOWANCE };
  const shown = { First: { maritalStatus: null }, Second: { maritalStatus: "MARRIED" } };

  it.each(ORDERS)("no cached fact or plan of one serves the other: $order", async ({ names, item, value }) => {
    const query = `query($id: ID!) { person(idNumber: $id) { maritalStatus ${item} } }`;
    for (const name of [...names, ...names]) {
      const answer = await running.ask({ ...callers[name], query, variables: { id: CAST.zhang } });
      expect(answer.data).toEqual({ person: { ...shown[name], [item]: value } });
      expect(codesOf(answer)).toEqual(name === "First" ? ["person.maritalStatus CONSENT_REQUIRED"] : []);
    }
  });

  it.each(ORDERS)("what one holds a grant for, the other is refused: $order", async ({ names, item, value }) => {
    const query = `query($id: ID!) { person(idNumber: $id) { ${item} alive } }`;
    for (const name of [...names, ...names]) {
      const answer = await running.ask({ ...callers[name], query, variables: { id: CAST.zhang } });
      if (name === "Second") expect(answer.data).toEqual({ person: { [item]: value, alive: true } });
      else expect(answer.errors[0]?.extensions).toMatchObject({ code: "SHARING_REFUSED", refusals: [{ coordinate: "Person.alive" }] });
    }
  });
});
