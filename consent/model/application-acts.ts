import { nextState } from "./consent-life.js";
import { Refusal } from "./errors.js";
import type { Coordinate, SharingMode, SharingRule } from "./sharing.js";
import {
  APPLICATION_ITEM_LIFE,
  APPLICATION_LIFE,
  type ApplicationEvent,
  type ApplicationItem,
  type ItemProspect,
  type ReviewPeriods,
  type SharingApplication,
  type WantedItem,
} from "./sharing-application.js";
import type { Scenario } from "./sharing-grant.js";
import { deadlineAfter } from "./working-days.js";

/** Who acts on an application: an officer of a department, or the sharing authority. */
export interface Actor {
  readonly role: "officer" | "authority";
  /** Credit code. */
  readonly department: string;
}

/** An item by its name. */
export type ItemName = Pick<WantedItem, "coordinate" | "mode">;

/** What may be done to an application after it was submitted. */
export type ApplicationAct =
  | { readonly type: "ASK_FOR_MATERIAL"; readonly what: string }
  | { readonly type: "SUPPLY"; readonly what: string }
  | { readonly type: "EXTEND"; readonly days: number; readonly reason: string }
  /** Approves some items of the reviewer's own department and refuses its others. */
  | { readonly type: "REVIEW"; readonly approve: readonly ItemName[]; readonly reason: string | null }
  | { readonly type: "DISPUTE"; readonly reason: string }
  /** Grants some of what was refused, or nothing. */
  | { readonly type: "MEDIATE"; readonly approve: readonly ItemName[]; readonly reason: string };

/** What prospects are worked out from. */
export interface ProspectBasis {
  readonly rules: ReadonlyMap<Coordinate, SharingRule>;
  /** Credit code of the department that holds an item. */
  readonly providerOf: (coordinate: Coordinate) => string | undefined;
  readonly scenario: Scenario;
  /** The consumer department. */
  readonly department: string;
}

/** What will become of a wanted item (809 §14, §20; Lhasa §5, §22). */
export function prospectOf({ coordinate, mode, unmasked }: WantedItem, { rules, providerOf, scenario, department }: ProspectBasis): ItemProspect {
  const rule = rules.get(coordinate);
  const provider = providerOf(coordinate);
  if (!rule || provider === undefined) return "UNKNOWN";
  if (provider === department) return "OWN";
  if (rule.type !== "UNCONDITIONAL" && rule.type !== "CONDITIONAL") return "WITHHELD";
  if (!rule.modes.includes(mode)) return "MODE_NOT_SHARED";
  // Nobody can be asked about a statistic (graph.md, "Types").
  if (mode === "AGGREGATE" && rule.consent && scenario.statutoryBasis === null) return "MODE_NOT_SHARED";
  const admits = (admitted: readonly string[] | null, value: string): boolean => admitted === null || admitted.includes(value);
  if (!admits(rule.departments, department) || !admits(rule.purposes, scenario.code)) return "DEPARTMENT_NOT_ADMITTED";
  const needed = scenario.items.find((item) => item.coordinate === coordinate && item.mode === mode);
  if (!needed || (unmasked && !needed.unmasked)) return "NOT_NEEDED";
  // What leaves its department unmasked is its department's to decide, whatever the item's type.
  return rule.type === "UNCONDITIONAL" && !unmasked ? "OPEN" : "REVIEW";
}

/**
 * What an application becomes by an act. Pure: the same act on the same application at the same moment gives the same.
 * @throws Refusal FORBIDDEN for whom the act is not open to; CONFLICT for a state in which it is not; BAD_USER_INPUT
 */
export function act(application: SharingApplication, actor: Actor, done: ApplicationAct, now: Date, periods: ReviewPeriods): SharingApplication {
  switch (done.type) {
    case "ASK_FOR_MATERIAL":
      mustReview(application, actor);
      if (application.materialAsked) throw new Refusal("CONFLICT", { reason: "MATERIAL_ASKED_ONCE" });
      mustSay(done.what, "what");
      return moved(application, "ASK_FOR_MATERIAL", { materialAsked: true });
    case "SUPPLY":
      mustBeConsumer(application, actor);
      mustSay(done.what, "what");
      return moved(application, "SUPPLY", { deadline: deadlineAfter(now, periods.review) });
    case "EXTEND":
      mustBeAuthority(application, actor);
      if (application.extended) throw new Refusal("CONFLICT", { reason: "EXTENDED_ONCE" });
      mustSay(done.reason, "reason");
      return moved(application, "EXTEND", { extended: true, deadline: extended(application, done.days, periods) });
    case "REVIEW":
      return reviewed(application, actor, done.approve, done.reason);
    case "DISPUTE":
      mustBeConsumer(application, actor);
      mustSay(done.reason, "reason");
      return moved(application, "DISPUTE", {});
    case "MEDIATE":
      mustBeAuthority(application, actor);
      mustSay(done.reason, "reason");
      return moved(application, "MEDIATE", { items: settled(application.items, "MEDIATE", done.approve) });
    default:
      throw new Refusal("BAD_USER_INPUT");
  }
}

