import { isPaging, isTransparentScalar, takesIdentifierOf } from "../argument-kinds.js";
import type { ArgumentPlace, ComposeContext } from "../context.js";
import { argumentPlaces, resolvedFields } from "../context.js";
import type { RuleFinding } from "../finding.js";
import { isOpenInRegistry } from "../ownership.js";
import { rootFields, rootKindOf } from "../roots.js";
import type { CompositionRule } from "../rule.js";
import { connectionNode } from "../shapes.js";
import type { FieldView } from "../subgraph-view.js";
import { isListNode, namedTypeOf } from "../type-node.js";
import { isOfKind } from "../types-by-name.js";

/** Scalars too small to hold the identifier of anybody. */
const NUMBERS: readonly string[] = ["Int", "Float", "Boolean"];

/** Nothing is asked of who uses open reference data, and nothing is decided: it must not tell, or be asked, of anybody. */
export const openReferenceData: CompositionRule = {
  name: "open-reference-data",
  demands:
    "Open reference data consists of plain scalars, enums, open types, connections of them and the value objects that the registry names for them. Their fields take identifiers of open types and paging only; roots also single numbers and enum values.",
  check: (context) => {
    const fields = openFields(context);
    const roots = rootFields(context).filter((field) => rootKindOf(context, field) === "OPEN");
    return [...fields.flatMap((field) => closedAnswer(context, field)), ...[...fields, ...roots].flatMap((field) => closedArguments(context, field))];
  },
};

/** The value objects that the registry names for open types. */
function partsOf(context: ComposeContext): string[] {
  return Object.values(context.ownership).flatMap((type) => (type.governance === "OPEN" ? (type.parts ?? []) : []));
}

function openFields(context: ComposeContext): FieldView[] {
  const parts = partsOf(context);
  return resolvedFields(context).filter((field) => isOpenInRegistry(context.ownership, field.typeName) || parts.includes(field.typeName));
}

function closedAnswer(context: ComposeContext, field: FieldView): RuleFinding[] {
  const typeName = namedTypeOf(field.type);
  const name = connectionNode(context, typeName) ?? typeName;
  const isObject = isOfKind(context, name, "OBJECT") && (isOpenInRegistry(context.ownership, name) || partsOf(context).includes(name));
  if (isObject || isOfKind(context, name, "ENUM") || isTransparentScalar(context, name)) return [];
  return [
    {
      coordinate: field.coordinate,
      subgraph: field.subgraph.name,
      message: `open reference data may not consist of ${typeName}`,
      remedy: "Leave it out; a value object of reference data needs a line in scripts/compose/ownership.ts.",
    },
  ];
}

function closedArguments(context: ComposeContext, field: FieldView): RuleFinding[] {
  return argumentPlaces(field)
    .filter((place) => !isPaging(context, field, place) && !takesIdentifierOf(context, field, place, ["OPEN"]) && !isRootChoice(context, field, place))
    .map((place) => ({
      coordinate: place.coordinate,
      subgraph: field.subgraph.name,
      message: "could name anybody, and open reference data asks nobody",
      remedy: "Take the identifier of an open type with @identifier; on a root, a number or an enum value.",
    }));
}

/** A single number or enum value by which a root of open data may be asked: coordinates, a level. */
function isRootChoice(context: ComposeContext, field: FieldView, { node }: ArgumentPlace): boolean {
  if (isOpenInRegistry(context.ownership, field.typeName) || partsOf(context).includes(field.typeName)) return false;
  if (node === null || isListNode(node.type)) return false;
  const typeName = namedTypeOf(node.type);
  return NUMBERS.includes(typeName) || isOfKind(context, typeName, "ENUM");
}
