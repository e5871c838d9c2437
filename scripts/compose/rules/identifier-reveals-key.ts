import { keysRevealed, takesIdentifierOf } from "../argument-kinds.js";
import type { ComposeContext } from "../context.js";
import { argumentPlaces, flattenPlaces } from "../context.js";
import type { RuleFinding } from "../finding.js";
import { rootFields, rootKindOf } from "../roots.js";
import type { CompositionRule } from "../rule.js";
import type { FieldView } from "../subgraph-view.js";
import { namedTypeOf } from "../type-node.js";

/** An identifier that claims to tell of a name only is neither checked, nor counted, nor seen in a list. */
export const identifierRevealsKey: CompositionRule = {
  name: "identifier-reveals-key",
  demands:
    "What a governed root takes of type ID, or checks by the standard of a governed type's key, reveals the key of a governed type; and what reveals such a key is an ID.",
  check: (context) =>
    rootFields(context)
      .filter((field) => rootKindOf(context, field) === "GOVERNED")
      .flatMap((field) => misnamed(context, field)),
};

function misnamed(context: ComposeContext, field: FieldView): RuleFinding[] {
  return flattenPlaces(argumentPlaces(field)).flatMap((place) => {
    const isId = place.node !== null && namedTypeOf(place.node.type) === "ID";
    const identifies = isId || takesIdentifierOf(context, field, place, ["PERSON", "REGISTER"]);
    const revealsKey = keysRevealed(context, field, place).length > 0;
    if (isId === revealsKey && identifies === revealsKey) return [];
    return [
      {
        coordinate: place.coordinate,
        subgraph: field.subgraph.name,
        message: revealsKey ? "reveals a key, and is no ID" : `takes an identifier that reveals no key (used by ${field.coordinate})`,
        remedy: 'Let it be an ID with @identifier and @reveals(field: "Type.key"), or take a value that identifies nobody.',
      },
    ];
  });
}
