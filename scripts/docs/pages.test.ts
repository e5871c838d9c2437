import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ERRORS } from "../../consent/model/errors.js";
import { COMPOSITION_RULES } from "../compose/all-rules.js";
import { GENERATED_PAGES } from "./pages.js";

const root = new URL("../../", import.meta.url);

describe("generated pages", () => {
  for (const [path, text] of Object.entries(GENERATED_PAGES)) {
    it(`${path} is current (npm run docs)`, () => {
      expect(readFileSync(new URL(path, root), "utf8")).toBe(text());
    });
  }

  it("name every code and every rule", () => {
    const all = Object.values(GENERATED_PAGES)
      .map((text) => text())
      .join("\n");
    for (const name of [...Object.keys(ERRORS), ...COMPOSITION_RULES.map((rule) => rule.name)]) expect(all).toContain(`\`${name}\``);
  });

  it("link to a file and a test for every rule, one each", () => {
    for (const { name } of COMPOSITION_RULES) {
      expect({ name, hasFile: existsSync(new URL(`scripts/compose/rules/${name}.ts`, root)) }).toEqual({ name, hasFile: true });
      expect({ name, hasTest: existsSync(new URL(`scripts/compose/rules/${name}.test.ts`, root)) }).toEqual({ name, hasTest: true });
    }
  });
});
