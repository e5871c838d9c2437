import type { ApplicationCaller } from "../model/caller.js";
import { type Coordinate, SHARING_MODES, type SharingMode, type SharingRule } from "../model/sharing.js";
import type { SharingGrant } from "../model/sharing-grant.js";
import { type FactRefusal, type RefusalReason, refuseFact } from "./refusal.js";

export type { FactRefusal } from "./refusal.js";

/** A touch of governed data: REACH and ARGUMENT on a key ask for its type, SELECTION for the item itself. */
export interface TouchedItem {
  readonly coordinate: Coordinate;
  readonly mode: SharingMode;
  readonly kind: "SELECTION" | "ARGUMENT" | "REACH";
}

/** On what a covered item of one data subject is decided. */
type ItemBasis = "UNCONDITIONAL" | "CONDITION" | "STATUTORY" | "NEEDS_CONSENT";

/** The rules as one sharing grant meets them. */
export interface CallerSharing {
  /** The grant in force, or the one that came nearest; null when there is none. */
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
  sharingOf(caller: Pick<ApplicationCaller, "department" | "application" | "scenario">, now: Date): CallerSharing;
}

/** Keys of the data subjects' types: naming one by value reaches its type, and selecting it needs the item itself. */
const REGISTER_KEYS: ReadonlySet<Coordinate> = new Set(["Person.idNumber", "LegalEntity.uscc", "Licence.identifier", "Parcel.unitNumber"]);

/**
 * Compiles rules × sharing grants, once a snapshot; at request time every question is a look-up in a Map.
 * @param rules sharing rules by coordinate
 * @param keys coordinates of the governed types' keys
 */
export function compileSharing(
  rules: ReadonlyMap<Coordinate, SharingRule>,
  sharingGrants: readonly SharingGrant[],
  keys: ReadonlySet<Coordinate> = REGISTER_KEYS,
): SharingTable {
  const byHolder = new Map<string, CompiledGrant[]>();
  for (const grant of [...sharingGrants].sort(latestFirst)) {
    const holder = holderName(grant.department, grant.application, grant.scenario);
    byHolder.set(holder, [...(byHolder.get(holder) ?? []), compileGrant(grant, rules, keys)]);
  }
  const none = nothingCovered(null, "NO_GRANT", rules);
  return {
    sharingOf({ department, application, scenario }, now) {
      const held = byHolder.get(holderName(department, application, scenario)) ?? [];
      const inForce = held.find(({ grant }) => stateOf(grant, now) === "IN_FORCE");
      if (inForce) return inForce.sharing;
      const suspended = held.find(({ grant }) => stateOf(grant, now) === "GRANT_SUSPENDED");
      return suspended?.suspended ?? held[0]?.expired ?? none;
    },
  };
}

interface CompiledGrant {
  readonly grant: SharingGrant;
  readonly sharing: CallerSharing;
  readonly suspended: CallerSharing;
  readonly expired: CallerSharing;
}

/** The order of a holder's grants is fixed, so that every gateway takes the same one. */
function latestFirst(a: SharingGrant, b: SharingGrant): number {
  return b.validFrom.getTime() - a.validFrom.getTime() || (a.id < b.id ? -1 : 1);
}

function holderName(department: string, application: string, scenario: string): string {
  return JSON.stringify([department, application, scenario]);
}

/** Whether a sharing grant is in force. An unknown status and a date that is none are not. */
function stateOf(grant: SharingGrant, now: Date): "IN_FORCE" | "GRANT_SUSPENDED" | "GRANT_EXPIRED" {
  switch (grant.status) {
    case "ACTIVE":
      return grant.validFrom <= now && now < grant.validUntil ? "IN_FORCE" : "GRANT_EXPIRED";
    case "SUSPENDED":
      return "GRANT_SUSPENDED";
    default:
      return "GRANT_EXPIRED";
  }
}

function nothingCovered(grant: SharingGrant | null, reason: RefusalReason, rules: ReadonlyMap<Coordinate, SharingRule>): CallerSharing {
  return {
    grant,
    refusalOf: ({ coordinate, mode }) => refuseFact(coordinate, mode, rules.has(coordinate) ? reason : "NO_RULE"),
    basisOf: () => undefined,
    anyNeedsConsent: () => false,
  };
}

