import type { ComposeContext } from "../context.js";
import { fieldSetFields } from "../field-set.js";
import type { RuleFinding } from "../finding.js";
import type { CompositionRule } from "../rule.js";
import type { FederationDirective, FieldView, SubgraphView, TypeView } from "../subgraph-view.js";
import { namedTypeOf } from "../type-node.js";

/** Each of these lets a subgraph answer, or learn, a field of a data subject that is another's. */
export const governedFederationDirectives: CompositionRule = {
  name: "governed-federation-directives",
  demands: "@shareable, @provides, @override, @interfaceObject, @context and @fromContext do not touch governed data or decision.",
  check: (context) =>
    context.subgraphs.flatMap((subgraph) => [...subgraph.types.values()].flatMap((type) => [...onType(context, subgraph, type), ...onFields(context, type)])),
};

const ON_FIELDS: readonly FederationDirective[] = ["shareable", "provides", "override"];
const ON_TYPES: readonly FederationDirective[] = ["interfaceObject", "context"];

function onType(context: ComposeContext, subgraph: SubgraphView, type: TypeView): RuleFinding[] {
  if (!touches(context, type.name)) return [];
  return ON_TYPES.filter((name) => subgraph.federation(type.directives, name).length > 0).map((name) => misuse(type.name, subgraph, name));
}

function onFields(context: ComposeContext, type: TypeView): RuleFinding[] {
  return [...type.fields.values()].flatMap((field) => {
    const named = ON_FIELDS.filter((name) => field.federation(name).length > 0 && touchesField(context, field, name));
    const takesContext =
      touches(context, type.name) && (field.node.arguments ?? []).some((argument) => field.subgraph.federation(argument.directives, "fromContext").length > 0);
    return [...named, ...(takesContext ? (["fromContext"] as const) : [])].map((name) => misuse(field.coordinate, field.subgraph, name));
  });
}

function touchesField(context: ComposeContext, field: FieldView, directive: FederationDirective): boolean {
  if (touches(context, field.typeName)) return true;
  if (directive !== "provides") return false;
  const returned = namedTypeOf(field.type);
  const provided = field.federation("provides").flatMap((node) => fieldSetFields(field.subgraph, returned, node));
  return touches(context, returned) || provided.some((coordinate) => touches(context, coordinate.split(".")[0] ?? ""));
}

/** Governed types, the value types that are part of their data, and the interfaces and unions in which they stand. */
function touches(context: ComposeContext, typeName: string): boolean {
  if (context.governedTypes.has(typeName) || context.valueTypes.has(typeName)) return true;
  return context.subgraphs.some((subgraph) => {
    const isMember = subgraph.types.get(typeName)?.kind === "UNION" && subgraph.types.get(typeName)?.related.some((name) => context.governedTypes.has(name));
    return (
      isMember || [...subgraph.types.values()].some((type) => context.governedTypes.has(type.name) && type.kind === "OBJECT" && type.related.includes(typeName))
    );
  });
}

function misuse(coordinate: string, subgraph: SubgraphView, directive: FederationDirective): RuleFinding {
  return {
    coordinate,
    subgraph: subgraph.name,
    message: `@${directive} touches governed data`,
    remedy: `Drop @${directive}: one department resolves each governed field.`,
  };
}
