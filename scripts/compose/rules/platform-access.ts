import type { RuleFinding } from "../finding.js";
import { rootFields, rootKindOf } from "../roots.js";
import type { CompositionRule } from "../rule.js";

/** Governed roots are closed by rules and grants; what is not governed must say who may use it. */
export const platformAccess: CompositionRule = {
  name: "platform-access",
  demands:
    "A root that leads to no data subject and to no open reference data says with @access which roles may use it; a governed root has rules instead and no @access.",
  check: (context) =>
    rootFields(context).flatMap((field): RuleFinding[] => {
      const { coordinate, subgraph } = field;
      const hasAccess = subgraph.spec.access.has(coordinate);
      const kind = rootKindOf(context, field);
      if (kind === "PLATFORM" && !hasAccess) {
        return [{ coordinate, subgraph: subgraph.name, message: "a platform field says not who may use it", remedy: "Add @access(roles: [...])." }];
      }
      if (kind !== "PLATFORM" && hasAccess) {
        return [
          {
            coordinate,
            subgraph: subgraph.name,
            message: "@access stands on a field that rules and grants govern",
            remedy: "Drop @access, or @exercises and @reveals if it is the platform's own.",
          },
        ];
      }
      return [];
    }),
};
