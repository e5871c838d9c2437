import type { Coordinate, SharingMode } from "../model/sharing.js";

/** Why a fact is not covered (graph.md, `SHARING_REFUSED`). */
export const REFUSAL_REASONS = [
  "NO_RULE",
  "NO_GRANT",
  "NOT_IN_GRANT",
  "MODE_NOT_SHARED",
  "MODES_MIXED",
  "DEPARTMENT_NOT_ADMITTED",
  "GRANT_SUSPENDED",
  "GRANT_EXPIRED",
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** One fact that is not covered, and what would cover it. Reaches the client: it holds no value. */
export interface FactRefusal {
  readonly coordinate: Coordinate;
  readonly mode: SharingMode;
  readonly reason: RefusalReason;
  readonly remedy: string;
}

/** What would cover a fact, by reason; each a whole sentence, none of them with a value. */
export const REMEDIES: Readonly<Record<RefusalReason, string>> = {
  NO_RULE: "The providing department has not published a sharing rule for this item; ask it to.",
  NO_GRANT: "Apply for a sharing grant for this scenario.",
  NOT_IN_GRANT: "Leave the item out, or apply to have it added to the sharing grant for this mode.",
  MODE_NOT_SHARED: "The sharing rule does not share the item in this mode for this scenario; use one of the modes that the catalogue lists.",
  MODES_MIXED: "Ask in one operation for one mode; send the others as operations of their own.",
  DEPARTMENT_NOT_ADMITTED: "The sharing rule admits other departments or purposes only; ask the providing department.",
  GRANT_SUSPENDED: "The sharing grant is suspended; ask the sharing authority why.",
  GRANT_EXPIRED: "The sharing grant is not in force; apply for a new one.",
};

/** Refuses one fact. */
export function refuseFact(coordinate: Coordinate, mode: SharingMode, reason: RefusalReason): FactRefusal {
  return { coordinate, mode, reason, remedy: REMEDIES[reason] };
}
