import type { QueryPlanSelectionNode } from "@apollo/query-planner";
import type { DataSubjectKey } from "../../consent/model/data-subject.js";
import { elementDecisionKey } from "../../consent/model/signed-context.js";
import type { Coordinate } from "../../consent/model/sharing.js";
import { type DecisionTable, type DecidedEntity, verdictByElement, verdictOnAll } from "../decisions/decision-table.js";
import type { EntityPlan, ProtectedField } from "../plan/step.js";
import { createTreeObject, isTreeObject, type Issue, type TreeObject, type TreeValue } from "./result-tree.js";

/** Which items a protected field needs: itself, or what its arguments reveal. */
export type RequiredItems = (protectedField: ProtectedField) => readonly Coordinate[];

/** What the barrier needs to know of one request. */
export interface BarrierContext {
  readonly decisions: DecisionTable;
  readonly requiredItems: RequiredItems;
  /** Protected lists that are decided element by element. */
  readonly elementwise: ReadonlySet<Coordinate>;
}

/** What one protected field of one entity may show. */
export interface Permission {
  readonly protectedField: ProtectedField;
  readonly permitted: boolean;
  /** Set when the field is withheld, or some elements of it are. */
  readonly issue: Issue | null;
  /** For a list decided element by element: the data subjects that may stand in it. */
  readonly elements: ReadonlySet<DataSubjectKey> | null;
}

/**
 * One entity of a fetch: its representation, its places in the tree and what may be shown. They travel together
 * (architecture.md, rule 2); nothing is looked up by position.
 */
export interface EntityRequest {
  readonly plan: EntityPlan;
  readonly representation: TreeObject;
  /** What was decided about it; null when nothing was or need be. */
  readonly entity: DecidedEntity | null;
  readonly permissions: readonly Permission[];
  /** Whether any of these withholds anything. */
  readonly withholds: boolean;
  readonly targets: TreeObject[];
}

/**
 * The entities of a fetch: one for each distinct representation. A target without its key or type is passed over.
 * Each handle must be one of this request's, made for this very entity (architecture.md, rule 3).
 */
export function entityRequests(targets: readonly TreeObject[], plans: ReadonlyMap<string, EntityPlan>, context: BarrierContext): EntityRequest[] {
  const requests: EntityRequest[] = [];
  const named = new Map<EntityPlan, Map<string, EntityRequest[]>>();
  const barriers: Barriers = new Map();
  for (const target of targets) {
    const plan = plans.get(String(target.__typename));
    const representation = plan && representationOf(target, plan.representation);
    if (!plan || !representation) continue;
    const entity = plan.needsDecision ? resolveHandle(target, plan, context.decisions) : null;
    let byName = named.get(plan);
    if (!byName) named.set(plan, (byName = new Map()));
    const name = nameOf(representation, plan);
    const same = byName.get(name);
    // Targets with the same representation but another decision (or a false handle) are never one request.
    const known = same?.find((request) => request.entity === entity);
    if (known) {
      known.targets.push(target);
      continue;
    }
    const { permissions, booleans, withholds } = barrierOf(plan, entity, context, barriers);
    if (plan.needsDecision) representation.decision = booleans;
    const request = { plan, representation, entity, permissions, withholds, targets: [target] };
    requests.push(request);
    if (same) same.push(request);
    else byName.set(name, [request]);
  }
  return requests;
}

/** The same text for the same representation of a plan's; JSON of an object begins with a brace, and no text of JSON. */
function nameOf(representation: TreeObject, { key, isNamedByKey }: EntityPlan): string {
  const value = key !== null && isNamedByKey ? representation[key] : undefined;
  return typeof value === "string" && !value.startsWith("{") ? value : JSON.stringify(representation);
}

function resolveHandle(target: TreeObject, plan: EntityPlan, decisions: DecisionTable): DecidedEntity | null {
  const key = plan.key === null ? undefined : target[plan.key];
  return typeof key === "string" ? decisions.resolve(target.decision, plan.typeName, key) : null;
}

/** What an entity's fields may show, and its booleans; the same for every entity with the same verdicts. */
interface Barrier {
  readonly permissions: readonly Permission[];
  readonly withholds: boolean;
  readonly booleans: TreeObject;
}

/** The barriers of one fetch by plan and verdicts: a list of 200 persons mostly has one or two. */
type Barriers = Map<EntityPlan, Map<string, Barrier>>;

function barrierOf(plan: EntityPlan, entity: DecidedEntity | null, context: BarrierContext, barriers: Barriers): Barrier {
  let pattern = "";
  for (const field of plan.protectedFields) {
    // What is decided element by element is each entity's own.
    if (context.elementwise.has(field.coordinate)) return createBarrier(plan, entity, context);
    const verdict = verdictOnAll(entity, context.requiredItems(field));
    pattern += verdict.permitted ? " PERMITTED" : ` ${verdict.code}`;
  }
  let known = barriers.get(plan);
  if (!known) barriers.set(plan, (known = new Map()));
  let barrier = known.get(pattern);
  if (!barrier) known.set(pattern, (barrier = createBarrier(plan, entity, context)));
  return barrier;
}

function createBarrier(plan: EntityPlan, entity: DecidedEntity | null, context: BarrierContext): Barrier {
  const permissions = plan.protectedFields.map((field) => permissionOf(field, entity, context));
  const booleans = createTreeObject();
  for (const { protectedField, permitted, elements } of permissions) {
    booleans[protectedField.decisionKey] = permitted;
    for (const element of elements ?? []) booleans[elementDecisionKey(protectedField.decisionKey, element)] = true;
  }
  const withholds = permissions.some(({ permitted, issue, elements }) => !permitted || issue !== null || elements !== null);
  return { permissions, booleans, withholds };
}

function permissionOf(protectedField: ProtectedField, entity: DecidedEntity | null, context: BarrierContext): Permission {
  const { coordinate } = protectedField;
  if (context.elementwise.has(coordinate)) {
    const { permitted, withheld } = verdictByElement(entity, coordinate);
    const issue = withheld ? { code: withheld, coordinate } : null;
    return { protectedField, permitted: permitted.size > 0, issue, elements: permitted };
  }
  const verdict = verdictOnAll(entity, context.requiredItems(protectedField));
  return {
    protectedField,
    permitted: verdict.permitted,
    issue: verdict.permitted ? null : { code: verdict.code, coordinate },
    elements: null,
  };
}

/** Whether anything of an entity may be asked for; if not, it is not sent at all (architecture.md, rule 4). */
export function isWorthSending({ plan, permissions }: EntityRequest): boolean {
  return plan.hasOpenFields || permissions.some(({ permitted }) => permitted);
}

/** Copies what a representation needs; null when a part of it is missing. */
export function representationOf(target: TreeObject, selections: readonly QueryPlanSelectionNode[]): TreeObject | null {
  const representation = createTreeObject();
  for (const selection of selections) {
    if (selection.kind !== "Field") return null;
    const value = copyRequired(target[selection.name], selection.selections);
    if (value === undefined) return null;
    representation[selection.name] = value;
  }
  return representation;
}

function copyRequired(value: TreeValue, selections: readonly QueryPlanSelectionNode[] | undefined): TreeValue {
  if (value === null || value === undefined || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item) => copyRequired(item, selections));
  return selections && isTreeObject(value) ? (representationOf(value, selections) ?? undefined) : undefined;
}
