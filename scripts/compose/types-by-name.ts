import type { FieldView, SubgraphView, TypeView } from "./subgraph-view.js";

/** Where types are looked up: in all subgraphs, as composition merges them. */
export interface Subgraphs {
  readonly subgraphs: readonly SubgraphView[];
}

/** A type, as each subgraph that has it has it. */
export function viewsOf({ subgraphs }: Subgraphs, typeName: string): TypeView[] {
  return subgraphs.flatMap((subgraph) => subgraph.types.get(typeName) ?? []);
}

/** The fields of a type in all subgraphs, `@external` copies included. */
export function fieldsOf(context: Subgraphs, typeName: string): FieldView[] {
  return viewsOf(context, typeName).flatMap((view) => [...view.fields.values()]);
}

/** Whether a type is of one kind wherever it stands; not for one that stands nowhere. */
export function isOfKind(context: Subgraphs, typeName: string, kind: TypeView["kind"]): boolean {
  const views = viewsOf(context, typeName);
  return views.length > 0 && views.every((view) => view.kind === kind);
}

/** The object types that stand for an interface or a union in any subgraph; none for another type. */
export function possibleTypes(context: Subgraphs, typeName: string): string[] {
  const names = context.subgraphs.flatMap((subgraph) => {
    const own = subgraph.types.get(typeName);
    const implementing = [...subgraph.types.values()].filter((type) => type.kind === "OBJECT" && type.related.includes(typeName));
    return [...(own?.kind === "UNION" ? own.related : []), ...implementing.map((type) => type.name)];
  });
  return [...new Set(names)];
}
