import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { type DocumentLimits, findExceededLimit, findExceededToken } from "./limits.js";

const LIMITS: DocumentLimits = { maxTokens: 100, maxDepth: 3, maxFields: 5, maxAliases: 2 };
const exceeded = (text: string): string | null => findExceededLimit(parse(text), LIMITS)?.limit ?? null;

describe("the limits of a document", () => {
  it("count tokens, and read no further than the first one too many", () => {
    const tooMany = { limit: "maxTokens", max: 4 };
    expect(findExceededToken("{ a b }", 4)).toBeNull();
    expect(findExceededToken("{ a b c }", 4)).toEqual(tooMany);
    expect(findExceededToken(`{ ${"a ".repeat(10)} ' not lexed`, 4)).toEqual(tooMany);
    expect(() => findExceededToken("{ ' }", 4)).toThrow();
  });

  it("hold names to a length, of operations, variables, aliases and fragments alike", () => {
    const name = "n".repeat(128);
    for (const text of [`query ${name} { a }`, `query($${name}: ID) { a }`, `{ ${name}: a }`, `{ ...${name} }`]) {
      expect(findExceededToken(text, 100)).toBeNull();
      expect(findExceededToken(text.replace(name, `${name}n`), 100)).toEqual({ limit: "maxNameCharacters", max: 128 });
    }
    expect(findExceededToken(`{ a(x: "${name}${name}") }`, 100)).toBeNull();
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
    expect(exceeded("{ ...F ...F ... { a } } fragment F on X { ...G } fragment G on X { a }")).toBe("maxFields");
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
