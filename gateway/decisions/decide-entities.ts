import { decide } from "../../consent/decide/decide.js";
import type { CallerSharing } from "../../consent/decide/compile-sharing.js";
import type { Caller } from "../../consent/model/caller.js";
import type { ConsentRecord } from "../../consent/model/consent-record.js";
import { type DataSubjectKey, dataSubjectKey, isDataSubjectKey } from "../../consent/model/data-subject.js";
import type { Decision } from "../../consent/model/decision.js";
import type { Coordinate, SharingMode } from "../../consent/model/sharing.js";
import type { Graph } from "../graph.js";
import type { DecisionTable } from "./decision-table.js";

/** An entity of the result tree about which is decided. Its handle is put into its place, as `decision`. */
export interface EntityToDecide {
  readonly typeName: string;
  readonly target: { readonly [name: string]: unknown; decision?: unknown };
}

/** What the decisions of one request rest on. */
export interface DecisionBasis {
  readonly caller: Caller;
  readonly mode: SharingMode;
  readonly now: Date;
  /** null: the caller holds none. */
  readonly sharing: CallerSharing | null;
  /** Items that may be asked of each governed type in this operation. */
  readonly itemsOf: (typeName: string) => readonly Coordinate[];
  /** Consents of many data subjects, in one look-up. */
  readonly consentsOf: (dataSubjects: readonly DataSubjectKey[]) => Promise<ReadonlyMap<DataSubjectKey, readonly ConsentRecord[]>>;
  /** Whom a citizen represents. */
  readonly represents: () => Promise<ReadonlySet<DataSubjectKey>>;
  /** Reserves consents that are for one use, for this request. @returns those that it holds now */
  readonly reserveUses: (consents: readonly string[]) => Promise<ReadonlySet<string>>;
}

const NOBODY: ReadonlySet<DataSubjectKey> = new Set();

/**
 * Decides about the entities of one fetch of the `decisions` subgraph, with one look-up of consents for all of them.
 * An entity whose data subjects cannot be told gets no handle, and so nothing (architecture.md, rule 3).
 */
export async function decideEntities(entities: readonly EntityToDecide[], table: DecisionTable, basis: DecisionBasis, graph: Graph): Promise<void> {
  const pending: Pending[] = [];
  const asking: DataSubjectKey[] = [];
  const needsConsent = consentNeeds(basis);
  for (const entity of entities) {
    const { typeName, target } = entity;
    const key = target[graph.keyFields.get(typeName) ?? ""];
    if (typeof key !== "string") continue;
    const dataSubjects = dataSubjectsOf(entity, key, graph);
    if (dataSubjects.length === 0) continue;
    const known = table.find(typeName, key, dataSubjects);
    if (known) target.decision = known;
    else {
      pending.push({ entity, key, dataSubjects });
      if (needsConsent(typeName)) asking.push(...dataSubjects);
    }
  }
  if (pending.length === 0) return;
  const consents = await consentsFor(asking, basis);
  const { caller, sharing, mode, now } = basis;
  const represents = caller.role === "citizen" ? await basis.represents().catch(() => NOBODY) : NOBODY;
  const decideOn = ({ entity, dataSubjects }: Pending, known: Consents): Decision[] =>
    dataSubjects.map((dataSubject) => {
      const coordinates = basis.itemsOf(entity.typeName);
      // Without an answer from the consent service nothing that needs consent is permitted (null, not an empty list).
      const own = known === null ? null : (known.get(dataSubject) ?? NO_CONSENTS);
      return decide({ caller, sharing, mode, dataSubject, coordinates, consents: own, represents, now });
    });
  const decideAll = (known: Consents): Decision[][] => pending.map((entity) => decideOn(entity, known));
  const decided = await withReservedUses(decideAll, consents, basis);
  for (const [index, { entity, key }] of pending.entries()) {
    const { typeName, target } = entity;
    target.decision = table.register({ typeName, key, decisions: decided[index] as Decision[] });
  }
}

