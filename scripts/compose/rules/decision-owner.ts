import { Kind } from "graphql";
import { DECISION_FIELD, DECISIONS_SUBGRAPH } from "../../../consent/model/governed-graph.js";
import type { ComposeContext } from "../context.js";
import { argumentPlaces, decisionsOf, flattenPlaces, isInaccessible, resolvedFields } from "../context.js";
import { ROOT_TYPES } from "../roots.js";
import type { RuleFinding } from "../finding.js";
import type { CompositionRule } from "../rule.js";
import type { FieldView } from "../subgraph-view.js";
import { namedTypeOf } from "../type-node.js";

const DECISION_TYPE = "Decision";

/** Whoever answers `decision` decides. */
export const decisionOwner: CompositionRule = {
  name: "decision-owner",
  demands:
    "Only the decisions subgraph resolves decision, and it resolves nothing else: no root fields, no edges. Clients see neither the field nor its type, and nobody takes it as an argument.",
  check: (context) => [
    ...foreignDecisions(context),
    ...decisionArguments(context),
    ...surplus(context),
    ...missingSubgraph(context),
    ...visibleScalar(context),
  ],
};

function foreignDecisions(context: ComposeContext): RuleFinding[] {
  return resolvedFields(context)
    .filter((field) => field.subgraph.name !== DECISIONS_SUBGRAPH)
    .filter((field) => namedTypeOf(field.type) === DECISION_TYPE || (field.name === DECISION_FIELD && context.governedTypes.has(field.typeName)))
    .map((field) => of(field, "a department resolves decision", "Make it decision: Decision @external."));
}

function decisionArguments(context: ComposeContext): RuleFinding[] {
  return resolvedFields(context).flatMap((field) =>
    flattenPlaces(argumentPlaces(field))
      .filter((place) => place.node !== null && namedTypeOf(place.node.type) === DECISION_TYPE)
      .map((place) => ({
        ...of(field, "a decision is taken as an argument", "Drop the argument: a decision comes only with a representation."),
        coordinate: place.coordinate,
      })),
  );
}

function surplus(context: ComposeContext): RuleFinding[] {
  const fields = [...(decisionsOf(context)?.types.values() ?? [])].filter((type) => type.kind === "OBJECT").flatMap((type) => [...type.fields.values()]);
  return fields.flatMap((field): RuleFinding[] => {
    const isKey = context.governedTypes.get(field.typeName)?.key === field.name;
    if (ROOT_TYPES.includes(field.typeName)) return [of(field, "the decisions subgraph has a root field", "Drop it.")];
    if (field.name !== DECISION_FIELD)
      return isKey || field.isExternal ? [] : [of(field, "the decisions subgraph resolves more than decision", "Drop it, or make it @external.")];
    const isSound = isInaccessible(field) && field.type.kind === Kind.NAMED_TYPE && namedTypeOf(field.type) === DECISION_TYPE;
    return isSound ? [] : [of(field, "is not decision: Decision @inaccessible", "Write it so.")];
  });
}

function missingSubgraph(context: ComposeContext): RuleFinding[] {
  if (decisionsOf(context)) return [];
  return [
    {
      coordinate: "schema",
      subgraph: null,
      message: `there is no subgraph named ${DECISIONS_SUBGRAPH}`,
      remedy: "Compose with gateway/decisions/schema.graphql.",
    },
  ];
}

function visibleScalar({ subgraphs }: ComposeContext): RuleFinding[] {
  return subgraphs
    .filter((subgraph) => subgraph.types.has(DECISION_TYPE))
    .filter((subgraph) => {
      const type = subgraph.types.get(DECISION_TYPE);
      return type?.kind !== "SCALAR" || subgraph.federation(type.directives, "inaccessible").length === 0;
    })
    .map((subgraph) => ({ coordinate: DECISION_TYPE, subgraph: subgraph.name, message: "is not scalar Decision @inaccessible", remedy: "Write it so." }));
}

function of(field: FieldView, message: string, remedy: string): RuleFinding {
  return { coordinate: field.coordinate, subgraph: field.subgraph.name, message, remedy };
}
