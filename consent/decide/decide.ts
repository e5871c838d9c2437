import type { Caller } from "../model/caller.js";
import type { ConsentRecord } from "../model/consent-record.js";
import type { DataSubjectKey } from "../model/data-subject.js";
import type { Decision, Verdict } from "../model/decision.js";
import type { Coordinate, SharingMode } from "../model/sharing.js";
import type { CallerSharing } from "./compile-sharing.js";
import { consentVerdict } from "./consent-verdict.js";

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
  return { dataSubject: input.dataSubject, items: verdicts(input) };
}

function verdicts({ caller, sharing, mode, dataSubject, coordinates, consents, represents, now }: DecisionInput): Verdicts {
  switch (caller.role) {
    case "application": {
      if (!sharing) return alike(coordinates, "UNAVAILABLE");
      const plan = planOf(sharing, mode, coordinates);
      if (plan.asking.length === 0) return plan.asked;
      if (consents === null) return plan.unread;
      if (consents.length === 0) return plan.asked;
      const items = new Map(plan.asked);
      for (const coordinate of plan.asking) items.set(coordinate, consentVerdict(coordinate, consents, { caller, dataSubject, mode, now }));
      return items;
    }
    case "citizen":
      if (dataSubject === `PERSON:${caller.idNumber}`) return alike(coordinates, "SELF");
      return alike(coordinates, represents.has(dataSubject) ? "REPRESENTED" : "REFERRED");
    default:
      return alike(coordinates, "FORBIDDEN");
  }
}

/** What a sharing grant says about a list of items, whoever the data subject is: shared by all of them. */
interface ItemPlan {
  readonly sharing: CallerSharing;
  readonly mode: SharingMode;
  /** Items that need the data subject's consent. */
  readonly asking: readonly Coordinate[];
  /** Every verdict where the data subject has given no consent. */
  readonly asked: Verdicts;
  /** Every verdict where consents could not be read. */
  readonly unread: Verdicts;
}

// One plan for each list of items, so that deciding 200 data subjects allocates no verdict that is the same for all.
// Goes with the list, which belongs to one request.
const plans = new WeakMap<readonly Coordinate[], ItemPlan>();

function planOf(sharing: CallerSharing, mode: SharingMode, coordinates: readonly Coordinate[]): ItemPlan {
  const known = plans.get(coordinates);
  if (known && known.sharing === sharing && known.mode === mode) return known;
  const asking = coordinates.filter((coordinate) => sharing.basisOf(coordinate, mode) === "NEEDS_CONSENT");
  const withConsent = (verdict: Verdict): Verdicts => new Map(coordinates.map((coordinate) => [coordinate, staticVerdict(coordinate, sharing, mode, verdict)]));
  const plan: ItemPlan = { sharing, mode, asking, asked: withConsent(REQUIRED), unread: withConsent(UNAVAILABLE) };
  plans.set(coordinates, plan);
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
