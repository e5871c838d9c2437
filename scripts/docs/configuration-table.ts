import { readFileSync } from "node:fs";
import { GATEWAY_VARIABLES } from "../../gateway/config.js";

const BEGIN = "<!-- Generated from gateway/config.ts by `npm run docs`; do not edit. -->\n";
const END = "<!-- End of what is generated. -->\n";

/** `README.md` with its configuration table made anew; the rest of it is written by hand. @throws Error where its marks are gone */
export function readmePage(): string {
  const text = readFileSync("README.md", "utf8");
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error("README.md has lost the marks around its configuration table.");
  return `${before}${BEGIN}\n${configurationTable()}\n${END}${after}`;
}

function configurationTable(): string {
  const rows = Object.entries(GATEWAY_VARIABLES.shape).map(
    ([name, variable]) => `| \`${name}\` | \`${String(variable.parse(undefined))}\` | ${variable.description ?? ""} |`,
  );
  return ["| variable | default | what for |", "| --- | --- | --- |", ...rows, ""].join("\n");
}
