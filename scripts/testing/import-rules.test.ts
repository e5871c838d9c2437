import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const FORBIDDEN = [
  ["consent/model/a.ts", "consent/decide/b.ts"],
  ["consent/decide/a.ts", "consent/store/b.ts"],
  ["consent/client/a.ts", "consent/store/b.ts"],
  ["consent/store/a.ts", "consent/api/b.ts"],
  ["consent/store/a.ts", "subgraphs/kit/server.ts"],
  ["consent/api/a.ts", "gateway/main.ts"],
  ["gateway/main.ts", "consent/store/b.ts"],
  ["gateway/main.ts", "consent/api/b.ts"],
  ["gateway/main.ts", "subgraphs/population/b.ts"],
  ["gateway/execution/a.ts", "subgraphs/kit/database.ts"],
  ["gateway/identity/a.ts", "gateway/document/b.ts"],
  ["gateway/facts/a.ts", "gateway/authorisation/b.ts"],
  ["gateway/facts/a.ts", "gateway/pipeline.ts"],
  ["gateway/authorisation/a.ts", "gateway/plan/b.ts"],
  ["gateway/plan/a.ts", "gateway/execution/b.ts"],
  ["gateway/decisions/a.ts", "gateway/execution/b.ts"],
  ["gateway/shaping/a.ts", "gateway/audit/b.ts"],
  ["gateway/audit/a.ts", "gateway/main.ts"],
  ["subgraphs/kit/a.ts", "subgraphs/population/b.ts"],
  ["subgraphs/licence/a.ts", "subgraphs/population/b.ts"],
  ["subgraphs/population/a.ts", "consent/store/b.ts"],
  ["subgraphs/population/a.ts", "gateway/context.ts"],
  ["subgraphs/population/a.ts", "scripts/seed/b.ts"],
  ["gateway/main.ts", "scripts/stack.ts"],
  ["gateway/main.ts", "gateway/testing/b.ts"],
  ["scripts/stack.ts", "gateway/testing/b.ts"],
  ["gateway/a.test.ts", "scripts/stack.ts"],
  ["consent/store/a.test.ts", "gateway/main.ts"],
] as const;

const ALLOWED = [
  ["consent/decide/a.ts", "consent/model/b.ts"],
  ["consent/store/a.ts", "subgraphs/kit/database.ts"],
  ["gateway/audit/a.ts", "subgraphs/kit/database.ts"],
  ["gateway/execution/a.ts", "gateway/facts/b.ts"],
  ["gateway/main.ts", "gateway/pipeline.ts"],
  ["gateway/main.ts", "consent/client/b.ts"],
  ["subgraphs/population/a.ts", "subgraphs/kit/server.ts"],
  ["scripts/stack.ts", "gateway/main.ts"],
  ["subgraphs/kit/a.test.ts", "scripts/testing/b.ts"],
  ["scripts/bench/a.ts", "gateway/testing/b.ts"],
] as const;

const root = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "assent-imports-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes files that import each other, and nothing else. */
function writeProject(name: string, imports: readonly (readonly [string, string])[]): string {
  const project = join(folder, name);
  const lines = new Map<string, string[]>(imports.flat().map((file) => [file, []]));
  for (const [from, to] of imports) lines.get(from)?.push(`import "${"../".repeat(from.split("/").length - 1)}${to.replace(/ts$/, "js")}";`);
  for (const [file, text] of lines) {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), `${text.join("\n")}\nexport const value = 1;\n`);
  }
  return project;
}

/** What the import rules say of a project, as `from → to`. */
function violations(config: string, project: string): string[] {
  const command = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const args = [command, "--config", join(root, config), "--output-type", "json", "."];
  const { stdout } = spawnSync(process.execPath, args, { cwd: project, encoding: "utf8", maxBuffer: 16 * 1024 * 1024 });
  const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; to: string }[] } };
  return summary.violations.map(({ from, to }) => `${from} → ${to}`);
}

describe("who may import whom", () => {
  let found: string[];
  beforeAll(() => {
    found = violations(".dependency-cruiser.mjs", writeProject("all", [...FORBIDDEN, ...ALLOWED]));
  });

  it.each(FORBIDDEN)("%s never imports %s", (from, to) => expect(found).toContain(`${from} → ${to}`));

  it.each(ALLOWED)("%s may import %s", (from, to) => expect(found).not.toContain(`${from} → ${to}`));
});

describe("cycles", () => {
  it("of folders are found", () => {
    const project = writeProject("folders", [
      ["subgraphs/kit/signature/a.ts", "subgraphs/kit/paging/b.ts"],
      ["subgraphs/kit/paging/c.ts", "subgraphs/kit/signature/d.ts"],
    ]);
    expect(violations(".dependency-cruiser.cycles.mjs", project)).toContain("subgraphs/kit/paging → subgraphs/kit/signature");
  });

  it("of folders through a test are none of the product's", () => {
    const project = writeProject("tests", [
      ["gateway/facts/a.ts", "gateway/document/b.ts"],
      ["gateway/document/c.test.ts", "gateway/facts/a.ts"],
    ]);
    expect(violations(".dependency-cruiser.cycles.mjs", project)).toEqual([]);
  });

  it("of files are found", () => {
    const project = writeProject("files", [
      ["consent/model/a.ts", "consent/model/b.ts"],
      ["consent/model/b.ts", "consent/model/a.ts"],
    ]);
    copyFileSync(join(root, "biome.json"), join(project, "biome.json"));
    const { status, stderr } = spawnSync(join(root, "node_modules/.bin/biome"), ["lint", "."], { cwd: project, encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toContain("noImportCycles");
  });
});
