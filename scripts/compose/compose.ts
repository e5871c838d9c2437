import { writeFileSync } from "node:fs";
import { composeGraph } from "./compose-graph.js";
import { API_SCHEMA_PATH, apiSchemaFile, SUPERGRAPH_PATH, supergraphFile } from "./output-files.js";
import { printFindings } from "./print-findings.js";
import { subgraphSources } from "./subgraph-sources.js";

const sources = await subgraphSources();
const composition = composeGraph(sources);
if ("supergraphSdl" in composition) {
  writeFileSync(SUPERGRAPH_PATH, supergraphFile(composition.supergraphSdl));
  writeFileSync(API_SCHEMA_PATH, apiSchemaFile(composition.apiSdl));
  process.stdout.write(`${sources.map(({ name }) => name).join(", ")} → ${SUPERGRAPH_PATH}, ${API_SCHEMA_PATH}\n`);
} else {
  process.stderr.write(printFindings(composition.findings));
  process.exitCode = 1;
}
