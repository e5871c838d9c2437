import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { readGraph } from "../consent/model/governed-graph.js";
import type { SubgraphDefinition } from "../subgraphs/kit/definition.js";
import { buildSubgraph } from "../subgraphs/kit/schema.js";
import { composeGraph } from "./compose/compose-graph.js";
import { OWNERSHIP, type OwnershipRegistry } from "./compose/ownership.js";
import { subgraphSources } from "./compose/subgraph-sources.js";

const ROOT = resolve(import.meta.dirname, "..");
const BLOCK = /^```(?:ts|graphql) (\S+)\n([\s\S]*?)^```$/gm;

/** The document's blocks, by what stands behind the language: a file's path, or what the block is for. */
const blocks = new Map([...readFileSync(join(ROOT, "docs/adding-a-subgraph.md"), "utf8").matchAll(BLOCK)].map(([, name = "", text = ""]) => [name, text]));

/** A project beside this one that shares everything with it but the new folder. */
const project = mkdtempSync(join(tmpdir(), "assent-fifth-subgraph-"));
for (const shared of ["node_modules", "consent", "scripts", "gateway", "package.json"]) symlinkSync(join(ROOT, shared), join(project, shared));
mkdirSync(join(project, "subgraphs"));
symlinkSync(join(ROOT, "subgraphs/kit"), join(project, "subgraphs/kit"));
for (const [path, text] of blocks) {
  if (!path.includes("/")) continue;
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}
const tsconfig = { ...JSON.parse(readFileSync(join(ROOT, "tsconfig.json"), "utf8")), include: ["subgraphs/vehicle", join(ROOT, "scripts/testing/mariadb.ts")] };
tsconfig.compilerOptions = {
  ...tsconfig.compilerOptions,
  noEmit: true,
  incremental: false,
  tsBuildInfoFile: undefined,
  typeRoots: [join(ROOT, "node_modules/@types")],
  rootDir: "/",
};
writeFileSync(join(project, "tsconfig.json"), JSON.stringify(tsconfig));

const load = (path: string): Promise<unknown> => import(/* @vite-ignore */ pathToFileURL(join(project, path)).href);
const { definition } = (await load("subgraphs/vehicle/definition.ts")) as { definition: SubgraphDefinition };

afterAll(() => rmSync(project, { recursive: true, force: true }));

/** The registry with the document's lines in it. */
async function registry(): Promise<OwnershipRegistry> {
  writeFileSync(join(project, "ownership.ts"), `export const LINES = {\n${blocks.get("ownership")}};\n`);
  const { LINES } = (await load("ownership.ts")) as { LINES: OwnershipRegistry };
  const merged = Object.entries(LINES).map(([name, line]) => [
    name,
    { ...OWNERSHIP[name], ...line, extensions: { ...OWNERSHIP[name]?.extensions, ...line.extensions } },
  ]);
  return { ...OWNERSHIP, ...Object.fromEntries(merged) };
}

async function composed(ownership: OwnershipRegistry, decisionsToo = true) {
  const present = await subgraphSources();
  const sources = present.map((source) =>
    source.name === "decisions" && decisionsToo ? { ...source, sdl: `${source.sdl}\n${blocks.get("decisions")}` } : source,
  );
  return composeGraph([...sources, { name: definition.name, sdl: (await buildSubgraph(definition)).sdl }], ownership);
}

describe("docs/adding-a-subgraph.md", () => {
  it("has the files of one folder", () => {
    const files = [...blocks.keys()].filter((name) => name.includes("/"));
    expect(files).toContain("subgraphs/vehicle/definition.ts");
    expect(files.filter((name) => !name.startsWith("subgraphs/vehicle/"))).toEqual([]);
  });

  it("has files that compile", async () => {
    const tsc = join(ROOT, "node_modules/.bin/tsc");
    const run = await promisify(execFile)(tsc, ["-p", project], { cwd: project }).catch((error: { stdout: string }) => error);
    expect(run.stdout).toBe("");
  });

  it("adds a department to the graph, its rules and its decisions included", async () => {
    const composition = await composed(await registry());
    expect(composition.findings).toEqual([]);
    const graph = readGraph("supergraphSdl" in composition ? composition.supergraphSdl : "");
    expect([...graph.protectedFields]).toEqual(expect.arrayContaining(["Vehicle.keeper", "Person.vehicles"]));
    expect(graph.ownerOf.get("Person.vehicles")).toBe("vehicle");
  });

  it("tells truly that the sharing authority has to say so first", async () => {
    const unregistered = await composed(OWNERSHIP);
    expect(unregistered.findings.map(({ coordinate }) => coordinate)).toEqual(expect.arrayContaining(["Person.vehicles", "Vehicle"]));
    const undecided = await composed(await registry(), false);
    expect(undecided.findings.length).toBeGreaterThan(0);
  });
});

// The document's own test, as part of this one.
await load("subgraphs/vehicle/vehicle.test.ts");
