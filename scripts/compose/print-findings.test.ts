import { expect, it } from "vitest";
import { printFindings } from "./print-findings.js";

it("a finding is printed with coordinate, subgraph, message, remedy and rule", () => {
  const finding = { rule: "basis-given", coordinate: "Licence.kind", subgraph: "licence", message: "CONDITIONAL without a basis", remedy: "Add basis." };
  expect(printFindings([finding])).toBe(
    "✗ Licence.kind in licence: CONDITIONAL without a basis\n  → Add basis.  [basis-given]\n1 finding; nothing was written.\n",
  );
  expect(printFindings([finding, { ...finding, subgraph: null }])).toMatch(/✗ Licence.kind: .*\n.*\n2 findings; nothing was written\.\n$/);
});
