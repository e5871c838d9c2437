import type { Caller } from "../../consent/model/caller.js";
import { Refusal } from "../../consent/model/errors.js";
import { type FactRefusal, refuseFact } from "../../consent/decide/refusal.js";
import type { SharingMode } from "../../consent/model/sharing.js";
import type { Fact, PlatformUse } from "../facts/fact.js";

/** Whether the caller's sharing grant covers a fact; null when it does. */
export type CoverFact = (fact: Fact) => FactRefusal | null;

/** Items that a citizen may see of someone else to whom the citizen's own data refers (architecture.md, 3). */
const REFERRED_ITEMS = new Set(["name"]);

/**
 * Static authorisation: every fact must be covered, or nothing is resolved.
 * @param cover for caseworker applications only
 * @returns the operation's one mode
 * @throws Refusal FORBIDDEN, SHARING_REFUSED
 */
export function authorise(caller: Caller, facts: readonly Fact[], platform: readonly PlatformUse[], cover: CoverFact | null): SharingMode {
  for (const { coordinate, roles } of platform) {
    if (!roles.includes(caller.role)) throw new Refusal("FORBIDDEN", { coordinate });
  }
  switch (caller.role) {
    case "application":
      return authoriseApplication(facts, cover);
    case "citizen":
      for (const fact of facts) if (!isCitizensOwn(fact)) throw new Refusal("FORBIDDEN", { coordinate: fact.coordinate });
      return "QUERY";
    default: {
      const [fact] = facts;
      if (fact) throw new Refusal("FORBIDDEN", { coordinate: fact.coordinate });
      return "QUERY";
    }
  }
}

function authoriseApplication(facts: readonly Fact[], cover: CoverFact | null): SharingMode {
  const modes = [...new Set(facts.map(({ mode }) => mode))];
  if (modes.length > 1)
    throw new Refusal("SHARING_REFUSED", { refusals: distinct(facts.map(({ coordinate, mode }) => refuseFact(coordinate, mode, "MODES_MIXED"))) });
  const refusals = facts.map((fact) => (cover ? cover(fact) : refuseFact(fact.coordinate, fact.mode, "NO_GRANT"))).filter((refusal) => refusal !== null);
  if (refusals.length > 0) throw new Refusal("SHARING_REFUSED", { refusals: distinct(refusals) });
  return modes[0] ?? "QUERY";
}

function isCitizensOwn({ standing, kind, coordinate }: Fact): boolean {
  switch (standing) {
    case "OWN":
      return true;
    case "REFERRED":
      return kind === "REACH" || REFERRED_ITEMS.has(coordinate.slice(coordinate.indexOf(".") + 1));
    default:
      return false;
  }
}

/** One refusal for each coordinate, mode and reason, in a fixed order. */
function distinct(refusals: readonly FactRefusal[]): FactRefusal[] {
  const byName = new Map(refusals.map((refusal) => [`${refusal.coordinate} ${refusal.mode} ${refusal.reason}`, refusal]));
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, refusal]) => refusal);
}
