import type { Caller } from "../../consent/model/caller.js";
import type { ErrorCode } from "../../consent/model/errors.js";
import type { Coordinate, SharingMode } from "../../consent/model/sharing.js";
import type { Fact } from "../facts/fact.js";
import type { Pseudonymise } from "./pseudonym.js";
import type { Uses } from "./uses.js";

/** What one operation did, as the record keeps it: who, why, what about whom, on which basis; never a value (audit-log.md). */
export interface AuditRecord {
  readonly id: string;
  readonly receivedAt: string;
  readonly recordedAt: string;
  readonly gateway: string;
  readonly outcome: "ANSWERED" | "REFUSED";
  /** The code of a refusal. */
  readonly code: ErrorCode | null;
  readonly caller: RecordedCaller | null;
  readonly mode: SharingMode | null;
  readonly operation: RecordedOperation | null;
  /** Coordinates with their modes, as `Type.field MODE`. */
  readonly facts: readonly string[];
  /** Refused facts, as `Type.field MODE REASON`. */
  readonly refusals: readonly string[];
  readonly grant: string | null;
  /** Sharing rules used, coordinate → version. */
  readonly rules: Readonly<Record<Coordinate, string>>;
  /** Governed objects that the roots name by their keys, whatever came of it: refused, unknown, out of scope or shown. */
  readonly named: readonly RecordedName[];
  /** What was withheld where no governed object stands, as `coordinate CODE`. */
  readonly withheld: readonly string[];
  /** Elements of the answer's lists, by coordinate. */
  readonly rows: Readonly<Record<Coordinate, number>>;
  /** Sets of coordinates that `uses` refer to by index. */
  readonly sets: readonly (readonly Coordinate[])[];
  readonly uses: readonly RecordedUse[];
  /** HMAC-SHA-256 of the answer's data under a secret of this record alone, which is kept apart. */
  readonly resultMac: string | null;
}

export interface RecordedCaller {
  readonly role: Caller["role"];
  readonly client: string;
  readonly department: string | null;
  readonly application: string | null;
  readonly operator: string | null;
  readonly scenario: string | null;
  readonly case: string | null;
  /** Pseudonym of a citizen. */
  readonly citizen: string | null;
}

export interface RecordedOperation {
  readonly name: string | null;
  /** SHA-256 of the rewritten operation, which holds no literal. */
  readonly hash: string;
}

/** A governed object that a root names. */
export interface RecordedName {
  readonly type: string;
  /** HMAC of type and key, as in `uses`. */
  readonly pseudonym: string;
}

/**
 * Data subjects (or licences or parcels that stand for them) of one type of which the same was shown and withheld, on
 * consents to the same items: mostly all that a list holds.
 */
export interface RecordedUse {
  readonly type: string;
  /** Index into `sets`: coordinates shown. */
  readonly shown: number;
  /** `coordinate CODE`. */
  readonly withheld?: readonly string[];
  /** Indices into `sets`: what stands on the first consent of each object, on its second and so on. */
  readonly consented?: readonly number[];
  /** Of each: its pseudonym (HMAC of type and key), then its consents as `consent@version`. */
  readonly objects: readonly (readonly string[])[];
}

/** What is known of an operation when its record is made. */
export interface RecordInput {
  readonly id: string;
  readonly gateway: string;
  readonly receivedAt: Date;
  readonly recordedAt: Date;
  readonly caller: Caller | null;
  readonly outcome: AuditRecord["outcome"];
  readonly code: ErrorCode | null;
  readonly mode: SharingMode | null;
  readonly operation: RecordedOperation | null;
  readonly facts: readonly Fact[];
  readonly refusals: readonly { coordinate: Coordinate; mode: SharingMode; reason: string }[];
  readonly grant: string | null;
  readonly ruleVersion: (coordinate: Coordinate) => string | undefined;
  /** Register keys by the coordinate of their key field, as the arguments name them. */
  readonly named: readonly { readonly coordinate: Coordinate; readonly value: string }[];
  readonly withheld: readonly { readonly coordinate: Coordinate; readonly code: ErrorCode }[];
  readonly uses: Uses | null;
  readonly resultMac: string | null;
}

