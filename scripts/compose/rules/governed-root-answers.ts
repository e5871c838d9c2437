import type { ComposeContext } from "../context.js";
import { decisionInputs, isKeyField, isVerdict, modeOf } from "../context.js";
import { isOpenInRegistry } from "../ownership.js";
import { rootFields, rootKindOf } from "../roots.js";
import type { CompositionRule } from "../rule.js";
import { connectionNode, isStatistics } from "../shapes.js";
import type { FieldView } from "../subgraph-view.js";
import { isListNode, namedTypeOf } from "../type-node.js";
import { fieldsOf, possibleTypes } from "../types-by-name.js";

/** What is transparent has no rule of its own, so it must not hold anything of its own either. */
export const governedRootAnswers: CompositionRule = {
  name: "governed-root-answers",
  demands:
    "In QUERY and OBTAIN a governed root answers with data subjects: a governed type, an interface or union of such, or exactly a Relay connection of one. In COMPARE it answers with a verification, whose fields are verdicts; in AGGREGATE with the kit's Statistics and nothing else. A root of open reference data answers with open types or exactly a Relay connection of one.",
  check: (context) =>
    rootFields(context)
      .filter((field) => !answersAsItMay(context, field))
      .map((field) => ({
        coordinate: field.coordinate,
        subgraph: field.subgraph.name,
        message: `may not answer with ${namedTypeOf(field.type)} in ${modeOf(field)}`,
        remedy: "Answer with the governed type and let its fields' rules say what may leave.",
      })),
};

function answersAsItMay(context: ComposeContext, field: FieldView): boolean {
  const typeName = namedTypeOf(field.type);
  const kind = rootKindOf(context, field);
  if (kind === "PLATFORM") return true;
  if (kind === "OPEN") return answersWithOnly(context, field, (name) => isOpenInRegistry(context.ownership, name));
  switch (modeOf(field)) {
    case "QUERY":
    case "OBTAIN":
      return answersWithOnly(context, field, (name) => context.governedTypes.has(name));
    case "COMPARE":
      return isVerification(context, typeName) && !isListNode(field.type);
    case "AGGREGATE":
      return isStatistics(context, typeName) && !isListNode(field.type);
    default:
      return false;
  }
}

/** Types that `admits` admits, abstract types of such, or one connection of them. */
function answersWithOnly(context: ComposeContext, field: FieldView, admits: (typeName: string) => boolean): boolean {
  const isAdmitted = (typeName: string) => {
    const possible = possibleTypes(context, typeName);
    return possible.length > 0 ? possible.every(admits) : admits(typeName);
  };
  const typeName = namedTypeOf(field.type);
  const node = isListNode(field.type) ? null : connectionNode(context, typeName);
  return isAdmitted(node ?? typeName);
}

/** A governed type of which clients see its key and verdicts only. */
function isVerification(context: ComposeContext, typeName: string): boolean {
  const inputs = decisionInputs(context);
  const fields = fieldsOf(context, typeName).filter((field) => !field.isExternal && field.name !== "decision" && !inputs.has(field.coordinate));
  const others = fields.filter((field) => !isKeyField(context, field));
  return context.governedTypes.has(typeName) && others.length > 0 && others.every((field) => isVerdict(context, field));
}
