import { DECISION_FIELD, DECISIONS_SUBGRAPH } from "../../../consent/model/governed-graph.js";
import type { ComposeContext } from "../context.js";
import { decisionsOf, resolvedFields, revealedBy } from "../context.js";
import type { RuleFinding } from "../finding.js";
import { ownerInRegistry } from "../ownership.js";
import { answeredTypes, ROOT_TYPES, rootFields, rootKindOf } from "../roots.js";
import type { CompositionRule } from "../rule.js";
import type { FieldView } from "../subgraph-view.js";
import { namedTypeOf } from "../type-node.js";

/** A schema cannot say of itself what its department may say. */
export const registeredOwnership: CompositionRule = {
  name: "registered-ownership",
  demands:
    "A subgraph defines fields of a type that has a key only as the ownership registry gives them to it, and roots only into its own register; roots of the platform are the platform's. The decisions subgraph has exactly the registry's governed types.",
  check: (context) => [...foreignFields(context), ...unregisteredRoots(context), ...decisionsMismatch(context)],
};

const REMEDY = "Leave it to its owner, or ask the sharing authority for a line in scripts/compose/ownership.ts.";

function foreignFields(context: ComposeContext): RuleFinding[] {
  return resolvedFields(context)
    .filter((field) => Object.hasOwn(context.ownership, field.typeName) && !ROOT_TYPES.includes(field.typeName) && !isShared(context, field))
    .filter((field) => ownerInRegistry(context.ownership, field.typeName, field.name) !== field.subgraph.name)
    .map((field) => ({
      coordinate: field.coordinate,
      subgraph: field.subgraph.name,
      message: `the registry gives this field to ${ownerInRegistry(context.ownership, field.typeName, field.name)}`,
      remedy: REMEDY,
    }));
}

function isShared(context: ComposeContext, field: FieldView): boolean {
  const isDecision = field.subgraph.name === DECISIONS_SUBGRAPH && field.name === DECISION_FIELD;
  return isDecision || context.ownership[field.typeName]?.key === field.name;
}

/** A root stands in the home of what it answers with; one that answers with nothing registered is the platform's, where the registry has no line for it. */
function unregisteredRoots(context: ComposeContext): RuleFinding[] {
  return rootFields(context).flatMap((field): RuleFinding[] => {
    const owners = ownersOfRoot(context, field);
    if (owners.includes(field.subgraph.name)) return [];
    return [
      {
        coordinate: field.coordinate,
        subgraph: field.subgraph.name,
        message: `the registry gives this root to ${owners.join(" or ") || "nobody"}`,
        remedy: REMEDY,
      },
    ];
  });
}

function ownersOfRoot(context: ComposeContext, field: FieldView): string[] {
  const { ownership } = context;
  const line = Object.hasOwn(ownership, field.typeName) ? ownership[field.typeName] : undefined;
  const given = line && Object.hasOwn(line.extensions, field.name) ? line.extensions[field.name] : undefined;
  if (given !== undefined) return [given];
  if (rootKindOf(context, field) === "PLATFORM") return line ? [line.home] : [];
  const answered = answeredTypes(context, namedTypeOf(field.type)).filter((name) => Object.hasOwn(ownership, name));
  const told = revealedBy(field).map((coordinate) => coordinate.split(".")[0] ?? "");
  const leadsTo = answered.length > 0 ? answered : told.filter((name) => Object.hasOwn(ownership, name));
  return [...new Set(leadsTo.flatMap((name) => ownership[name]?.home ?? []))];
}

function decisionsMismatch(context: ComposeContext): RuleFinding[] {
  const decisions = decisionsOf(context);
  if (!decisions) return [];
  const decided = [...decisions.types.values()].filter((type) => type.kind === "OBJECT" && !ROOT_TYPES.includes(type.name)).map((type) => type.name);
  const used = new Set(context.subgraphs.filter((subgraph) => subgraph !== decisions).flatMap((subgraph) => [...subgraph.types.keys()]));
  const missing = [...context.governedTypes.keys()].filter((name) => used.has(name) && !decided.includes(name));
  const unregistered = decided.filter((name) => !Object.hasOwn(context.ownership, name));
  return [
    ...missing.map((coordinate) => ({
      coordinate,
      subgraph: DECISIONS_SUBGRAPH,
      message: "a governed type that the decisions subgraph does not have",
      remedy: "Add it to gateway/decisions/schema.graphql with its key and decision.",
    })),
    ...unregistered.map((coordinate) => ({
      coordinate,
      subgraph: DECISIONS_SUBGRAPH,
      message: "decided upon, and not in the ownership registry",
      remedy: REMEDY,
    })),
  ];
}
