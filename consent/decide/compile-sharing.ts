import type { ApplicationCaller } from "../model/caller.js";
import type { GrantItem, SharingGrant } from "../model/sharing-grant.js";
import type { Coordinate, SharingMode, SharingRule } from "../model/sharing.js";

/** Why a fact is not covered (graph.md, `SHARING_REFUSED`). */
export type RefusalReason =
  | "NO_RULE"
  | "NO_GRANT"
  | "NOT_IN_GRANT"
  | "MODE_NOT_SHARED"
  | "DEPARTMENT_NOT_ADMITTED"
  | "GRANT_SUSPENDED"
  | "GRANT_EXPIRED";

/** One fact that is not covered, and what would cover it. */
export interface FactRefusal {
  readonly coordinate: Coordinate;
  readonly mode: SharingMode;
  readonly reason: RefusalReason;
  readonly remedy: string;
}

/** A touch of governed data: REACH and ARGUMENT on a key ask for its type, SELECTION for the item itself. */
export interface TouchedItem {
  readonly coordinate: Coordinate;
  readonly mode: SharingMode;
  readonly kind: "SELECTION" | "ARGUMENT" | "REACH";
}

/** On what a covered item of one data subject is decided. */
export type ItemBasis = "UNCONDITIONAL" | "CONDITION" | "STATUTORY" | "NEEDS_CONSENT";

/** The rules as one sharing grant meets them. */
export interface CallerSharing {
  readonly grant: SharingGrant | null;
  /** Why a touched item is not covered; null when it is. */
  refusalOf(item: TouchedItem): FactRefusal | null;
  /** How a covered item is decided; undefined when it is not covered: withheld. */
  basisOf(coordinate: Coordinate, mode: SharingMode): ItemBasis | undefined;
  anyNeedsConsent(coordinates: readonly Coordinate[], mode: SharingMode): boolean;
}

/** Every sharing grant, compiled with every rule; immutable. */
export interface SharingTable {
  /** What the caller's department and application hold for the scenario, at `now`. */
  sharingOf(caller: ApplicationCaller, now: Date): CallerSharing;
}

/** What would cover a fact, by reason. */
const REMEDIES: Readonly<Record<RefusalReason, string>> = {
  NO_RULE: "The providing department has not published a sharing rule for this item; ask it to.",
  NO_GRANT: "Apply for a sharing grant for this scenario.",
  NOT_IN_GRANT: "Leave the item out, or apply to have it added to the sharing grant for this mode.",
  MODE_NOT_SHARED: "The sharing rule does not share the item in this mode; use one of the modes that the catalogue lists.",
  DEPARTMENT_NOT_ADMITTED: "The sharing rule admits other departments or purposes only; ask the providing department.",
  GRANT_SUSPENDED: "The sharing grant is suspended; ask the sharing authority why.",
  GRANT_EXPIRED: "The sharing grant is not in force; apply for a new one.",
};

/**
 * Compiles rules × sharing grants, once a snapshot; every look-up at request time is one in a Map.
 * @param rules sharing rules by coordinate
 */
export function compileSharing(rules: ReadonlyMap<Coordinate, SharingRule>, sharingGrants: readonly SharingGrant[]): SharingTable {
  const byHolder = new Map<string, CompiledGrant[]>();
  for (const grant of sharingGrants) {
    const name = holderName(grant.department, grant.application, grant.scenario);
    byHolder.set(name, [...(byHolder.get(name) ?? []), compileGrant(rules, grant)]);
  }
  const none = nothingCovered(null, (coordinate) => (rules.has(coordinate) ? "NO_GRANT" : "NO_RULE"));
  return {
    sharingOf({ department, application, scenario }, now) {
      const compiled = byHolder.get(holderName(department, application, scenario)) ?? [];
      const inForce = compiled.find(({ grant }) => stateOf(grant, now) === null);
      if (inForce) return inForce.sharing;
      // The one that came nearest says why: a suspended one before an expired one.
      const reasons = compiled.map(({ grant }) => ({ grant, reason: stateOf(grant, now) }));
      const [first] = [...reasons.filter(({ reason }) => reason === "GRANT_SUSPENDED"), ...reasons];
      return first ? nothingCovered(first.grant, () => first.reason ?? "GRANT_EXPIRED") : none;
    },
  };
}

interface CompiledGrant {
  readonly grant: SharingGrant;
  readonly sharing: CallerSharing;
}

function holderName(department: string, application: string, scenario: string): string {
  return JSON.stringify([department, application, scenario]);
}

