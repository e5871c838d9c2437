import { readFileSync } from "node:fs";
import { buildSchema, isObjectType } from "graphql";
import { describe, expect, it } from "vitest";
import { readGraph } from "../../consent/model/governed-graph.js";
import { API_SCHEMA_PATH, SUPERGRAPH_PATH } from "./output-files.js";
import { leastSelection, rootOf } from "./testing/field-selection.js";
import { expectComposes } from "./testing/harness.js";
import { planOrderOf } from "./testing/plan-order.js";
import { smallSources } from "./testing/small-graph.js";

const GRAPHS = [
  { name: "a small graph", ...expectComposes(smallSources()) },
  { name: "the committed graph", supergraphSdl: readFileSync(SUPERGRAPH_PATH, "utf8"), apiSdl: readFileSync(API_SCHEMA_PATH, "utf8") },
];

describe.each(GRAPHS)("plans of the stock planner over $name", ({ supergraphSdl, apiSdl }) => {
  const orderOf = planOrderOf(supergraphSdl);

  it("ask for the decision between the person and the person's fields", () => {
    expect(orderOf('{ person(idNumber: "1") { name phone } }')).toBe("population decisions population");
    expect(orderOf('{ personVerification(idNumber: "1") { verdict(claims: { phone: "x" }) } }')).toBe("population decisions population");
  });

  it("decide for a licence's holder, and then for whom the holder leads to", () => {
    expect(orderOf('{ licence(identifier: "1") { kind number holder { name } } }')).toBe("licence decisions licence (decisions population | legal-entity)");
  });

  it("decide for the caller's own data like for anyone's", () => {
    expect(orderOf("{ me { person { name licences { number } } represents { name } } }")).toBe(
      "consent (decisions (licence decisions licence | population) | decisions population | legal-entity)",
    );
  });

  it("decide anew for each person on the way, however deep", () => {
    expect(orderOf('{ person(idNumber: "1") { spouse { children { spouse { phone } } } } }')).toBe(
      "population decisions population decisions population decisions population decisions population",
    );
  });

  it("ask no decision for basic register data", () => {
    expect(orderOf('{ licence(identifier: "1") { kind } legalEntity(uscc: "1") { name } }')).toBe("(legal-entity | licence)");
  });

  it("fetch every protected field from its owner right after the decision", () => {
    const { protectedFields, ownerOf, rules } = readGraph(supergraphSdl);
    const schema = buildSchema(apiSdl);
    const visible = [...protectedFields].filter((coordinate) => rules.get(coordinate)?.type !== "WITHHELD");
    expect(visible.length).toBeGreaterThanOrEqual(15);
    for (const coordinate of visible) {
      const [typeName = "", fieldName = ""] = coordinate.split(".");
      const type = schema.getType(typeName);
      const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
      const root = rootOf(schema, typeName);
      if (!field || !root) throw new Error(`${coordinate} is reached by no root`);
      const order = orderOf(`{ ${root} { ${leastSelection(field)} } }`);
      expect({ coordinate, order }).toEqual({ coordinate, order: expect.stringMatching(new RegExp(`^\\S+ decisions ${ownerOf.get(coordinate)}$`)) });
    }
  });
});
