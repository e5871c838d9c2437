import { expect } from "vitest";
import { composeGraph, prepare, prepareUncomposed, runRule } from "../compose-graph.js";
import type { Finding } from "../finding.js";
import { OWNERSHIP, type OwnershipRegistry } from "../ownership.js";
import type { CompositionRule } from "../rule.js";
import type { SubgraphSource } from "../subgraph-view.js";

/** What a test says of a finding; a finding's other properties are texts. */
export type ExpectedFinding = Pick<Finding, "coordinate" | "subgraph"> & Partial<Pick<Finding, "message">>;

/** Demands that subgraphs compose, all rules and hints included, and returns what they compose to. */
export function expectComposes(sources: readonly SubgraphSource[], ownership?: OwnershipRegistry): { supergraphSdl: string; apiSdl: string } {
  const composition = composeGraph(sources, ownership);
  expect(composition.findings).toEqual([]);
  if (!("supergraphSdl" in composition)) throw new Error("unreachable: findings were empty");
  return composition;
}

/** Demands exactly these findings of one rule, in any order, each with a remedy; `[]` that the rule is content. */
export function expectFindings(
  rule: CompositionRule,
  sources: readonly SubgraphSource[],
  expected: readonly ExpectedFinding[],
  ownership: OwnershipRegistry = OWNERSHIP,
): void {
  const { context, findings } = (rule.readsSupergraph ? prepare : prepareUncomposed)(sources, ownership);
  if (!context) throw new Error(`a schema does not parse: ${findings.map(({ message }) => message).join("; ")}`);
  const found = runRule(rule, context);
  const keyOf = ({ subgraph, coordinate, message }: ExpectedFinding) => `${subgraph} ${coordinate} ${message ?? ""}`;
  const shape = expected.map((finding) => expect.objectContaining({ rule: rule.name, ...finding }));
  const sorted = [...found].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
  expect(sorted).toHaveLength(expected.length);
  expect(sorted).toEqual(expect.arrayContaining(shape));
  for (const { remedy } of found) expect(remedy).not.toBe("");
}
