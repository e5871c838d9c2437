import type { DataSubjectKey } from "../../consent/model/data-subject.js";
import type { ConsentUse, Decision, Verdict, WithheldCode } from "../../consent/model/decision.js";
import type { Coordinate } from "../../consent/model/sharing.js";

/**
 * What travels in the result tree under `decision`: opaque, and nothing in JSON can be one (architecture.md, rule 3).
 * Its meaning is only in the table of the request that made it.
 */
export class DecisionHandle {
  readonly #table: object | null;
  readonly #entity: DecidedEntity | null;

  /** @param table the token of the request's table, which is nowhere else: a handle made without it means nothing */
  constructor(table: object | null = null, entity: DecidedEntity | null = null) {
    this.#table = table;
    this.#entity = entity;
  }

  /** What a value means in a table: null unless it is a handle of that table's. */
  static entityOf(value: unknown, table: object): DecidedEntity | null {
    return typeof value === "object" && value !== null && #table in value && value.#table === table ? value.#entity : null;
  }
}

/** What was decided about one entity: its data subjects, each with a decision. */
export interface DecidedEntity {
  readonly typeName: string;
  readonly key: string;
  readonly decisions: readonly Decision[];
}

/** One request's decisions. They never outlive it (architecture.md, rule 7). */
export interface DecisionTable {
  /** Registers what was decided about an entity; the same entity with the same data subjects keeps its handle. */
  register(entity: DecidedEntity): DecisionHandle;
  /** The handle of an entity already decided with exactly these data subjects. */
  find(typeName: string, key: string, dataSubjects: readonly DataSubjectKey[]): DecisionHandle | undefined;
  /** What a handle means for this entity; null when it is missing, foreign, forged or of another entity. */
  resolve(handle: unknown, typeName: string, key: string): DecidedEntity | null;
  /** The consents on which items of an entity stand, for the record; its data subjects one after the other. */
  consentsAbout(typeName: string, key: string): readonly ConsentUse[];
}

const NOTHING: readonly never[] = [];

/** Creates the empty table of one request. */
export function createDecisionTable(): DecisionTable {
  const token = {};
  // Mostly one handle a key; several where different data subjects were named for it.
  const byType = new Map<string, Map<string, readonly DecisionHandle[]>>();
  const handlesOf = (typeName: string, key: string): readonly DecisionHandle[] => byType.get(typeName)?.get(key) ?? NOTHING;
  const entityOf = (handle: unknown): DecidedEntity | null => DecisionHandle.entityOf(handle, token);
  const find: DecisionTable["find"] = (typeName, key, dataSubjects) => handlesOf(typeName, key).find((handle) => isAbout(entityOf(handle), dataSubjects));
  return {
    find,
    register(entity) {
      const { typeName, key, decisions } = entity;
      const known = handlesOf(typeName, key);
      const same = find(
        typeName,
        key,
        decisions.map(({ dataSubject }) => dataSubject),
      );
      if (same) return same;
      let byKey = byType.get(typeName);
      if (!byKey) byType.set(typeName, (byKey = new Map()));
      const handle = new DecisionHandle(token, entity);
      byKey.set(key, known.length === 0 ? [handle] : [...known, handle]);
      return handle;
    },
    resolve(handle, typeName, key) {
      const entity = entityOf(handle);
      return entity && entity.typeName === typeName && entity.key === key ? entity : null;
    },
    consentsAbout(typeName, key) {
      const handles = handlesOf(typeName, key);
      const first = handles.length === 1 ? entityOf(handles[0])?.decisions : undefined;
      if (first?.length === 1) return first[0]?.consents ?? NOTHING;
      return handles.flatMap((handle) => (entityOf(handle)?.decisions ?? NOTHING).flatMap(({ consents }) => consents));
    },
  };
}

function isAbout(entity: DecidedEntity | null, dataSubjects: readonly DataSubjectKey[]): boolean {
  const decisions = entity?.decisions ?? [];
  return decisions.length === dataSubjects.length && decisions.every(({ dataSubject }, index) => dataSubject === dataSubjects[index]);
}

const UNAVAILABLE: Verdict = { permitted: false, code: "DECISION_UNAVAILABLE" };

/**
 * The verdict on an entity for a set of items: every data subject must permit every item. No data subject and no item
 * permit nothing.
 */
export function verdictOnAll(entity: DecidedEntity | null, items: readonly Coordinate[]): Verdict {
  if (!entity || entity.decisions.length === 0 || items.length === 0) return UNAVAILABLE;
  let verdict: Verdict = UNAVAILABLE;
  for (const decision of entity.decisions) {
    for (const item of items) {
      verdict = decision.items.get(item) ?? UNAVAILABLE;
      if (!verdict.permitted) return verdict;
    }
  }
  return verdict;
}

/** The data subjects of an entity that permit one item, and the code of the first that does not. */
export function verdictByElement(entity: DecidedEntity | null, item: Coordinate): { permitted: ReadonlySet<DataSubjectKey>; withheld: WithheldCode | null } {
  const permitted = new Set<DataSubjectKey>();
  let withheld: WithheldCode | null = entity && entity.decisions.length > 0 ? null : "DECISION_UNAVAILABLE";
  for (const decision of entity?.decisions ?? []) {
    const verdict = decision.items.get(item) ?? UNAVAILABLE;
    if (verdict.permitted) permitted.add(decision.dataSubject);
    else withheld ??= verdict.code;
  }
  return { permitted, withheld };
}