/** What a grant covers in one mode. */
interface ModeCover {
  readonly bases: Map<Coordinate, ItemBasis>;
  /** Types of which at least one item is covered. */
  readonly types: Set<string>;
}

function compileGrant(grant: SharingGrant, rules: ReadonlyMap<Coordinate, SharingRule>, keys: ReadonlySet<Coordinate>): CompiledGrant {
  const cover = new Map<SharingMode, ModeCover>(SHARING_MODES.map((mode) => [mode, { bases: new Map(), types: new Set() }]));
  for (const { coordinate, mode } of grant.items) {
    const rule = rules.get(coordinate);
    const covered = cover.get(mode);
    if (!rule || !covered || ruleRefusal(rule, grant, mode)) continue;
    covered.bases.set(coordinate, basisFor(rule, grant));
    covered.types.add(typeOf(coordinate));
  }
  const sharing: CallerSharing = {
    grant,
    refusalOf({ coordinate, mode, kind }) {
      const covered = cover.get(mode);
      if (covered?.bases.has(coordinate)) return null;
      const rule = rules.get(coordinate);
      if (!rule) return refuseFact(coordinate, mode, "NO_RULE");
      if (asksForType(kind, rule, mode, keys) && covered?.types.has(typeOf(coordinate))) return null;
      return refuseFact(coordinate, mode, ruleRefusal(rule, grant, mode) ?? "NOT_IN_GRANT");
    },
    basisOf: (coordinate, mode) => cover.get(mode)?.bases.get(coordinate),
    anyNeedsConsent(coordinates, mode) {
      const bases = cover.get(mode)?.bases;
      return coordinates.some((coordinate) => bases?.get(coordinate) === "NEEDS_CONSENT");
    },
  };
  return { grant, sharing, suspended: nothingCovered(grant, "GRANT_SUSPENDED", rules), expired: nothingCovered(grant, "GRANT_EXPIRED", rules) };
}

/**
 * Reaching a data subject is a touch of its key, and so is naming it; neither tells the key to anyone who lacks it. Either
 * is done only in a mode in which the key itself is shared. No statistic is about one data subject, so none names one; it
 * reaches a whole population, whose keys it need not share.
 */
function asksForType(kind: TouchedItem["kind"], rule: SharingRule, mode: SharingMode, keys: ReadonlySet<Coordinate>): boolean {
  const { coordinate, modes } = rule;
  if (!isShared(rule)) return false;
  switch (kind) {
    case "REACH":
      return mode === "AGGREGATE" || modes.includes(mode);
    case "ARGUMENT":
      return keys.has(coordinate) && mode !== "AGGREGATE" && modes.includes(mode);
    default:
      return false;
  }
}

/** Whether a rule shares its item at all: a withheld one and one of an unknown sharing type do not. */
function isShared({ type }: SharingRule): boolean {
  return type === "UNCONDITIONAL" || type === "CONDITIONAL";
}

/** Whether the rule itself stands against an item of a grant (809 §14–15). */
function ruleRefusal(rule: SharingRule, grant: SharingGrant, mode: SharingMode): RefusalReason | null {
  if (!isShared(rule) || !rule.modes.includes(mode)) return "MODE_NOT_SHARED";
  if (rule.departments !== null && !rule.departments.includes(grant.department)) return "DEPARTMENT_NOT_ADMITTED";
  if (rule.purposes !== null && !rule.purposes.includes(grant.scenario)) return "DEPARTMENT_NOT_ADMITTED";
  // Nobody can be asked about a statistic, so aggregating what needs consent needs a statutory basis (graph.md, "Types").
  if (rule.consent && mode === "AGGREGATE" && !hasStatutoryBasis(grant)) return "MODE_NOT_SHARED";
  return null;
}

/** With a statutory basis no consent is asked (PIPL §13). */
function basisFor(rule: SharingRule, grant: SharingGrant): ItemBasis {
  if (rule.consent) return hasStatutoryBasis(grant) ? "STATUTORY" : "NEEDS_CONSENT";
  return rule.type === "UNCONDITIONAL" ? "UNCONDITIONAL" : "CONDITION";
}

function hasStatutoryBasis({ statutoryBasis }: SharingGrant): boolean {
  return typeof statutoryBasis === "string" && statutoryBasis.trim() !== "";
}

function typeOf(coordinate: Coordinate): string {
  return coordinate.slice(0, coordinate.indexOf("."));
}
