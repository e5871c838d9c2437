import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { type DocumentLimits, exceedsTokens, findExceededLimit } from "./limits.js";

const LIMITS: DocumentLimits = { maxTokens: 100, maxDepth: 3, maxFields: 5, maxAliases: 2 };
const exceeded = (text: string): string | null => findExceededLimit(parse(text), LIMITS)?.limit ?? null;

describe("the limits of a document", () => {
  it("count tokens, and read no further than the first one too many", () => {
    expect(exceedsTokens("{ a b }", 4)).toBe(false);
    expect(exceedsTokens("{ a b c }", 4)).toBe(true);
    expect(exceedsTokens(`{ ${"a ".repeat(10)} ' not lexed`, 4)).toBe(true);
    expect(() => exceedsTokens("{ ' }", 4)).toThrow();
  });

  it("count depth through fragments, which themselves cost none", () => {
    expect(exceeded("{ a { b { c } } }")).toBeNull();
    expect(exceeded("{ a { b { c { d } } } }")).toBe("maxDepth");
    expect(exceeded("{ ... { ... { a { b { c } } } } }")).toBeNull();
    expect(exceeded("{ a { ...F } } fragment F on X { b { c { d } } }")).toBe("maxDepth");
  });

  it("count fields and aliases each time that a fragment is spread", () => {
    expect(exceeded("{ a b c d e }")).toBeNull();
    expect(exceeded("{ a b c d e f }")).toBe("maxFields");
    expect(exceeded("{ ...F ...F } fragment F on X { a b c }")).toBe("maxFields");
    expect(exceeded("{ x: a y: b }")).toBeNull();
    expect(exceeded("{ ...F ...F } fragment F on X { x: a y: b }")).toBe("maxAliases");
  });

  it("hold for every operation of the document", () => {
    expect(exceeded("query A { a } query B { a b c d e f }")).toBe("maxFields");
  });

  it("are found without expanding fragments that multiply", () => {
    const text = Array.from({ length: 40 }, (_, n) => `fragment F${n} on X { ...F${n + 1} ...F${n + 1} }`).join("\n");
    const started = performance.now();
    expect(exceeded(`{ ...F0 } ${text} fragment F40 on X { a }`)).toBe("maxFields");
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it("end in a cycle of fragments, which validation refuses", () => {
    expect(exceeded("{ ...F } fragment F on X { a ...G } fragment G on X { b ...F }")).toBeNull();
  });
});
