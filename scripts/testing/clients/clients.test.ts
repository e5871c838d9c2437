import { ApolloClient, CombinedGraphQLErrors, HttpLink, InMemoryCache } from "@apollo/client";
import { GraphQLClient } from "graphql-request";
import { print } from "graphql";
import { describe, expect, expectTypeOf, it } from "vitest";
import { useRunningStack } from "../../acceptance/running-stack.js";
import { CAST } from "../../seed/cast.js";
import { LookAtApplicantDocument, type LookAtApplicantQuery, LookTooFarDocument } from "./generated/operations.js";

const running = useRunningStack();
const variables = { idNumber: CAST.zhang };

/** What a caseworker's application sends with each request. */
async function headers(caseNumber: string): Promise<Record<string, string>> {
  const token = await running.token("housing-caseworker");
  return { authorization: `Bearer ${token}`, "assent-scenario": "public-rental-housing", "assent-case": caseNumber };
}

describe("generated types", () => {
  it("tell that what may be withheld may be null", () => {
    type Applicant = NonNullable<LookAtApplicantQuery["person"]>;
    expectTypeOf<Applicant["phone"]>().toEqualTypeOf<string | null>();
    expectTypeOf<Applicant["sex"]>().toEqualTypeOf<"MALE" | "FEMALE" | null>();
  });
});

describe("@apollo/client", () => {
  const connect = async (caseNumber: string) =>
    new ApolloClient({ link: new HttpLink({ uri: running.url, headers: await headers(caseNumber) }), cache: new InMemoryCache() });

  it("reads what is shared, and the codes of what is withheld", async () => {
    const client = await connect("2026-3001");
    const { data, error } = await client.query({ query: LookAtApplicantDocument, variables, errorPolicy: "all" });
    expect(data?.person).toMatchObject({ __typename: "Person", name: "张伟", sex: "MALE", phone: null, companies: null });
    if (!CombinedGraphQLErrors.is(error)) throw new Error("no GraphQL errors");
    expect(error.errors.map(({ path, extensions }) => [path?.join("."), extensions?.code])).toEqual([
      ["person.phone", "CONSENT_REQUIRED"],
      ["person.companies", "CONSENT_REQUIRED"],
    ]);
  });

  it("is told of every fact too many", async () => {
    const client = await connect("2026-3002");
    const { data, error } = await client.query({ query: LookTooFarDocument, variables, errorPolicy: "all" });
    expect(data).toBeUndefined();
    if (!CombinedGraphQLErrors.is(error)) throw new Error("no GraphQL errors");
    expect(error.errors[0]?.extensions).toMatchObject({
      code: "SHARING_REFUSED",
      refusals: [{ coordinate: "Person.ethnicity" }, { coordinate: "Person.nationality" }],
    });
  });
});

describe("graphql-request", () => {
  const connect = async (caseNumber: string) => new GraphQLClient(running.url, { headers: await headers(caseNumber), errorPolicy: "all" });

  it("reads what is shared, and the codes of what is withheld", async () => {
    const client = await connect("2026-3003");
    const { data, errors } = await client.rawRequest<LookAtApplicantQuery>(print(LookAtApplicantDocument), variables);
    expect(data.person).toEqual({ name: "张伟", sex: "MALE", phone: null, companies: null });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(["CONSENT_REQUIRED", "CONSENT_REQUIRED"]);
  });

  it("takes a typed document", async () => {
    const client = await connect("2026-3004");
    const answer = await client.request(LookAtApplicantDocument, variables);
    expect(answer.person?.name).toBe("张伟");
  });

  it("is told of every fact too many", async () => {
    const client = await connect("2026-3005");
    const { status, errors } = await client.rawRequest(print(LookTooFarDocument), variables).catch(({ response }) => response);
    expect([status, errors[0].extensions.code]).toEqual([403, "SHARING_REFUSED"]);
  });
});
