import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SignedContext } from "../../../consent/model/signed-context.js";
import { readSignedContext } from "./read-context.js";

const CONTEXT: SignedContext = {
  requestId: "5e1d0b8e-0000-4000-8000-000000000001",
  role: "application",
  department: "11540100MB1A00001X",
  application: "housing-desk",
  scenario: "public-rental-housing",
  case: "2025-0001",
  mode: "QUERY",
  grant: "grant-1@3",
  divisions: ["540100"],
  unmasked: ["Person.phone"],
};
const PRINCIPAL = { sub: "s", operator: null, idNumber: null };
const encode = (value: unknown): string => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

describe("the signed context", () => {
  it.each([
    ["an application's", CONTEXT],
    ["a citizen's, who reads everywhere", { ...CONTEXT, role: "citizen", department: null, divisions: ["*"] }],
    ["the platform's own", { ...CONTEXT, role: "platform", grant: null, divisions: [], unmasked: [] }],
    ["one with the caller, for the consent service", { ...CONTEXT, principal: PRINCIPAL }],
  ])("is read: %s", (_, context) => expect(readSignedContext(encode(context))).toEqual(context));

  it.each(Object.keys(CONTEXT))("is refused without %s", (key) => {
    const { [key as keyof SignedContext]: _, ...rest } = CONTEXT;
    expect(readSignedContext(encode(rest))).toBeNull();
  });

  it.each([
    ["a role that there is not", { ...CONTEXT, role: "admin" }],
    ["a mode that there is not", { ...CONTEXT, mode: "ALL" }],
    ["a number for a text", { ...CONTEXT, case: 1 }],
    ["a long text", { ...CONTEXT, case: "x".repeat(257) }],
    ["too many divisions", { ...CONTEXT, divisions: Array(1001).fill("540100") }],
    ["a division that is a pattern", { ...CONTEXT, divisions: ["54%"] }],
    ["an item that is no coordinate", { ...CONTEXT, unmasked: ["phone"] }],
    ["a further member", { ...CONTEXT, admin: true }],
    ["a principal with a further member", { ...CONTEXT, principal: { ...PRINCIPAL, admin: true } }],
    ["a prototype", JSON.stringify(CONTEXT).replace("{", '{"__proto__":{"admin":true},')],
    ["a list in its place", [CONTEXT]],
    ["null in its place", null],
    ["no JSON", "{"],
  ])("is refused with %s", (_, context) => expect(readSignedContext(encode(context))).toBeNull());

  it("is never read from garbage, and garbage never throws", () =>
    fc.assert(fc.property(fc.oneof(fc.string(), fc.jsonValue().map(encode)), (header) => readSignedContext(header) === null)));
});
