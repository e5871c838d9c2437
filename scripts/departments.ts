import { existsSync, readdirSync } from "node:fs";
import type { SubgraphDefinition } from "../subgraphs/kit/definition.js";

const FOLDERS = new URL("../subgraphs/", import.meta.url);
const CONSENT = new URL("../consent/api/definition.js", import.meta.url);

/**
 * The definitions of all departments, in the order of their names: each folder of `subgraphs/` that has a `definition`,
 * so that a new department takes one folder. The consent service is a subgraph like the others.
 */
export async function departmentDefinitions(): Promise<SubgraphDefinition[]> {
  const folders = readdirSync(FOLDERS, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== "kit");
  const modules = folders.map(({ name }) => new URL(`${name}/definition.js`, FOLDERS));
  const definitions = await Promise.all([...modules, CONSENT].flatMap((module) => existing(module) ?? []).map(definitionIn));
  return definitions.sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** The module as it is built, or its source where sources run. */
function existing(module: URL): URL | null {
  const source = new URL(module.href.replace(/\.js$/, ".ts"));
  return [module, source].find((candidate) => existsSync(candidate)) ?? null;
}

async function definitionIn(module: URL): Promise<SubgraphDefinition> {
  const { definition } = (await import(module.href)) as { readonly definition?: SubgraphDefinition };
  if (!definition) throw new Error(`${module.pathname} exports no definition`);
  return definition;
}
