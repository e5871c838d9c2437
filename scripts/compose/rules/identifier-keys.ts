import { fieldSetText } from "../field-set.js";
import type { CompositionRule } from "../rule.js";

/** A key travels to every subgraph that refers to the type, without a decision. */
export const identifierKeys: CompositionRule = {
  name: "identifier-keys",
  demands: "A @key is the one identifier that the ownership registry names for the type, nothing more.",
  check: ({ subgraphs, ownership }) =>
    subgraphs.flatMap((subgraph) =>
      [...subgraph.types.values()].flatMap((type) =>
        subgraph
          .federation(type.directives, "key")
          .filter((node) => (Object.hasOwn(ownership, type.name) ? ownership[type.name]?.key : null) !== fieldSetText(node)?.trim())
          .map((node) => ({
            coordinate: type.name,
            subgraph: subgraph.name,
            message: `its key is ${JSON.stringify(fieldSetText(node))}`,
            remedy: "Use the identifier of the ownership registry as the only key; a new type with a key needs a line there.",
          })),
      ),
    ),
};
