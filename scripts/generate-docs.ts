import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { GENERATED_PAGES } from "./docs/pages.js";

for (const [path, text] of Object.entries(GENERATED_PAGES)) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text());
  process.stdout.write(`${path}\n`);
}
