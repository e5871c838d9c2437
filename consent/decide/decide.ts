import type { ApplicationCaller, Caller } from "../model/caller.js";
import type { ConsentRecord } from "../model/consent-record.js";
import type { DataSubjectKey } from "../model/data-subject.js";
import type { ConsentUse, Decision, ItemVerdicts, Verdict } from "../model/decision.js";
import type { Coordinate, SharingMode } from "../model/sharing.js";
import type { CallerSharing } from "./compile-sharing.js";
import { consentVerdicts, countsNow, covers } from "./consent-verdict.js";

/** Everything that one decision rests on. */
export interface DecisionInput {
  readonly caller: Caller;
  /** What an application's sharing grant covers; null for everyone else. */
  readonly sharing: CallerSharing | null;
  readonly mode: SharingMode;
  readonly dataSubject: DataSubjectKey;
  /** Deciding many data subjects with one and the same array is cheaper; it must not change. */
  readonly coordinates: readonly Coordinate[];
  /** Consent records of this data subject; null when they could not be read. */
  readonly consents: readonly ConsentRecord[] | null;
  /** Data subjects that a citizen represents. */
  readonly represents: ReadonlySet<DataSubjectKey>;
  readonly now: Date;
}

type Verdicts = ReadonlyMap<Coordinate, Verdict>;

const UNAVAILABLE: Verdict = { permitted: false, code: "DECISION_UNAVAILABLE" };
const REQUIRED: Verdict = { permitted: false, code: "CONSENT_REQUIRED" };
const FORBIDDEN: Verdict = { permitted: false, code: "FORBIDDEN" };
const SELF: Verdict = { permitted: true, basis: "SELF" };
const REPRESENTED: Verdict = { permitted: true, basis: "REPRESENTED" };
const REFERRED: Verdict = { permitted: true, basis: "REFERRED" };
const BY_BASIS = {
  UNCONDITIONAL: { permitted: true, basis: "UNCONDITIONAL" },
  CONDITION: { permitted: true, basis: "CONDITION" },
  STATUTORY: { permitted: true, basis: "STATUTORY" },
} as const satisfies Record<string, Verdict>;

/** What a citizen may see of someone else to whom the citizen's own data refers. */
const REFERRED_ITEMS: ReadonlySet<Coordinate> = new Set(["Person.name", "LegalEntity.name"]);

/**
 * Decides for one caller, mode and data subject which items may be used, at one moment. Pure; an item about which
 * nothing says that it is permitted is withheld (PIPL §13, 809 §25).
 */
export function decide(input: DecisionInput): Decision {
  const { caller, sharing, mode, dataSubject, coordinates, consents, represents } = input;
  const all = (items: ItemVerdicts): Decision => ({ dataSubject, items, consents: NONE });
  switch (caller.role) {
    case "application": {
      if (!sharing) return all(alike(coordinates, "UNAVAILABLE"));
      const plan = planOf(sharing, mode, coordinates);
      if (plan.asking.length === 0) return all(plan.asked);
      if (consents === null) return all(plan.unread);
      if (consents.length === 0) return all(plan.asked);
      return decideByConsent(plan, consents, caller, input);
    }
    case "citizen":
      if (dataSubject === `PERSON:${caller.idNumber}`) return all(alike(coordinates, "SELF"));
      return all(alike(coordinates, represents.has(dataSubject) ? "REPRESENTED" : "REFERRED"));
    default:
      return all(alike(coordinates, "FORBIDDEN"));
  }
}

const NONE: readonly ConsentUse[] = [];

/** Verdicts of one data subject as a column beside the plan: nothing is made for what is the same for everyone. */
class VerdictColumn implements ItemVerdicts {
  readonly #plan: ItemPlan;
  readonly #verdicts: readonly Verdict[];

  constructor(plan: ItemPlan, verdicts: readonly Verdict[]) {
    this.#plan = plan;
    this.#verdicts = verdicts;
  }

  get(coordinate: Coordinate): Verdict | undefined {
    const index = this.#plan.askingIndex.get(coordinate);
    return index === undefined ? this.#plan.asked.get(coordinate) : this.#verdicts[index];
  }
}

function decideByConsent(plan: ItemPlan, consents: readonly ConsentRecord[], caller: ApplicationCaller, { dataSubject, mode, now }: DecisionInput): Decision {
  const question = { caller, dataSubject, mode, now };
  const [only] = consents;
  if (consents.length === 1 && only && countsNow(only, question, now.getTime())) {
    const whole = wholeOf(only, plan);
    if (whole) return { dataSubject, items: whole.items, consents: whole.consents };
  }
  const verdicts = consentVerdicts(plan.asking, consents, question);
  return { dataSubject, items: new VerdictColumn(plan, verdicts), consents: consentUses(plan, verdicts, consents) };
}

/** What one consent that counts makes of a plan when it covers everything that is asked. */
interface Whole {
  readonly items: ItemVerdicts;
  readonly consents: readonly ConsentUse[];
}

/**
 * Most data subjects have given one consent to all that is asked. What it then permits is worked out once a record and
 * plan, neither of which ever changes; whether it counts now is asked each time.
 */
function wholeOf(record: ConsentRecord, plan: ItemPlan): Whole | null {
  let whole = plan.wholes.get(record);
  if (whole === undefined) plan.wholes.set(record, (whole = workOutWhole(record, plan)));
  return whole;
}