interface Pending {
  readonly entity: EntityToDecide;
  readonly key: string;
  readonly dataSubjects: readonly DataSubjectKey[];
}

/** By data subject; null when they could not be read. */
type Consents = ReadonlyMap<DataSubjectKey, readonly ConsentRecord[]> | null;

/**
 * Decides, and reserves what the decisions stand on and is for one use, before anything is asked for. What another operation has
 * already is exhausted, and is decided again without it, until every use is this request's: what then takes its place may be
 * for one use too. When nobody can say, nothing that needs consent is permitted.
 */
async function withReservedUses(decideAll: (consents: Consents) => Decision[][], consents: Consents, basis: DecisionBasis): Promise<Decision[][]> {
  const held = new Set<string>();
  const lost = new Set<string>();
  let usable = consents;
  for (;;) {
    const decided = decideAll(usable);
    const wanted = oneTimeUses(decided).filter((consent) => !held.has(consent));
    if (wanted.length === 0) return decided;
    const reserved = await basis.reserveUses(wanted).catch(() => null);
    if (reserved === null) return decideAll(null);
    for (const consent of wanted) (reserved.has(consent) ? held : lost).add(consent);
    if (wanted.every((consent) => held.has(consent))) return decided;
    usable = withoutLost(consents, lost);
  }
}

function oneTimeUses(decided: readonly (readonly Decision[])[]): string[] {
  const uses = new Set<string>();
  for (const decisions of decided) for (const decision of decisions) for (const { consent, oneTime } of decision.consents) if (oneTime) uses.add(consent);
  return [...uses];
}

function withoutLost(consents: Consents, lost: ReadonlySet<string>): Consents {
  const without = (record: ConsentRecord): ConsentRecord => (lost.has(record.id) ? { ...record, status: "EXHAUSTED" } : record);
  return consents && new Map([...consents].map(([dataSubject, records]) => [dataSubject, records.map(without)]));
}

const NO_CONSENTS: readonly ConsentRecord[] = [];

/** Whether any item that may be asked of a type needs consent; worked out once a type. */
function consentNeeds({ sharing, mode, itemsOf }: DecisionBasis): (typeName: string) => boolean {
  const needs = new Map<string, boolean>();
  return (typeName) => {
    let needed = needs.get(typeName);
    if (needed === undefined) needs.set(typeName, (needed = sharing?.anyNeedsConsent(itemsOf(typeName), mode) ?? false));
    return needed;
  };
}

async function consentsFor(
  dataSubjects: readonly DataSubjectKey[],
  basis: DecisionBasis,
): Promise<ReadonlyMap<DataSubjectKey, readonly ConsentRecord[]> | null> {
  if (dataSubjects.length === 0) return new Map();
  try {
    return await basis.consentsOf(dataSubjects);
  } catch {
    return null;
  }
}

/** The data subjects of an entity: itself, its holder, or its owners; none when any of them cannot be read. */
function dataSubjectsOf({ typeName, target }: EntityToDecide, key: string, graph: Graph): DataSubjectKey[] {
  const kind = graph.governed.dataSubjectKinds.get(typeName);
  if (kind) return valid([`${kind}:${key}`]);
  const { ownerKeys, holderType, holderId } = target;
  if (Array.isArray(ownerKeys)) return valid(ownerKeys.map(String));
  if (holderType !== undefined || holderId !== undefined) return valid([`${String(holderType)}:${String(holderId)}`]);
  // A verification is about the data subject that its own key names.
  const [reached] = (graph.reachCoordinates.get(typeName) ?? "").split(".");
  const verified = graph.governed.dataSubjectKinds.get(reached ?? "");
  return verified && reached !== typeName ? valid([dataSubjectKey(verified, key)]) : [];
}

function valid(keys: readonly string[]): DataSubjectKey[] {
  return keys.every(isDataSubjectKey) ? (keys as DataSubjectKey[]) : [];
}
