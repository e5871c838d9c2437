import type { QueryPlanSelectionNode } from "@apollo/query-planner";
import type { Coordinate } from "../../consent/model/sharing.js";

/** A field of a fetch's answer, as the fetch asked for it; nothing else of the answer is kept. */
export interface AnswerField {
  readonly responseName: string;
  /** Where the value lies in the result tree; differs from `responseName` where the planner renames. */
  storeAs: string;
  readonly fieldName: string;
  readonly selection: AnswerSelection | null;
  /** A key or `__typename`: once known it may not change. */
  readonly isIdentity: boolean;
  /** How many lists the schema puts around a value: 0 for one value, 1 for a list. Anything else is a mismatch. */
  readonly listDepth: number;
}

/** What a fetch asked for, by the object types that may answer. */
export interface AnswerSelection {
  readonly byType: ReadonlyMap<string, readonly AnswerField[]>;
  /** The one possible type; null where the answer's `__typename` must tell. */
  readonly onlyType: string | null;
}

/** A field of an entity fetch that resolves only with a decision. */
export interface ProtectedField {
  readonly field: AnswerField;
  readonly coordinate: Coordinate;
  /** `Type.internalName`: where this occurrence's revealed items are found. */
  readonly occurrence: string;
  /** The key of its boolean in the representation (`signed-context.ts`). */
  readonly decisionKey: string;
}

/** An entity fetch's view of one type. */
export interface EntityPlan {
  readonly typeName: string;
  /** What the representation holds, `decision` apart. */
  readonly representation: readonly QueryPlanSelectionNode[];
  readonly needsDecision: boolean;
  /** The field whose value names the entity; null for types that have no single key here. */
  readonly key: string | null;
  /** Whether the representation holds nothing but type and key: two with the same key are then one. */
  readonly isNamedByKey: boolean;
  readonly fields: readonly AnswerField[];
  readonly protectedFields: readonly ProtectedField[];
  /** Whether the fetch wants anything of this type beside protected fields and the echoed key. */
  readonly hasOpenFields: boolean;
}

interface FetchBase {
  /** From the root of the result tree: field names, and `@` for each element of a list. */
  readonly path: readonly string[];
  readonly subgraph: string;
  /** Private variables that the operation uses. */
  readonly variables: readonly string[];
  /** The GraphQL text that is sent; the same string for every request of the plan. */
  readonly operation: string;
}

export interface RootFetchStep extends FetchBase {
  readonly kind: "rootFetch";
  readonly selection: AnswerSelection;
  readonly typeName: string;
  /** Roots that name a data subject by its key: the answer's key must be the argument's value. */
  readonly namedKeys: readonly NamedKey[];
}

/** A root field, by its private name, whose answer's `key` must equal a private variable. */
export interface NamedKey {
  readonly name: string;
  readonly key: string;
  readonly variable: string;
  readonly coordinate: Coordinate;
}

export interface EntityFetchStep extends FetchBase {
  readonly kind: "entityFetch";
  readonly byType: ReadonlyMap<string, EntityPlan>;
}

/** A fetch of the `decisions` subgraph, answered in process. */
export interface DecideStep {
  readonly kind: "decide";
  readonly path: readonly string[];
  readonly byType: ReadonlyMap<string, readonly QueryPlanSelectionNode[]>;
}

export interface ConditionStep {
  readonly kind: "condition";
  /** Private variable. */
  readonly variable: string;
  readonly ifTrue: PlanStep | null;
  readonly ifFalse: PlanStep | null;
}

export interface GroupStep {
  readonly kind: "sequence" | "parallel";
  readonly steps: readonly PlanStep[];
}

/** A query plan of the stock planner, compiled once and shared by every request: it holds no fact about a caller. */
export type PlanStep = GroupStep | ConditionStep | RootFetchStep | EntityFetchStep | DecideStep;

/** A compiled plan. */
export interface CompiledPlan {
  readonly root: PlanStep | null;
  /** Number of fetches that leave the gateway. */
  readonly fetches: number;
  /** Protected coordinates by governed type that any fetch asks for: what is decided about each of its data subjects. */
  readonly protectedByType: ReadonlyMap<string, ReadonlySet<string>>;
}