function workOutWhole(record: ConsentRecord, plan: ItemPlan): Whole | null {
  if (!plan.asking.every((coordinate) => covers(record, coordinate, plan.mode))) return null;
  const { id: consent, version: consentVersion } = record;
  const verdict: Verdict = { permitted: true, basis: "CONSENT", consent, consentVersion };
  const items = new VerdictColumn(
    plan,
    plan.asking.map(() => verdict),
  );
  return { items, consents: [{ consent, consentVersion, items: plan.asking, ...onceOnly(record) }] };
}

function onceOnly(record: ConsentRecord | undefined): Pick<ConsentUse, "oneTime"> {
  return record?.oneTime === true ? { oneTime: true } : {};
}

function consentUses(plan: ItemPlan, verdicts: readonly Verdict[], records: readonly ConsentRecord[]): ConsentUse[] {
  const uses: ConsentUse[] = [];
  let previous: Verdict | null = null;
  for (const verdict of verdicts) {
    if (verdict === previous || !verdict.permitted || verdict.basis !== "CONSENT") continue;
    previous = verdict;
    const { consent, consentVersion } = verdict;
    if (uses.some((use) => use.consent === consent)) continue;
    const record = records.find(({ id }) => id === consent);
    uses.push({ consent, consentVersion, items: itemsOn(verdict, plan, verdicts), ...onceOnly(record) });
  }
  return uses;
}

/** The items with one and the same verdict; one array for all data subjects where these are the same. */
function itemsOn(wanted: Verdict, plan: ItemPlan, verdicts: readonly Verdict[]): readonly Coordinate[] {
  let pattern = "";
  for (const verdict of verdicts) pattern += verdict === wanted ? "1" : "0";
  let items = plan.patterns.get(pattern);
  if (!items && plan.patterns.size >= MAX_PATTERNS) plan.patterns.clear();
  if (!items) plan.patterns.set(pattern, (items = plan.asking.filter((_, index) => verdicts[index] === wanted)));
  return items;
}

/** What a sharing grant says about a list of items, whoever the data subject is: shared by all of them. */
interface ItemPlan {
  readonly mode: SharingMode;
  /** Items that need the data subject's consent. */
  readonly asking: readonly Coordinate[];
  /** Where each of these stands. */
  readonly askingIndex: ReadonlyMap<Coordinate, number>;
  /** Lists of items that stand on one consent, by which of `asking` they are. */
  readonly patterns: Map<string, readonly Coordinate[]>;
  readonly wholes: WeakMap<ConsentRecord, Whole | null>;
  /** Every verdict where the data subject has given no consent. */
  readonly asked: Verdicts;
  /** Every verdict where consents could not be read. */
  readonly unread: Verdicts;
}

/** Lists of items kept by a plan; then it begins anew. */
const MAX_PATTERNS = 256;

// One plan for each list of items and what a sharing grant says of them, so that deciding 200 data subjects allocates no
// verdict that is the same for all. It goes with the list and the compiled grant.
const plans = new WeakMap<readonly Coordinate[], WeakMap<CallerSharing, ItemPlan[]>>();

function planOf(sharing: CallerSharing, mode: SharingMode, coordinates: readonly Coordinate[]): ItemPlan {
  let bySharing = plans.get(coordinates);
  if (!bySharing) plans.set(coordinates, (bySharing = new WeakMap()));
  const known = bySharing.get(sharing) ?? [];
  for (const plan of known) if (plan.mode === mode) return plan;
  const asking = coordinates.filter((coordinate) => sharing.basisOf(coordinate, mode) === "NEEDS_CONSENT");
  const withConsent = (verdict: Verdict): Verdicts => new Map(coordinates.map((coordinate) => [coordinate, staticVerdict(coordinate, sharing, mode, verdict)]));
  const askingIndex = new Map(asking.map((coordinate, index) => [coordinate, index]));
  const plan: ItemPlan = {
    mode,
    asking,
    askingIndex,
    patterns: new Map(),
    wholes: new WeakMap(),
    asked: withConsent(REQUIRED),
    unread: withConsent(UNAVAILABLE),
  };
  bySharing.set(sharing, [...known, plan]);
  return plan;
}

function staticVerdict(coordinate: Coordinate, sharing: CallerSharing, mode: SharingMode, whereConsentIsNeeded: Verdict): Verdict {
  const basis = sharing.basisOf(coordinate, mode);
  switch (basis) {
    case "UNCONDITIONAL":
    case "CONDITION":
    case "STATUTORY":
      return BY_BASIS[basis];
    case "NEEDS_CONSENT":
      return whereConsentIsNeeded;
    default:
      return UNAVAILABLE;
  }
}

/** Why all items of a data subject have the verdict they have; of one who is only referred to, the name is seen. */
const ALIKE = {
  UNAVAILABLE: () => UNAVAILABLE,
  FORBIDDEN: () => FORBIDDEN,
  SELF: () => SELF,
  REPRESENTED: () => REPRESENTED,
  REFERRED: (coordinate) => (REFERRED_ITEMS.has(coordinate) ? REFERRED : FORBIDDEN),
} as const satisfies Record<string, (coordinate: Coordinate) => Verdict>;

const alikes = new WeakMap<readonly Coordinate[], Map<keyof typeof ALIKE, Verdicts>>();

function alike(coordinates: readonly Coordinate[], reason: keyof typeof ALIKE): Verdicts {
  const byReason = alikes.get(coordinates) ?? new Map<keyof typeof ALIKE, Verdicts>();
  alikes.set(coordinates, byReason);
  const known = byReason.get(reason) ?? new Map(coordinates.map((coordinate) => [coordinate, ALIKE[reason](coordinate)]));
  byReason.set(reason, known);
  return known;
}
