import { requiresDecision } from "../../consent/model/governed-graph.js";
import type { ComposeContext } from "./context.js";
import { isKeyField, isSensitiveItem, isVerdict, revealedBy } from "./context.js";
import { fieldSetText } from "./field-set.js";
import type { FieldView } from "./subgraph-view.js";

/**
 * Whether a governed field may resolve only with a decision: each non-key field about a natural person; elsewhere what
 * needs consent or leaves masked, and a verdict over such items.
 */
export function needsDecision(context: ComposeContext, field: FieldView): boolean {
  if (isKeyField(context, field)) return false;
  if (context.governedTypes.get(field.typeName)?.governance === "PERSON") return true;
  if (isSensitiveItem(context, field.coordinate)) return true;
  return isVerdict(context, field) && revealedBy(field).some((coordinate) => isSensitiveItem(context, coordinate));
}

/** Whether a field says `@requires(fields: "decision …")`, under whatever name. */
export function asksForDecision(field: FieldView): boolean {
  return field.federation("requires").some((node) => {
    try {
      return requiresDecision(fieldSetText(node));
    } catch {
      return false;
    }
  });
}
