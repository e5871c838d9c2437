import { buildSchema } from "graphql";
import { expect, it } from "vitest";
import { parseDocument, pickOperation } from "./parse-document.js";
import { rewriteOperation } from "./rewrite.js";

const SCHEMA = buildSchema("type Query { a: Int } type Mutation { withdraw(id: ID!): Int }");
const LIMITS = { maxTokens: 1000, maxDepth: 10, maxFields: 100, maxAliases: 50 };

it("a mutation that is asked for twice under two names is done twice", () => {
  const text = 'mutation { first: withdraw(id: "1") second: withdraw(id: "1") }';
  const { shape } = rewriteOperation(pickOperation(parseDocument(text, SCHEMA, LIMITS), null), SCHEMA, new Map());
  const names = shape.entries.map((entry) => (entry.kind === "field" ? entry.internalName : ""));
  expect(new Set(names).size).toBe(2);
});
