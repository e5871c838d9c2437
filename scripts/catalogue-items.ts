import { readGraph } from "../consent/model/governed-graph.js";
import { PROVIDERS } from "../consent/model/departments.js";
import type { CatalogueItem } from "../consent/store/catalogue.js";

/**
 * The catalogue of a supergraph: every governed item with its rule and the department that holds it. A key, which several
 * subgraphs know, is held by the department that holds most of its type.
 * @throws Error for an item of a subgraph that no department is known for: nobody could review it
 */
export function catalogueItems(supergraphSdl: string): CatalogueItem[] {
  const { rules, ownerOf, governedTypes } = readGraph(supergraphSdl);
  const holderOf = (coordinate: string): string | undefined => {
    const owner = ownerOf.get(coordinate);
    if (owner !== undefined) return owner;
    const [typeName, fieldName] = coordinate.split(".") as [string, string];
    return governedTypes.get(typeName)?.key === fieldName ? mostOf(typeName, ownerOf) : undefined;
  };
  return [...rules.values()].map((rule) => {
    const provider = PROVIDERS[holderOf(rule.coordinate) ?? ""];
    if (!provider) throw new Error(`${rule.coordinate}: no department is known that holds it (consent/model/departments.ts)`);
    return { rule, providerDepartment: provider.code };
  });
}

function mostOf(typeName: string, ownerOf: ReadonlyMap<string, string>): string | undefined {
  const fields = new Map<string, number>();
  for (const [coordinate, owner] of ownerOf) if (owner in PROVIDERS && coordinate.startsWith(`${typeName}.`)) fields.set(owner, (fields.get(owner) ?? 0) + 1);
  return [...fields].sort(([, a], [, b]) => b - a)[0]?.[0];
}
