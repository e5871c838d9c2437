import type { ConstDirectiveNode, ConstValueNode, DocumentNode } from "graphql";
import { Kind } from "graphql";

/** One `@link` of a schema (Apollo's link specification v1.0). */
export interface SchemaLink {
  /** As written, without a trailing slash: `https://specs.assent.example/sharing/v1.0`. */
  readonly url: string;
  /** The URL without its version: `https://specs.assent.example/sharing`. */
  readonly identity: string;
  /** The specification's own name, the identity's last segment: `sharing`. */
  readonly specName: string;
  /** The prefix of what is not imported: `as`, or else the specification's name. */
  readonly namespace: string;
  /** Name in this schema → name in the specification; directives bear their `@`. */
  readonly imports: ReadonlyMap<string, string>;
}

/** What a name of this schema means: which specification it comes from, and its name there. */
export interface LinkedName {
  readonly link: SchemaLink;
  readonly name: string;
  /** Written by its default name although it is imported under another: composition does not carry it. */
  readonly shadowed: boolean;
}

/** The links of one schema document, and the way from a name in it to the specification that gave it. */
export interface SchemaLinks {
  readonly links: readonly SchemaLink[];
  /** What is wrong with the links themselves; with any, nothing read through them may be relied on. */
  readonly problems: readonly string[];
  /** What a directive's name (without `@`) means here; null when no link gives it. */
  directive(name: string): LinkedName | null;
  /** The same for the name of a type. */
  type(name: string): LinkedName | null;
}

const LINK_IDENTITY = "https://specs.apollo.dev/link";

/** Reads every `@link` of a subgraph's or a supergraph's document, by whatever name `@link` itself goes there. */
export function readSchemaLinks(document: DocumentNode): SchemaLinks {
  const onSchema = document.definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION ? (definition.directives ?? []) : [],
  );
  const linkName = onSchema.find(isItsOwnLink)?.name.value ?? "link";
  const problems: string[] = [];
  const links = onSchema.filter((node) => node.name.value === linkName).flatMap((node) => readLink(node, problems));
  for (const identity of duplicates(links.map((link) => link.identity))) problems.push(`${identity} is linked twice`);
  for (const namespace of duplicates(links.map((link) => link.namespace))) problems.push(`two links are named ${namespace}`);
  for (const name of duplicates(links.flatMap((link) => [...link.imports.keys()]))) problems.push(`${name} is imported twice`);
  return {
    links,
    problems,
    directive: (name) => (name === linkName ? linkItself(linkName) : linkedName(links, name, "@")),
    type: (name) => linkedName(links, name, ""),
  };
}

function isItsOwnLink(node: ConstDirectiveNode): boolean {
  const url = stringArgument(node, "url");
  return url !== null && identityOf(url) === LINK_IDENTITY && node.name.value === (stringArgument(node, "as") ?? "link");
}

function linkItself(namespace: string): LinkedName {
  const link = { url: `${LINK_IDENTITY}/v1.0`, identity: LINK_IDENTITY, specName: "link", namespace, imports: new Map() };
  return { link, name: "link", shadowed: false };
}

function readLink(node: ConstDirectiveNode, problems: string[]): SchemaLink[] {
  const url = stringArgument(node, "url")?.replace(/\/+$/, "");
  if (!url) {
    problems.push("a @link has no url");
    return [];
  }
  const identity = identityOf(url);
  const specName = identity.slice(identity.lastIndexOf("/") + 1);
  const imports = new Map<string, string>();
  const imported = node.arguments?.find((argument) => argument.name.value === "import")?.value;
  for (const [inSchema, inSpec] of imported ? readImports(imported, url, problems) : []) {
    if (imports.has(inSchema)) problems.push(`${inSchema} is imported twice`);
    imports.set(inSchema, inSpec);
  }
  return [{ url, identity, specName, namespace: stringArgument(node, "as") ?? specName, imports }];
}

function readImports(value: ConstValueNode, url: string, problems: string[]): [string, string][] {
  if (value.kind !== Kind.LIST) {
    problems.push(`the imports of ${url} are not a list`);
    return [];
  }
  return value.values.flatMap((element): [string, string][] => {
    if (element.kind === Kind.STRING) return [[element.value, element.value]];
    const name = stringField(element, "name");
    const as = stringField(element, "as") ?? name;
    if (name && as && name.startsWith("@") === as.startsWith("@")) return [[as, name]];
    problems.push(`an import of ${url} is neither a name nor { name, as }`);
    return [];
  });
}

function linkedName(links: readonly SchemaLink[], name: string, sigil: "@" | ""): LinkedName | null {
  for (const link of links) {
    const inSpec = link.imports.get(sigil + name);
    if (inSpec !== undefined) return { link, name: inSpec.slice(sigil.length), shadowed: false };
  }
  for (const link of links) {
    const inSpec = defaultName(link, name, sigil);
    if (inSpec === null) continue;
    return { link, name: inSpec, shadowed: [...link.imports.values()].includes(sigil + inSpec) };
  }
  return null;
}

function defaultName(link: SchemaLink, name: string, sigil: "@" | ""): string | null {
  if (sigil === "@" && name === link.namespace) return link.specName;
  return name.startsWith(`${link.namespace}__`) ? name.slice(link.namespace.length + 2) : null;
}

function identityOf(url: string): string {
  return url.replace(/\/+$/, "").replace(/\/v\d+\.\d+$/, "");
}

function stringArgument(node: ConstDirectiveNode, name: string): string | null {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : null;
}

function stringField(value: ConstValueNode, name: string): string | null {
  if (value.kind !== Kind.OBJECT) return null;
  const field = value.fields.find((candidate) => candidate.name.value === name)?.value;
  return field?.kind === Kind.STRING ? field.value : null;
}

function duplicates(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
