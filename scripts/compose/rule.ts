import type { ComposeContext } from "./context.js";
import type { RuleFinding } from "./finding.js";

/** One rule of composition: a function over all subgraphs' schemas and what they composed to. */
export interface CompositionRule {
  /** Kebab-case, the name of its file. */
  readonly name: string;
  /** What it demands and why, one or two sentences, for `docs/composition-rules.md`. */
  readonly demands: string;
  /** Whether it looks at the supergraph; the others find what they find also where composition itself fails. */
  readonly readsSupergraph?: true;
  check(context: ComposeContext): RuleFinding[];
}
