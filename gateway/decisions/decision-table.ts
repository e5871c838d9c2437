import type { DataSubjectKey } from "../../consent/model/data-subject.js";
import type { Decision, Verdict, WithheldCode } from "../../consent/model/decision.js";
import type { Coordinate } from "../../consent/model/sharing.js";

/**
 * What travels in the result tree under `decision`: opaque, and nothing in JSON can be one (architecture.md, rule 3).
 * Its meaning is only in the table of the request that made it.
 */
export class DecisionHandle {
  readonly #brand = true;

  static isHandle(value: unknown): value is DecisionHandle {
    return typeof value === "object" && value !== null && #brand in value;
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
  /** Every entity decided, for the record. */
  entities(): Iterable<DecidedEntity>;
}

/** Creates the empty table of one request. */
export function createDecisionTable(): DecisionTable {
  const entities = new Map<DecisionHandle, DecidedEntity>();
  const byType = new Map<string, Map<string, DecisionHandle>>();
  return {
    register(entity) {
      const { typeName, key, decisions } = entity;
      let handles = byType.get(typeName);
      if (!handles) byType.set(typeName, (handles = new Map()));
      const name = nameOf(
        key,
        decisions.map(({ dataSubject }) => dataSubject),
      );
      const known = handles.get(name);
      if (known) return known;
      const handle = new DecisionHandle();
      handles.set(name, handle);
      entities.set(handle, entity);
      return handle;
    },
    find: (typeName, key, dataSubjects) => byType.get(typeName)?.get(nameOf(key, dataSubjects)),
    resolve(handle, typeName, key) {
      const entity = DecisionHandle.isHandle(handle) ? entities.get(handle) : undefined;
      return entity && entity.typeName === typeName && entity.key === key ? entity : null;
    },
    entities: () => entities.values(),
  };
}

/** No two entities of a type have one name: what names data subjects holds no line break, whatever a key holds. */
function nameOf(key: string, dataSubjects: readonly DataSubjectKey[]): string {
  return `${dataSubjects.length === 1 ? dataSubjects[0] : dataSubjects.join("\n")}\n\n${key}`;
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
