import { composeServices } from "@apollo/composition";
import { type DocumentNode, Kind, parse, visit } from "graphql";
import { DECISIONS_SCHEMA, DEPARTMENT_NAMES, DEPARTMENT_SCHEMAS } from "../../gateway/testing/test-schemas.js";

/** A supergraph whose subgraphs are at `<base>/<name>`. */
export type ComposeAt = (base: string) => string;

/** The governed graph of the tests. */
export const governedSupergraph: ComposeAt = (base) => compose(base, (document) => document, true);

/** The same without `@requires` and without decisions: what a federation looks like that nothing governs. */
export const plainSupergraph: ComposeAt = (base) => compose(base, withoutDecisions, false);

function compose(base: string, change: (document: DocumentNode) => DocumentNode, withDecisions: boolean): string {
  const services = DEPARTMENT_NAMES.map((name) => ({ name, url: `${base}/${name}`, typeDefs: change(parse(DEPARTMENT_SCHEMAS[name])) }));
  if (withDecisions) services.push({ name: "decisions" as never, url: "", typeDefs: parse(DECISIONS_SCHEMA) });
  const { errors, supergraphSdl } = composeServices(services);
  if (!supergraphSdl) throw new Error((errors ?? []).map(({ message }) => message).join("\n"));
  return supergraphSdl;
}

function withoutDecisions(document: DocumentNode): DocumentNode {
  return visit(document, {
    FieldDefinition: (field) => (field.name.value === "decision" ? null : undefined),
    ScalarTypeDefinition: (type) => (type.name.value === "Decision" ? null : undefined),
    Directive: (directive) => (directive.name.value === "requires" && directive.arguments?.[0]?.value.kind === Kind.STRING ? null : undefined),
  });
}
