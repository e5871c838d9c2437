import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Refusal } from "../../consent/model/errors.js";
import { type CursorOwner, createCursorSealer } from "./cursor.js";
import { CASEWORKER } from "./testing/callers.js";

const sealer = createCursorSealer(Buffer.alloc(32, 1));
const list = ["person", { sex: "FEMALE", alive: true }];

function codeOf(open: () => unknown): string {
  try {
    return `opened ${String(open())}`;
  } catch (error) {
    return error instanceof Refusal ? error.code : "not a refusal";
  }
}

describe("a cursor", () => {
  it("opens for whom and for what it was made", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60 }), (position) => {
        expect(sealer.open(sealer.seal(position, CASEWORKER, list), CASEWORKER, list)).toBe(position);
      }),
    );
  });

  it("shows nothing of its position, and is another each time", () => {
    const [one, other] = [sealer.seal("11010519491231002X", CASEWORKER, list), sealer.seal("11010519491231002X", CASEWORKER, list)];
    expect(one).not.toBe(other);
    expect(Buffer.from(one, "base64url").toString("latin1")).not.toContain("1949");
  });

  it("opens for the same filter written in another order, with absent fields left out", () => {
    const cursor = sealer.seal("x", CASEWORKER, list);
    expect(sealer.open(cursor, CASEWORKER, ["person", { alive: true, bornFrom: undefined, sex: "FEMALE" }])).toBe("x");
  });

  it.each<[string, Partial<CursorOwner>]>([
    ["role", { role: "citizen" }],
    ["department", { department: "11540100MB1A0002X2" }],
    ["application", { application: "social-assistance" }],
    ["scenario", { scenario: "elderly-allowance" }],
    ["sharing grant", { grant: "grant-2@1" }],
    ["version of the sharing grant", { grant: "grant-1@2" }],
  ])("is BAD_USER_INPUT to another %s", (_, change) => {
    const cursor = sealer.seal("x", CASEWORKER, list);
    expect(codeOf(() => sealer.open(cursor, { ...CASEWORKER, ...change }, list))).toBe("BAD_USER_INPUT");
  });

  it.each<[string, unknown]>([
    ["another filter", ["person", { sex: "MALE", alive: true }]],
    ["a wider filter", ["person", { sex: "FEMALE" }]],
    ["another list", ["vehicle", { sex: "FEMALE", alive: true }]],
  ])("is BAD_USER_INPUT with %s", (_, other) => {
    const cursor = sealer.seal("x", CASEWORKER, list);
    expect(codeOf(() => sealer.open(cursor, CASEWORKER, other))).toBe("BAD_USER_INPUT");
  });

  it("is BAD_USER_INPUT to another department's key", () => {
    expect(codeOf(() => createCursorSealer(Buffer.alloc(32, 2)).open(sealer.seal("x", CASEWORKER, list), CASEWORKER, list))).toBe("BAD_USER_INPUT");
  });

  it("is BAD_USER_INPUT once any character of it is changed, left out or added", () => {
    const cursor = sealer.seal("11010519491231002X", CASEWORKER, list);
    fc.assert(
      fc.property(fc.nat(cursor.length - 1), fc.constantFrom(..."AZaz09-_=+/ .", ""), (index, character) => {
        const changed = cursor.slice(0, index) + character + cursor.slice(index + 1);
        fc.pre(changed !== cursor);
        expect(codeOf(() => sealer.open(changed, CASEWORKER, list))).toBe("BAD_USER_INPUT");
      }),
    );
    expect(codeOf(() => sealer.open(`${cursor}A`, CASEWORKER, list))).toBe("BAD_USER_INPUT");
  });

  it.each(["", "x", "eyJhIjoxfQ", "A".repeat(38), "A".repeat(100_000)])("is BAD_USER_INPUT when it never was one", (text) => {
    expect(codeOf(() => sealer.open(text, CASEWORKER, list))).toBe("BAD_USER_INPUT");
  });
});
