import { DECISION_FIELD, DECISIONS_SUBGRAPH } from "../../../consent/model/governed-graph.js";
import type { ComposeContext } from "../context.js";
import { isInaccessible } from "../context.js";
import { fieldSetFields } from "../field-set.js";
import type { RuleFinding } from "../finding.js";
import type { CompositionRule } from "../rule.js";
import type { FieldView } from "../subgraph-view.js";

/** What a subgraph requires, the gateway fetches for it, whoever asked and whatever was granted. */
export const requiresOwn: CompositionRule = {
  name: "requires-own",
  demands: "A subgraph requires no governed field of another; the decisions subgraph may, where clients cannot see the field.",
  check: (context) =>
    context.subgraphs.flatMap((subgraph) =>
      [...subgraph.types.values()].flatMap((type) => [...type.fields.values()].flatMap((field) => foreignRequirements(context, field))),
    ),
};

function foreignRequirements(context: ComposeContext, field: FieldView): RuleFinding[] {
  const required = field.federation("requires").flatMap((node) => fieldSetFields(field.subgraph, field.typeName, node));
  return required
    .filter((coordinate) => isForeign(context, field, coordinate))
    .map((coordinate) => ({
      coordinate: field.coordinate,
      subgraph: field.subgraph.name,
      message: `requires ${coordinate}, a governed field that it does not own`,
      remedy: "Drop it from @requires: what another department holds comes only by grant and decision.",
    }));
}

function isForeign(context: ComposeContext, field: FieldView, coordinate: string): boolean {
  const [typeName = "", fieldName = ""] = coordinate.split(".");
  if (fieldName === "*") return true;
  const isGoverned = context.governedTypes.has(typeName) || context.valueTypes.has(typeName);
  if (!isGoverned || (fieldName === DECISION_FIELD && context.governedTypes.has(typeName))) return false;
  if (context.governedTypes.get(typeName)?.key === fieldName) return false;
  if (field.subgraph.name !== DECISIONS_SUBGRAPH) return field.subgraph.types.get(typeName)?.fields.get(fieldName)?.isExternal !== false;
  return !context.subgraphs.some((subgraph) => {
    const required = subgraph.types.get(typeName)?.fields.get(fieldName);
    return required !== undefined && !required.isExternal && isInaccessible(required);
  });
}
