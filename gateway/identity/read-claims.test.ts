import type { JWTPayload } from "jose";
import { describe, expect, it } from "vitest";
import { IdentityFailure } from "./identity-failure.js";
import { readClaims } from "./read-claims.js";
import { CASEWORKER, CITIZEN, ISSUER, NOW } from "./testing/test-issuer.js";

const OFFICER: JWTPayload = { sub: "officer-1", client_id: "portal", role: "officer", department: "11540100MB1A00052K", auth_time: 1 };
const AUDITOR: JWTPayload = { sub: "auditor", client_id: "portal", role: "auditor", auth_time: 1 };
const SERVICE: JWTPayload = { ...CASEWORKER, sub: "housing-desk", operator: undefined, auth_time: undefined };

const read = (claims: JWTPayload) => readClaims({ jti: "1", ...claims }, ISSUER, NOW);
const reasonOf = (claims: JWTPayload): string => {
  try {
    read(claims);
    return "read";
  } catch (error) {
    return error instanceof IdentityFailure ? error.reason : "another error";
  }
};

describe("the claims of a verified token", () => {
  it("make a caseworker with operator", () => {
    expect(read(CASEWORKER)).toEqual({
      role: "application",
      sub: "caseworker-7",
      clientId: "housing-desk",
      department: "11540100MB1A0001X3",
      application: "housing-desk",
      operator: "caseworker-7",
    });
  });

  it("make an application without operator, of a client-credentials token", () => expect(read(SERVICE)).toMatchObject({ role: "application", operator: null }));

  it("make a citizen", () => expect(read(CITIZEN)).toEqual({ role: "citizen", sub: "citizen-1", clientId: "portal", idNumber: "11010519491231002X" }));

  it.each(["officer", "authority"] as const)("make an %s with a department", (role) => {
    expect(read({ ...OFFICER, role })).toEqual({ role, sub: "officer-1", clientId: "portal", department: "11540100MB1A00052K" });
  });

  it.each(["auditor", "security"] as const)("make an account of role %s, without a department", (role) => {
    expect(read({ ...AUDITOR, role })).toEqual({ role, sub: "auditor", clientId: "portal", department: null });
  });
});

describe("claims are refused", () => {
  it.each([
    ["two roles", { ...CASEWORKER, role: ["application", "auditor"] }],
    ["one role in a list", { ...CASEWORKER, role: ["application"] }],
    ["a role that there is not", { ...CASEWORKER, role: "admin" }],
    ["no role", { ...CASEWORKER, role: undefined }],
    ["no sub", { ...CASEWORKER, sub: undefined }],
    ["no client", { ...CASEWORKER, client_id: undefined }],
    ["no jti", { ...CASEWORKER, jti: undefined }],
    ["an application without department", { ...CASEWORKER, department: undefined }],
    ["an application without name", { ...CASEWORKER, application: undefined }],
    ["an application with an identity number", { ...CASEWORKER, id_number: "11010519491231002X" }],
    ["a department with a wrong check character", { ...CASEWORKER, department: "11540100MB1A0001X4" }],
    ["an empty operator", { ...CASEWORKER, operator: "" }],
    ["an operator with a line feed", { ...CASEWORKER, operator: "a\nb" }],
    ["an operator who is an object", { ...CASEWORKER, operator: { name: "a" } }],
    ["a citizen without identity number", { ...CITIZEN, id_number: undefined }],
    ["a citizen with a wrong identity number", { ...CITIZEN, id_number: "110105194912310021" }],
    ["a citizen with a department", { ...CITIZEN, department: "11540100MB1A0001X3" }],
    ["a citizen with an operator", { ...CITIZEN, operator: "a" }],
    ["an officer without department", { ...OFFICER, department: undefined }],
    ["an auditor with an identity number", { ...AUDITOR, id_number: "11010519491231002X" }],
  ])("with %s", (_, claims) => expect(reasonOf(claims)).toBe("CLAIMS_MALFORMED"));

  it.each([
    ["a client that is not trusted", { ...CASEWORKER, client_id: "other" }, "CLIENT_UNKNOWN"],
    ["a client that is a property of every object", { ...CASEWORKER, client_id: "constructor" }, "CLIENT_UNKNOWN"],
    ["a role that its client may not bear", { ...CITIZEN, client_id: "housing-desk" }, "ROLE_NOT_TRUSTED"],
    ["an application's role at the citizens' client", { ...CASEWORKER, client_id: "portal" }, "ROLE_NOT_TRUSTED"],
    ["a department that its client may not name", { ...CASEWORKER, department: "11540100MB1A000283" }, "DEPARTMENT_NOT_TRUSTED"],
  ])("with %s", (_, claims, reason) => expect(reasonOf(claims)).toBe(reason));

  it.each([
    ["an operator in a client-credentials token", { ...SERVICE, operator: "caseworker-7" }],
    ["an operator in one that pretends to a sign-in", { ...SERVICE, operator: "caseworker-7", auth_time: 1 }],
    ["an operator without the sign-in claim", { ...CASEWORKER, auth_time: undefined }],
    ["an operator with an empty sign-in claim", { ...CASEWORKER, auth_time: 0 }],
    ["a citizen who is the client itself", { ...CITIZEN, sub: "portal" }],
    ["a citizen without the sign-in claim", { ...CITIZEN, auth_time: undefined }],
    ["an auditor without the sign-in claim", { ...AUDITOR, auth_time: undefined }],
  ])("with %s", (_, claims) => expect(reasonOf(claims)).toBe("NO_SIGN_IN"));
});
