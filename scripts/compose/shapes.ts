import { print } from "graphql";
import { namedTypeOf } from "./type-node.js";
import type { Subgraphs } from "./types-by-name.js";
import { fieldsOf, isOfKind } from "./types-by-name.js";

/** Field → its type, nullability apart. */
type Shape = Readonly<Record<string, string>>;

const PAGE: Shape = { hasNextPage: "Boolean", hasPreviousPage: "Boolean", startCursor: "String", endCursor: "String" };

/** What the kit's statistics answer with (`subgraphs/kit/shared-types.ts`), of all departments alike. */
const STATISTICS: Readonly<Record<string, Shape>> = {
  Statistics: { rows: "[StatisticsRow]" },
  StatisticsRow: { dimensions: "[StatisticsDimension]", count: "Int", measures: "[StatisticsMeasure]" },
  StatisticsDimension: { dimension: "String", value: "String" },
  StatisticsMeasure: { measure: "String", value: "Float" },
};

/** Whether a type is the kit's `Statistics`, it and all below it field by field: counts and measures of groups. */
export function isStatistics(context: Subgraphs, typeName: string): boolean {
  return typeName === "Statistics" && Object.entries(STATISTICS).every(([name, shape]) => hasShape(context, name, shape, Object.keys(shape)));
}

/** The type of a connection's nodes; null for what is not exactly Relay's connection: edges or nodes, and a page, without arguments. */
export function connectionNode(context: Subgraphs, typeName: string): string | null {
  const typesOf = (type: string, name: string) =>
    fieldsOf(context, type)
      .filter((field) => field.name === name)
      .map((field) => namedTypeOf(field.type));
  const [edge] = typesOf(typeName, "edges");
  const [page = ""] = typesOf(typeName, "pageInfo");
  const [node] = [...typesOf(typeName, "nodes"), ...(edge === undefined ? [] : typesOf(edge, "node"))];
  if (node === undefined) return null;
  const isExact =
    hasShape(context, typeName, { edges: `[${edge}]`, nodes: `[${node}]`, pageInfo: page }, ["pageInfo"]) &&
    (edge === undefined || hasShape(context, edge, { node, cursor: "String" }, ["node"])) &&
    hasShape(context, page, PAGE, []);
  return isExact ? node : null;
}

/** Whether a type is an object wherever it stands, of these fields and no other, which take no arguments. */
function hasShape(context: Subgraphs, typeName: string, shape: Shape, required: readonly string[]): boolean {
  const fields = fieldsOf(context, typeName);
  return (
    isOfKind(context, typeName, "OBJECT") &&
    fields.every(
      ({ name, type, node }) => Object.hasOwn(shape, name) && shape[name] === print(type).replaceAll("!", "") && (node.arguments ?? []).length === 0,
    ) &&
    required.every((name) => fields.some((field) => field.name === name))
  );
}
