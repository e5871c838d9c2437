import { expect } from "vitest";
import { sharingGrant } from "./callers.js";
import type { TestCase } from "./arbitrary-case.js";
import { type Asked, createTestGateway, type TestGateway, wireText } from "./harness.js";
import { covers } from "./naive-cover.js";
import { type ModelCase, modelAnswer, permits } from "./naive-model.js";
import { testGraph } from "./test-graph.js";
import { creditCodeOf, idNumberOf, licenceIdOf, sentinelsIn, unitNumberOf } from "./world.js";

const KEY_OF: Readonly<Record<string, (n: number) => string>> = { Person: idNumberOf, LegalEntity: creditCodeOf, Licence: licenceIdOf, Parcel: unitNumberOf };

/** What became of a case: told apart, so that a test can see that it does not only watch refusals. */
export type Outcome = "refused" | "answered whole" | "answered in part";

/**
 * Sends one case through a gateway and holds everything that leaves it, or passes between it and the departments,
 * against the naive model. @param departmentsObey false: they answer whatever was decided
 */
export async function checkCase(testCase: TestCase, departmentsObey: boolean): Promise<Outcome> {
  const { world, consents, caller, represents, granted, mode, statutory, query, variables } = testCase;
  const grant = sharingGrant(
    granted.map((item) => [item, mode] as const),
    { statutoryBasis: statutory ? "《社会救助暂行办法》第九条" : null },
  );
  const standing = caller.role === "citizen" ? new Map([[caller.idNumber, represents]]) : new Map();
  const gateway = await createTestGateway({ world, consents, grants: [grant], represents: standing, departmentsObey, parts: UNLIMITED });
  const answer = await gateway.ask({ caller, query, variables });
  expect(gateway.defects).toEqual([]);
  expectNoUnpermittedValue(testCase, gateway, answer, departmentsObey);
  if (isRefused(testCase, answer)) {
    expect(gateway.passed).toEqual([]);
    expect(answer.data).toBeUndefined();
    return "refused";
  }
  await expectModelAnswer(testCase, gateway, answer);
  return answer.withheld.length > 0 ? "answered in part" : "answered whole";
}

/** The limits that are not under test. */
const UNLIMITED = { limits: { maxFetches: 100_000, maxCost: 1e12, maxDataSubjectsPerOperation: 100, maxDataSubjectsPerCase: 100 } };

function isRefused({ caller, query, granted }: TestCase, { status, errors }: Asked): boolean {
  if (caller.role === "citizen") {
    // Which paths a citizen may take is tested by itself; here only that what is refused resolves nothing.
    if (status === 200) return false;
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(["FORBIDDEN"]);
    return true;
  }
  const covered = covers(testGraph().apiSchema, query, granted);
  expect({ status, codes: covered ? [] : errors.map(({ extensions }) => extensions.code) }).toEqual(
    covered ? { status: 200, codes: [] } : { status: 403, codes: ["SHARING_REFUSED"] },
  );
  return !covered;
}

async function expectModelAnswer(testCase: TestCase, { passed, records }: TestGateway, answer: Asked): Promise<void> {
  const { query, variables } = testCase;
  const model = await modelAnswer(testGraph().apiSchema, query, variables, testCase);
  // As text: names, their order, and values. Nothing is compared loosely.
  expect(JSON.stringify(answer.data)).toBe(JSON.stringify(model.data));
  const withheld = answer.withheld.flatMap(({ coordinate, paths }) => paths.map((path) => `${coordinate} ${path}`));
  expect(withheld.sort()).toEqual([...model.withheld].sort());
  expect(answer.errors).toHaveLength(Math.min(withheld.length, 100));
  const asked = new Set([...Object.values(variables), ...(query.match(/"[^"]+"/g) ?? []).map((text) => text.slice(1, -1))]);
  // The planner may fetch what @skip leaves out: it is permitted, only not shown.
  const { reached } = await modelAnswer(testGraph().apiSchema, query.replaceAll(/ @(skip|include)\(if: [$\w]+\)/g, ""), variables, testCase);
  const known = new Set([...reached, ...asked]);
  for (const { variables: sent } of passed) {
    for (const key of keysIn(JSON.stringify(sent))) expect(known, "a key was sent that nothing permitted leads to").toContain(key);
  }
  expect(records).toHaveLength(1);
}

/** Nothing protected stands where no decision permits it: in the answer, on the record, or on the wire. */
function expectNoUnpermittedValue(testCase: TestCase, { passed, records }: TestGateway, answer: Asked, departmentsObey: boolean): void {
  const mayBeShown = shownBy(testCase);
  const record = JSON.stringify(records.map(({ record: kept }) => kept));
  expect(sentinelsIn(record), "a value is on the record").toEqual([]);
  expect(
    [...KEYS].filter((key) => record.includes(key)),
    "a key is on the record",
  ).toEqual([]);
  expect(
    sentinelsIn(answer.text).filter((value) => !mayBeShown(value)),
    "the answer shows a value that is withheld",
  ).toEqual([]);
  const wire = departmentsObey ? wireText(passed.map(({ variables, ...rest }) => ({ ...rest, variables: withoutClaims(variables) }))) : "";
  expect(
    sentinelsIn(wire).filter((value) => !mayBeShown(value)),
    "a value that is withheld left its department",
  ).toEqual([]);
  const sent = JSON.stringify(passed.map(({ variables }) => withoutClaims(variables)));
  expect(sentinelsIn(sent), "one department's value was sent to another").toEqual([]);
}

function shownBy(model: ModelCase & TestCase) {
  return ({ typeName, n, field }: { typeName: string; n: number; field: string }): boolean =>
    model.mode !== "COMPARE" && permits(model, typeName, KEY_OF[typeName]?.(n) ?? "", `${typeName}.${field}`);
}

/** Claims are the client's own values. */
function withoutClaims(variables: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { representations: variables.representations ?? null, keys: Object.values(variables).filter((value) => KEYS.has(String(value))) };
}

const KEYS: ReadonlySet<string> = new Set(Object.values(KEY_OF).flatMap((keyOf) => Array.from({ length: 10 }, (_, n) => keyOf(n))));

function keysIn(text: string): string[] {
  return [...KEYS].filter((key) => text.includes(key));
}
