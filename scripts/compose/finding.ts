import type { Coordinate } from "../../consent/model/sharing.js";

/** Something for which composition fails. */
export interface Finding {
  /** The rule's name, or `composition` for what Apollo's composition itself says. */
  readonly rule: string;
  readonly coordinate: Coordinate;
  /** Null where it is nobody's alone. */
  readonly subgraph: string | null;
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** A finding as a rule returns it; whoever runs the rule adds its name. */
export type RuleFinding = Omit<Finding, "rule">;
