import { Kind } from "graphql";
import { ROOT_TYPES } from "../roots.js";
import type { CompositionRule } from "../rule.js";

/** Rules and grants name `Query.person`: a root type of another name would not be found. */
export const rootTypeNames: CompositionRule = {
  name: "root-type-names",
  demands: "The root types are called Query, Mutation and Subscription, so that every rule finds their fields.",
  check: ({ subgraphs }) =>
    subgraphs.flatMap((subgraph) =>
      subgraph.document.definitions
        .flatMap((definition) =>
          definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION ? (definition.operationTypes ?? []) : [],
        )
        .filter(({ operation, type }) => type.name.value.toLowerCase() !== operation || !ROOT_TYPES.includes(type.name.value))
        .map(({ operation, type }) => ({
          coordinate: type.name.value,
          subgraph: subgraph.name,
          message: `the ${operation} root is called ${type.name.value}`,
          remedy: `Call it ${ROOT_TYPES.find((name) => name.toLowerCase() === operation)}.`,
        })),
    ),
};