/** Why a sharing grant is not in force; null when it is. An unknown status is not in force. */
function stateOf(grant: SharingGrant, now: Date): "GRANT_SUSPENDED" | "GRANT_EXPIRED" | null {
  switch (grant.status) {
    case "ACTIVE":
      return grant.validFrom <= now && now < grant.validUntil ? null : "GRANT_EXPIRED";
    case "SUSPENDED":
      return "GRANT_SUSPENDED";
    default:
      return "GRANT_EXPIRED";
  }
}

function nothingCovered(grant: SharingGrant | null, reasonOf: (coordinate: Coordinate) => RefusalReason): CallerSharing {
  return {
    grant,
    refusalOf: ({ coordinate, mode }) => refusal(coordinate, mode, reasonOf(coordinate)),
    basisOf: () => undefined,
    anyNeedsConsent: () => false,
  };
}

function compileGrant(rules: ReadonlyMap<Coordinate, SharingRule>, grant: SharingGrant): CompiledGrant {
  const bases = new Map<string, ItemBasis>();
  const reached = new Set<string>();
  for (const item of grant.items) {
    const rule = rules.get(item.coordinate);
    if (!rule || ruleRefusal(rule, grant, item)) continue;
    bases.set(itemName(item.coordinate, item.mode), basisFor(rule, grant, item.mode));
    reached.add(itemName(typeOf(item.coordinate), item.mode));
  }
  const items = new Set(grant.items.map(({ coordinate, mode }) => itemName(coordinate, mode)));
  const sharing: CallerSharing = {
    grant,
    refusalOf({ coordinate, mode, kind }) {
      if (bases.has(itemName(coordinate, mode))) return null;
      if (kind !== "SELECTION" && isKey(coordinate, rules) && reached.has(itemName(typeOf(coordinate), mode))) return null;
      const rule = rules.get(coordinate);
      if (!rule) return refusal(coordinate, mode, "NO_RULE");
      const reason = ruleRefusal(rule, grant, { coordinate, mode });
      return refusal(coordinate, mode, items.has(itemName(coordinate, mode)) || reason === "MODE_NOT_SHARED" ? (reason ?? "NOT_IN_GRANT") : "NOT_IN_GRANT");
    },
    basisOf: (coordinate, mode) => bases.get(itemName(coordinate, mode)),
    anyNeedsConsent: (coordinates, mode) => coordinates.some((coordinate) => bases.get(itemName(coordinate, mode)) === "NEEDS_CONSENT"),
  };
  return { grant, sharing };
}

/** The keys that name a data subject; reaching it or naming it by value needs an item of its type, selecting it the item. */
const KEY_FIELDS: ReadonlySet<string> = new Set(["idNumber", "uscc", "identifier", "unitNumber"]);

function isKey(coordinate: Coordinate, rules: ReadonlyMap<Coordinate, SharingRule>): boolean {
  return rules.has(coordinate) && KEY_FIELDS.has(coordinate.slice(coordinate.indexOf(".") + 1));
}

/** Whether the rule itself stands against an item of a grant (809 §14–15). */
function ruleRefusal(rule: SharingRule, grant: SharingGrant, { mode }: Pick<GrantItem, "coordinate" | "mode">): RefusalReason | null {
  switch (rule.type) {
    case "UNCONDITIONAL":
    case "CONDITIONAL":
      break;
    default:
      return "MODE_NOT_SHARED";
  }
  if (!rule.modes.includes(mode)) return "MODE_NOT_SHARED";
  if (rule.departments !== null && !rule.departments.includes(grant.department)) return "DEPARTMENT_NOT_ADMITTED";
  if (rule.purposes !== null && !rule.purposes.includes(grant.scenario)) return "DEPARTMENT_NOT_ADMITTED";
  // Nobody can be asked about a statistic, so aggregating what needs consent needs a statutory basis (graph.md).
  if (rule.consent && mode === "AGGREGATE" && grant.statutoryBasis === null) return "MODE_NOT_SHARED";
  return null;
}

function basisFor(rule: SharingRule, grant: SharingGrant, mode: SharingMode): ItemBasis {
  if (rule.consent && mode !== "AGGREGATE" && grant.statutoryBasis === null) return "NEEDS_CONSENT";
  if (grant.statutoryBasis !== null && rule.consent) return "STATUTORY";
  return rule.type === "UNCONDITIONAL" ? "UNCONDITIONAL" : "CONDITION";
}

function itemName(coordinate: string, mode: SharingMode): string {
  return `${coordinate} ${mode}`;
}

function typeOf(coordinate: Coordinate): string {
  return coordinate.slice(0, coordinate.indexOf("."));
}

function refusal(coordinate: Coordinate, mode: SharingMode, reason: RefusalReason): FactRefusal {
  return { coordinate, mode, reason, remedy: REMEDIES[reason] };
}
