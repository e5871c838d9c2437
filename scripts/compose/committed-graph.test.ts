import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { API_SCHEMA_PATH, apiSchemaFile, SUPERGRAPH_PATH, supergraphFile } from "./output-files.js";
import { subgraphSources } from "./subgraph-sources.js";
import { expectComposes } from "./testing/harness.js";

describe("the committed graph", () => {
  it("is what the departments' schemas compose to, without a finding (npm run compose)", async () => {
    const { supergraphSdl, apiSdl } = expectComposes(await subgraphSources());
    expect(readFileSync(SUPERGRAPH_PATH, "utf8")).toBe(supergraphFile(supergraphSdl));
    expect(readFileSync(API_SCHEMA_PATH, "utf8")).toBe(apiSchemaFile(apiSdl));
  });
});
