import { readFileSync } from "node:fs";
import { DECISIONS_SUBGRAPH } from "../../consent/model/governed-graph.js";
import { buildSubgraph } from "../../subgraphs/kit/schema.js";
import { departmentDefinitions } from "../departments.js";
import type { SubgraphSource } from "./subgraph-view.js";

/** Where the decisions subgraph's schema stands, from the project's root. */
const DECISIONS_SCHEMA_PATH = "gateway/decisions/schema.graphql";

/** Every department's schema from its definition, without a database, and the gateway's own. */
export async function subgraphSources(): Promise<SubgraphSource[]> {
  const definitions = await departmentDefinitions();
  const departments = await Promise.all(definitions.map(async (definition) => ({ name: definition.name, sdl: (await buildSubgraph(definition)).sdl })));
  return [...departments, { name: DECISIONS_SUBGRAPH, sdl: readFileSync(DECISIONS_SCHEMA_PATH, "utf8") }];
}