/** Builds the record of one operation. */
export function buildRecord(input: RecordInput, pseudonymise: Pseudonymise): AuditRecord {
  const facts = [...new Set(input.facts.map(({ coordinate, mode }) => `${coordinate} ${mode}`))].sort();
  const rules: Record<Coordinate, string> = {};
  for (const { coordinate } of input.facts) {
    const version = input.ruleVersion(coordinate);
    if (version) rules[coordinate] = version;
  }
  const { sets, uses } = recordUses(input.uses, pseudonymise);
  return {
    id: input.id,
    receivedAt: input.receivedAt.toISOString(),
    recordedAt: input.recordedAt.toISOString(),
    gateway: input.gateway,
    outcome: input.outcome,
    code: input.code,
    caller: input.caller && recordedCaller(input.caller, pseudonymise),
    mode: input.mode,
    operation: input.operation,
    facts,
    refusals: input.refusals.map(({ coordinate, mode, reason }) => `${coordinate} ${mode} ${reason}`),
    grant: input.grant,
    rules,
    named: recordNames(input.named, pseudonymise),
    withheld: input.withheld.map(({ coordinate, code }) => `${coordinate} ${code}`),
    rows: Object.fromEntries(input.uses?.rows() ?? []),
    sets,
    uses,
    resultMac: input.resultMac,
  };
}

function recordedCaller(caller: Caller, pseudonymise: Pseudonymise): RecordedCaller {
  const base = { role: caller.role, client: caller.clientId, department: null, application: null, operator: null, scenario: null, case: null, citizen: null };
  switch (caller.role) {
    case "application": {
      const { department, application, operator, scenario } = caller;
      return { ...base, department, application, operator, scenario, case: caller.case };
    }
    case "citizen":
      return { ...base, citizen: pseudonymise("PERSON", caller.idNumber) };
    default:
      return { ...base, department: caller.department };
  }
}

function recordNames(named: RecordInput["named"], pseudonymise: Pseudonymise): RecordedName[] {
  const recorded = new Map<string, RecordedName>();
  for (const { coordinate, value } of named) {
    const type = coordinate.slice(0, coordinate.indexOf("."));
    recorded.set(`${type} ${value}`, { type, pseudonym: pseudonymise(type, value) });
  }
  return [...recorded.values()];
}

function recordUses(uses: Uses | null, pseudonymise: Pseudonymise): { sets: (readonly Coordinate[])[]; uses: RecordedUse[] } {
  const { sets, indexOf } = createSets();
  const recorded: RecordingUse[] = [];
  for (const { typeName: type, key, shown: coordinates, withheld: issues, consents } of uses?.all() ?? []) {
    const shown = indexOf(coordinates);
    const withheld = issues.length === 0 ? NONE : issues.map(({ coordinate, code }) => `${coordinate} ${code}`);
    const consented = consents.length === 0 ? NONE : consents.map(({ items }) => indexOf(items));
    let use = recentUse(
      recorded,
      (known) => known.type === type && known.shown === shown && isSame(known.withheld, withheld) && isSame(known.consented, consented),
    );
    if (!use) {
      use = { type, shown, ...(withheld.length > 0 ? { withheld } : {}), ...(consented.length > 0 ? { consented } : {}), objects: [] };
      recorded.push(use);
    }
    const object = [pseudonymise(type, key)];
    for (const { consent, consentVersion } of consents) object.push(`${consent}@${consentVersion}`);
    use.objects.push(object);
  }
  return { sets, uses: recorded };
}

type RecordingUse = RecordedUse & { readonly objects: string[][] };

const NONE: readonly never[] = [];

/** Of the last few: a list in which everyone differs is not searched as a whole for each of them. */
function recentUse(recorded: readonly RecordingUse[], isWanted: (use: RecordingUse) => boolean): RecordingUse | undefined {
  for (let index = recorded.length - 1; index >= Math.max(0, recorded.length - 16); index--) {
    const use = recorded[index];
    if (use && isWanted(use)) return use;
  }
  return undefined;
}

function isSame<T>(known: readonly T[] | undefined, list: readonly T[]): boolean {
  return known === undefined ? list.length === 0 : known.length === list.length && known.every((element, index) => element === list[index]);
}

/** Sets of coordinates, each once; most are one and the same array, which is known without a look at what it holds. */
function createSets() {
  const sets: (readonly Coordinate[])[] = [];
  const byArray = new Map<readonly Coordinate[], number>();
  const byContent = new Map<string, number>();
  const indexOf = (set: readonly Coordinate[]): number => {
    let index = byArray.get(set);
    if (index !== undefined) return index;
    const content = set.join();
    index = byContent.get(content) ?? sets.push(set) - 1;
    byContent.set(content, index);
    byArray.set(set, index);
    return index;
  };
  return { sets, indexOf };
}