function reviewed(application: SharingApplication, actor: Actor, approve: readonly ItemName[], reason: string | null): SharingApplication {
  const own = mustReview(application, actor);
  if (own.length > approve.length) mustSay(reason ?? "", "reason");
  const reviewedItems = new Map([...settled(own, "APPROVE", approve)].map((item) => [nameOf(item), item.state === "PENDING" ? refused(item) : item]));
  const items = application.items.map((item) => reviewedItems.get(nameOf(item)) ?? item);
  const outcome = items.some(({ state }) => state === "PENDING") ? "REVIEW_SOME" : items.some(({ state }) => state === "APPROVED") ? "APPROVE" : "REFUSE";
  return moved(application, outcome, { items });
}

function refused(item: ApplicationItem): ApplicationItem {
  const state = nextState(APPLICATION_ITEM_LIFE, item.state, "REFUSE");
  if (!state) throw new Refusal("CONFLICT");
  return { ...item, state };
}

/** The items after the named ones were approved; each must be there, once, and bear it. */
function settled(items: readonly ApplicationItem[], event: "APPROVE" | "MEDIATE", approve: readonly ItemName[]): ApplicationItem[] {
  const wanted = new Set(approve.map(nameOf));
  const known = new Set(items.map(nameOf));
  if (wanted.size !== approve.length || [...wanted].some((name) => !known.has(name))) throw new Refusal("BAD_USER_INPUT", { argument: "approve" });
  return items.map((item) => {
    if (!wanted.has(nameOf(item))) return item;
    const state = nextState(APPLICATION_ITEM_LIFE, item.state, event);
    if (!state) throw new Refusal("CONFLICT");
    return { ...item, state };
  });
}

function extended({ deadline }: SharingApplication, days: number, { extension }: ReviewPeriods): SharingApplication["deadline"] {
  if (!Number.isInteger(days) || days < 1 || days > extension) throw new Refusal("BAD_USER_INPUT", { argument: "days", max: extension });
  // The extension begins with the last day of the first period, which itself is not counted.
  const longer = deadlineAfter(new Date(deadline.dueAt.getTime() - 1), days);
  return { ...longer, isEstimate: longer.isEstimate || deadline.isEstimate };
}

function moved(application: SharingApplication, event: ApplicationEvent, change: Partial<SharingApplication>): SharingApplication {
  const status = nextState(APPLICATION_LIFE, application.status, event);
  if (!status) throw new Refusal("CONFLICT", { status: application.status });
  return { ...application, ...change, status, version: application.version + 1 };
}

/** A reviewer acts on fields of the own department, and never on an own application. @returns the pending ones */
function mustReview({ items, department }: SharingApplication, actor: Actor): ApplicationItem[] {
  const own = items.filter(({ providerDepartment }) => providerDepartment === actor.department);
  if (actor.role !== "officer" || actor.department === department || own.length === 0) throw new Refusal("FORBIDDEN");
  const pending = own.filter(({ state }) => state === "PENDING");
  if (pending.length === 0) throw new Refusal("CONFLICT", { reason: "REVIEWED" });
  return pending;
}

function mustBeConsumer({ department }: SharingApplication, actor: Actor): void {
  if (actor.role !== "officer" || actor.department !== department) throw new Refusal("FORBIDDEN");
}

/** The authority decides between others: about its own department's application somebody else must. */
function mustBeAuthority({ department }: SharingApplication, actor: Actor): void {
  if (actor.role !== "authority" || actor.department === department) throw new Refusal("FORBIDDEN");
}

/** An act that needs words has them (809 §21: a refusal says why). @throws Refusal BAD_USER_INPUT that names the argument */
export function mustSay(words: string, argument: string): void {
  if (words.trim() === "" || words.length > MAX_WORDS) throw new Refusal("BAD_USER_INPUT", { argument });
}

const MAX_WORDS = 2000;

function nameOf({ coordinate, mode }: { readonly coordinate: Coordinate; readonly mode: SharingMode }): string {
  return `${coordinate} ${mode}`;
}
