import { DECISION_FIELD, DECISIONS_SUBGRAPH } from "../../../consent/model/governed-graph.js";
import type { ComposeContext } from "../context.js";
import { decisionsOf, resolvedFields } from "../context.js";
import type { RuleFinding } from "../finding.js";
import { ownerInRegistry } from "../ownership.js";
import { ROOT_TYPES, rootFields, rootKindOf } from "../roots.js";
import type { CompositionRule } from "../rule.js";
import type { FieldView } from "../subgraph-view.js";
import { namedTypeOf } from "../type-node.js";

/** A schema cannot say of itself what its department may say. */
export const registeredOwnership: CompositionRule = {
  name: "registered-ownership",
  demands: "A subgraph defines fields of a type that has a key, and roots that lead to data subjects, only as the ownership registry gives them to it; the decisions subgraph has exactly the registry's governed types.",
  check: (context) => [...foreignFields(context), ...unregisteredRoots(context), ...decisionsMismatch(context)],
};

const REMEDY = "Leave it to its owner, or ask the sharing authority for a line in scripts/compose/ownership.ts.";

function foreignFields(context: ComposeContext): RuleFinding[] {
  return resolvedFields(context)
    .filter((field) => Object.hasOwn(context.ownership, field.typeName) && !isShared(context, field))
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

/** A root that answers with a registered type stands in its home, as does any subscription, which nobody has. */
function unregisteredRoots(context: ComposeContext): RuleFinding[] {
  return rootFields(context)
    .filter((field) => !Object.hasOwn(context.ownership, field.typeName))
    .filter((field) => field.typeName === "Subscription" || isForeignRoot(context, field))
    .map((field) => ({ coordinate: field.coordinate, subgraph: field.subgraph.name, message: "a root that leads into another department's register", remedy: REMEDY }));
}

function isForeignRoot(context: ComposeContext, field: FieldView): boolean {
  const returned = namedTypeOf(field.type);
  const home = Object.hasOwn(context.ownership, returned) ? context.ownership[returned]?.home : undefined;
  return rootKindOf(context, field) !== "PLATFORM" && home !== undefined && home !== field.subgraph.name;
}

function decisionsMismatch(context: ComposeContext): RuleFinding[] {
  const decisions = decisionsOf(context);
  if (!decisions) return [];
  const decided = [...decisions.types.values()].filter((type) => type.kind === "OBJECT" && !ROOT_TYPES.includes(type.name)).map((type) => type.name);
  const used = new Set(context.subgraphs.filter((subgraph) => subgraph !== decisions).flatMap((subgraph) => [...subgraph.types.keys()]));
  const missing = [...context.governedTypes.keys()].filter((name) => used.has(name) && !decided.includes(name));
  const unregistered = decided.filter((name) => !Object.hasOwn(context.ownership, name));
  return [
    ...missing.map((coordinate) => ({ coordinate, subgraph: DECISIONS_SUBGRAPH, message: "a governed type that the decisions subgraph does not have", remedy: "Add it to gateway/decisions/schema.graphql with its key and decision." })),
    ...unregistered.map((coordinate) => ({ coordinate, subgraph: DECISIONS_SUBGRAPH, message: "decided upon, and not in the ownership registry", remedy: REMEDY })),
  ];
}
