import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from "graphql";
import { Kind, Lexer, Source, TokenKind } from "graphql";

/** What a document may hold; every number is configuration. Checked before validation and planning, which block the event loop. */
export interface DocumentLimits {
  /** Lexical tokens. */
  readonly maxTokens: number;
  /** Levels of nested selection sets, fragments expanded. */
  readonly maxDepth: number;
  /** Fields and fragments selected, fragments expanded: expanding them is work, even where they hold next to nothing. */
  readonly maxFields: number;
  /** Aliased fields, fragments expanded. */
  readonly maxAliases: number;
}

/** A limit that is exceeded: its configuration name and value. */
export interface ExceededLimit {
  readonly limit: keyof DocumentLimits | "maxNameCharacters";
  readonly max: number;
}

/** No name is longer: names lie in caches, and an operation's own goes on the record. */
const MAX_NAME_CHARACTERS = 128;

/**
 * The limit that a text exceeds by the number of its lexical tokens or by the length of a name; stops at the first one too many.
 * @throws GraphQLError when the text does not lex
 */
export function findExceededToken(text: string, maxTokens: number): ExceededLimit | null {
  const lexer = new Lexer(new Source(text));
  for (let count = 0; count <= maxTokens; count++) {
    const { kind, start, end } = lexer.advance();
    if (kind === TokenKind.EOF) return null;
    if (kind === TokenKind.NAME && end - start > MAX_NAME_CHARACTERS) return { limit: "maxNameCharacters", max: MAX_NAME_CHARACTERS };
  }
  return { limit: "maxTokens", max: maxTokens };
}

/** Levels, fields (fragments among them) and aliases of a selection set. */
export interface Size {
  depth: number;
  fields: number;
  aliases: number;
}

/**
 * The first limit that any operation of the document exceeds, or null. Each fragment is measured once, so a document
 * in which fragments multiply costs no more than its length; a fragment cycle counts as nothing (validation refuses it).
 */
export function findExceededLimit(document: DocumentNode, limits: DocumentLimits): ExceededLimit | null {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measure = sizeOfSelections(fragments);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const size = measure(definition.selectionSet);
    if (size.depth > limits.maxDepth) return { limit: "maxDepth", max: limits.maxDepth };
    if (size.aliases > limits.maxAliases) return { limit: "maxAliases", max: limits.maxAliases };
    if (size.fields > limits.maxFields) return { limit: "maxFields", max: limits.maxFields };
  }
  return null;
}

/** Measures selection sets, fragments expanded, each fragment once. */
export function sizeOfSelections(fragments: ReadonlyMap<string, FragmentDefinitionNode>): (set: SelectionSetNode) => Size {
  const measured = new Map<string, Size>();
  const measure = (set: SelectionSetNode): Size => {
    const size: Size = { depth: 1, fields: 0, aliases: 0 };
    for (const selection of set.selections) {
      const nested = selection.kind === Kind.FRAGMENT_SPREAD ? ofFragment(selection.name.value) : ofNested(selection.selectionSet);
      const isField = selection.kind === Kind.FIELD;
      size.depth = Math.max(size.depth, nested.depth + (isField ? 1 : 0));
      size.fields += nested.fields + 1;
      size.aliases += nested.aliases + (isField && selection.alias ? 1 : 0);
    }
    return size;
  };
  const ofNested = (set: SelectionSetNode | undefined): Size => (set ? measure(set) : { depth: 0, fields: 0, aliases: 0 });
  const ofFragment = (name: string): Size => {
    const known = measured.get(name);
    if (known) return known;
    const unmeasured: Size = { depth: 0, fields: 0, aliases: 0 };
    measured.set(name, unmeasured);
    const size = ofNested(fragments.get(name)?.selectionSet);
    measured.set(name, size);
    return size;
  };
  return measure;
}
