import { describe, expect, it } from "vitest";
import { buildSubgraph } from "../kit/schema.js";
import { definition } from "./definition.js";

describe("the population subgraph", () => {
  it("has an SDL", async () => {
    const { sdl } = await buildSubgraph(definition);
    expect(sdl).toContain("type Person");
  });
});
