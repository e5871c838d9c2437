import type { Finding } from "./finding.js";

/** Findings as a person reads them in a terminal: where, what, and what to do. */
export function printFindings(findings: readonly Finding[]): string {
  const paragraphs = findings.map(
    ({ rule, coordinate, subgraph, message, remedy }) => `✗ ${coordinate}${subgraph ? ` in ${subgraph}` : ""}: ${message}\n  → ${remedy}  [${rule}]`,
  );
  return `${paragraphs.join("\n")}\n${findings.length === 1 ? "1 finding" : `${findings.length} findings`}; nothing was written.\n`;
}
