import { decide } from "../../consent/decide/decide.js";
import type { CallerSharing } from "../../consent/decide/compile-sharing.js";
import type { Caller } from "../../consent/model/caller.js";
import type { ConsentRecord } from "../../consent/model/consent-record.js";
import { type DataSubjectKey, dataSubjectKey, parseDataSubjectKey } from "../../consent/model/data-subject.js";
import type { Decision } from "../../consent/model/decision.js";
import type { Coordinate, SharingMode } from "../../consent/model/sharing.js";
import type { Graph } from "../graph.js";
import type { DecisionTable } from "./decision-table.js";

/** An entity of the result tree about which is decided: the representation that the planner asks for. */
export interface EntityToDecide {
  readonly typeName: string;
  readonly representation: Readonly<Record<string, unknown>>;
  /** Puts the handle into the entity's place. */
  place(handle: unknown): void;
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
}

const NOBODY: ReadonlySet<DataSubjectKey> = new Set();

/**
 * Decides about the entities of one fetch of the `decisions` subgraph, with one look-up of consents for all of them.
 * An entity whose data subjects cannot be told gets no handle, and so nothing (architecture.md, rule 3).
 */
export async function decideEntities(entities: readonly EntityToDecide[], table: DecisionTable, basis: DecisionBasis, graph: Graph): Promise<void> {
  const pending: { entity: EntityToDecide; key: string; dataSubjects: readonly DataSubjectKey[] }[] = [];
  for (const entity of entities) {
    const key = entity.representation[graph.keyFields.get(entity.typeName) ?? ""];
    const dataSubjects = dataSubjectsOf(entity, graph);
    if (typeof key !== "string" || dataSubjects.length === 0) continue;
    const known = table.find(entity.typeName, key, dataSubjects);
    if (known) entity.place(known);
    else pending.push({ entity, key, dataSubjects });
  }
  if (pending.length === 0) return;
  const asking = pending.filter(({ entity }) => needsConsent(entity.typeName, basis));
  const consents = await consentsFor(
    asking.flatMap(({ dataSubjects }) => dataSubjects),
    basis,
  );
  const represents = basis.caller.role === "citizen" ? await basis.represents().catch(() => NOBODY) : NOBODY;
  for (const { entity, key, dataSubjects } of pending) {
    const coordinates = basis.itemsOf(entity.typeName);
    const decisions = dataSubjects.map((dataSubject): Decision => {
      const { caller, sharing, mode, now } = basis;
      // Without an answer from the consent service nothing that needs consent is permitted (null, not an empty list).
      const known = consents === null ? null : (consents.get(dataSubject) ?? []);
      return decide({ caller, sharing, mode, dataSubject, coordinates, consents: known, represents, now });
    });
    entity.place(table.register({ typeName: entity.typeName, key, decisions }));
  }
}

function needsConsent(typeName: string, { sharing, mode, itemsOf }: DecisionBasis): boolean {
  return sharing?.anyNeedsConsent(itemsOf(typeName), mode) ?? false;
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
function dataSubjectsOf({ typeName, representation }: EntityToDecide, graph: Graph): DataSubjectKey[] {
  const { ownerKeys, holderType, holderId } = representation;
  const key = representation[graph.keyFields.get(typeName) ?? ""];
  const kind = graph.governed.dataSubjectKinds.get(typeName);
  if (kind) return valid([`${kind}:${String(key)}`]);
  if (Array.isArray(ownerKeys)) return valid(ownerKeys.map(String));
  if (holderType !== undefined || holderId !== undefined) return valid([`${String(holderType)}:${String(holderId)}`]);
  // A verification is about the data subject that its own key names.
  const [reached] = (graph.reachCoordinates.get(typeName) ?? "").split(".");
  const verified = graph.governed.dataSubjectKinds.get(reached ?? "");
  return verified && reached !== typeName ? valid([dataSubjectKey(verified, String(key))]) : [];
}

function valid(keys: readonly string[]): DataSubjectKey[] {
  return keys.every((key) => parseDataSubjectKey(key) !== null) ? (keys as DataSubjectKey[]) : [];
}
