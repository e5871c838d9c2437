import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { type Graph, loadGraph } from "../graph.js";
import { DECISIONS_SCHEMA, DEPARTMENT_NAMES, DEPARTMENT_SCHEMAS } from "./test-schemas.js";

let loaded: Graph | null = null;
let composed: string | null = null;

/** The test graph's supergraph SDL, composed once a test process. @throws Error that lists what does not compose */
export function testSupergraph(): string {
  if (composed) return composed;
  const departments = DEPARTMENT_NAMES.map((name) => ({ name, url: "", typeDefs: parse(DEPARTMENT_SCHEMAS[name]) }));
  const { errors, supergraphSdl } = composeServices([...departments, { name: "decisions", url: "", typeDefs: parse(DECISIONS_SCHEMA) }]);
  if (!supergraphSdl) throw new Error((errors ?? []).map(({ message }) => message).join("\n"));
  composed = supergraphSdl;
  return supergraphSdl;
}

/** The test graph, loaded as the gateway loads its own. */
export function testGraph(): Graph {
  loaded ??= loadGraph(testSupergraph());
  return loaded;
}
