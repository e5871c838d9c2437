import { decisionInputs, decisionsOf } from "../context.js";
import { fieldSetFields } from "../field-set.js";
import type { CompositionRule } from "../rule.js";

/** Composition itself dies of it with a RangeError, so this is looked for first. */
export const decisionCycle: CompositionRule = {
  name: "decision-cycle",
  demands: "What a decision needs to know must not itself wait for a decision.",
  check: (context) => {
    const inputs = decisionInputs(context);
    const waiting = context.subgraphs
      .filter((subgraph) => subgraph !== decisionsOf(context))
      .flatMap((subgraph) => [...subgraph.types.values()].flatMap((type) => [...type.fields.values()]))
      .filter((field) => inputs.has(field.coordinate) && !field.isExternal && waitsForDecision(field.coordinate, context.subgraphs));
    return waiting.map((field) => ({
      coordinate: field.coordinate,
      subgraph: field.subgraph.name,
      message: "the decisions subgraph requires it, and it requires a decision",
      remedy: "Drop its @requires, and make it @inaccessible so that only the decisions subgraph sees it.",
    }));
  },
};

/** Whether a field requires `decision`, directly or through what it requires. */
function waitsForDecision(coordinate: string, subgraphs: Parameters<typeof decisionInputs>[0]["subgraphs"], seen = new Set<string>()): boolean {
  if (seen.has(coordinate)) return true;
  seen.add(coordinate);
  const [typeName = "", fieldName = ""] = coordinate.split(".");
  const required = subgraphs.flatMap((subgraph) => {
    const field = subgraph.types.get(typeName)?.fields.get(fieldName);
    return field && !field.isExternal ? field.federation("requires").flatMap((node) => fieldSetFields(subgraph, typeName, node)) : [];
  });
  return required.some((next) => next.endsWith(".decision") || waitsForDecision(next, subgraphs, new Set(seen)));
}
