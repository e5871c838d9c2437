import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { arbitraryCaseworkerCase, arbitraryCitizenCase, type TestCase } from "./testing/arbitrary-case.js";
import { checkCase, type Outcome } from "./testing/check-case.js";
import { testGraph } from "./testing/test-graph.js";

/** `FC_SEED` and `FC_RUNS` repeat or lengthen a run; without them every run is the same. */
const seed = Number(process.env.FC_SEED ?? 20_250_901);
const scale = Number(process.env.FC_RUNS ?? 100) / 100;

const { apiSchema } = testGraph();
vi.setConfig({ testTimeout: 60_000 * Math.max(1, scale) });

async function checkAll(cases: fc.Arbitrary<TestCase>, numRuns: number, departmentsObey: boolean): Promise<Record<Outcome, number>> {
  const outcomes = { refused: 0, "answered whole": 0, "answered in part": 0 };
  const property = fc.asyncProperty(cases, async (testCase) => {
    outcomes[await checkCase(testCase, departmentsObey).catch((error: unknown) => failed(testCase, error))] += 1;
  });
  await fc.assert(property, { seed, numRuns: Math.ceil(numRuns * scale), endOnFailure: process.env.FC_SHRINK !== "1" });
  return outcomes;
}

/** The operation comes first: without it a failure is a page of rows. */
function failed({ query, variables }: TestCase, cause: unknown): never {
  throw new Error(`${query}\n${JSON.stringify(variables)}\n${cause instanceof Error ? cause.message : ""}`, { cause });
}

const QUERY_ROOTS = ["person", "legalEntity", "licence", "parcel", "administrativeDivision", "me"];

describe.each([
  { departments: "departments obey the decisions", obey: true },
  { departments: "departments ignore the decisions", obey: false },
])("whatever is asked, while $departments", ({ obey }) => {
  it("a query shows what is permitted, under its name and of its person, and nothing else", async () => {
    const outcomes = await checkAll(arbitraryCaseworkerCase(apiSchema, { roots: QUERY_ROOTS, depth: 3, mode: "QUERY" }), 100, obey);
    expect(outcomes["answered in part"]).toBeGreaterThan(20 * scale);
  });

  it("a list shows of each person what that person permits", async () => {
    const outcomes = await checkAll(arbitraryCaseworkerCase(apiSchema, { roots: ["persons"], depth: 2, mode: "OBTAIN" }), 40, obey);
    expect(outcomes["answered in part"]).toBeGreaterThan(5 * scale);
  });

  it("a comparison tells a verdict and no value", async () => {
    const outcomes = await checkAll(arbitraryCaseworkerCase(apiSchema, { roots: ["personVerification"], depth: 2, mode: "COMPARE" }), 30, obey);
    expect(outcomes["answered in part"]).toBeGreaterThan(3 * scale);
  });

  it("a citizen sees the own data, and of others the name", async () => {
    const outcomes = await checkAll(arbitraryCitizenCase(apiSchema, 2), 60, obey);
    expect(outcomes["answered whole"]).toBeGreaterThan(10 * scale);
  });
});
