import type { ErrorCode } from "../../consent/model/errors.js";
import type { PrivateVariables } from "../facts/argument-facts.js";
import type { AnswerField, DecideStep, EntityFetchStep, PlanStep, RootFetchStep } from "../plan/step.js";
import { type BarrierContext, type EntityRequest, entityRequests, isWorthSending } from "./barrier.js";
import { AnswerMismatch, charge, createMeter, cutFields, cutObject, mergeObject, type Meter } from "./cut-answer.js";
import { createTreeObject, isTreeObject, noteIssue, objectsAt, placesOf, type TreeObject, withhold } from "./result-tree.js";
import { noteAnsweredErrors } from "./subgraph-errors.js";

/** What a subgraph answered: parsed JSON, or why there is none. */
export type SubgraphAnswer =
  | { readonly ok: true; readonly data: unknown; readonly errors: readonly unknown[] }
  | { readonly ok: false; readonly code: ErrorCode };

/** Sends one fetch. Never throws: a subgraph that fails is an answer. */
export type SendFetch = (subgraph: string, operation: string, variables: Record<string, unknown>) => Promise<SubgraphAnswer>;

/** Decides about the entities at a place of the tree and puts a handle into each; on failure, none. */
export type DecideEntities = (targets: readonly TreeObject[], step: DecideStep) => Promise<void>;

/** One request's execution. */
export interface ExecutionContext extends BarrierContext {
  readonly variables: PrivateVariables;
  readonly send: SendFetch;
  readonly decide: DecideEntities;
}

/** Runs a compiled plan and returns the root of the result tree, with private names and issues. */
export async function executePlan(root: PlanStep, context: ExecutionContext): Promise<TreeObject> {
  const tree = createTreeObject();
  await runStep(root, tree, context);
  return tree;
}

async function runStep(step: PlanStep, tree: TreeObject, context: ExecutionContext): Promise<void> {
  switch (step.kind) {
    case "sequence":
      for (const child of step.steps) await runStep(child, tree, context);
      return;
    case "parallel":
      await Promise.all(step.steps.map((child) => runStep(child, tree, context)));
      return;
    case "condition": {
      const branch = context.variables[step.variable] === true ? step.ifTrue : step.ifFalse;
      if (branch) await runStep(branch, tree, context);
      return;
    }
    case "decide": {
      const targets = objectsAt(tree, step.path);
      if (targets.length > 0) await context.decide(targets, step);
      return;
    }
    case "rootFetch":
      return fetchRoot(step, tree, context);
    case "entityFetch":
      return fetchEntities(step, tree, context);
    default:
      throw new Error(`unknown step ${(step as { kind: string }).kind}`);
  }
}

async function fetchRoot(step: RootFetchStep, tree: TreeObject, context: ExecutionContext): Promise<void> {
  const fields = step.selection.byType.get(step.typeName) ?? [];
  const answer = await context.send(step.subgraph, step.operation, pickVariables(step.variables, context.variables));
  const meter = createMeter();
  for (const target of objectsAt(tree, step.path)) {
    if (!answer.ok) {
      failFields(target, fields, step.typeName, answer.code);
      continue;
    }
    try {
      charge(meter, answer.errors.length);
      if (answer.data === null || answer.data === undefined) failFields(target, fields, step.typeName, "SUBGRAPH_UNAVAILABLE", answer.errors);
      else mergeObject(target, withNamedKeys(cutObject(answer.data, step.selection, meter), target, step, context), fields);
      noteAnsweredErrors(answer.errors, (path) => ({ target, fields, path: path ?? [], typeName: step.typeName }));
    } catch (error) {
      if (!(error instanceof AnswerMismatch)) throw error;
      failFields(target, fields, step.typeName, "SUBGRAPH_UNAVAILABLE");
    }
  }
}

/** A root that names a data subject answers about that one or nobody (architecture.md, rule 2). */
function withNamedKeys(cut: TreeObject, target: TreeObject, step: RootFetchStep, { variables }: ExecutionContext): TreeObject {
  for (const { name, key, variable, coordinate } of step.namedKeys) {
    const value = cut[name];
    if (isTreeObject(value) && value[key] !== variables[variable]) {
      cut[name] = null;
      noteIssue(target, name, { code: "SUBGRAPH_UNAVAILABLE", coordinate });
    }
  }
  return cut;
}

async function fetchEntities(step: EntityFetchStep, tree: TreeObject, context: ExecutionContext): Promise<void> {
  const requests = entityRequests(objectsAt(tree, step.path), step.byType, context);
  const sent = requests.filter(isWorthSending);
  for (const request of requests) withholdFields(request);
  if (sent.length === 0) return;
  const variables = pickVariables(step.variables, context.variables);
  variables.representations = sent.map(({ representation }) => representation);
  const answer = await context.send(step.subgraph, step.operation, variables);
  const entities = answer.ok && isTreeObject(answer.data) ? answer.data._entities : null;
  const meter = createMeter();
  if (!answer.ok || !Array.isArray(entities) || entities.length !== sent.length || !canNote(answer.errors, sent, meter)) {
    for (const request of sent) failRequest(request, answer.ok ? "SUBGRAPH_UNAVAILABLE" : answer.code);
    return;
  }
  for (const [index, request] of sent.entries()) placeEntity(request, entities[index], meter);
  noteEntityErrors(answer.errors, sent);
}

/** Whether the errors of an answer, each in every place of its entity, stay within its meter. */
export function canNote(errors: readonly unknown[], sent: readonly EntityRequest[], meter: Meter): boolean {
  if (errors.length > meter.left) return false;
  const everywhere = errors.length === 0 ? 0 : sent.reduce((sum, { targets }) => sum + targets.length, 0);
  for (const error of errors) {
    const path: readonly unknown[] | null = isTreeObject(error) && Array.isArray(error.path) ? error.path : null;
    // What stands in a path is a department's word: only a number is an index.
    const request = typeof path?.[1] === "number" ? sent[path[1]] : undefined;
    meter.left -= 1 + (path?.length ?? 0) + (path === null || request === undefined ? everywhere : request.targets.length);
    if (meter.left < 0) return false;
  }
  return true;
}

/** Puts one answered entity into its places; nulls again what is withheld, whatever the subgraph answered. */
function placeEntity(request: EntityRequest, entity: unknown, meter: Meter): void {
  const { plan, targets } = request;
  meter.places = targets.length === 1 ? placesOf(targets[0] as TreeObject) : targets.reduce((sum, target) => sum + placesOf(target), 0);
  try {
    if (entity === null) {
      // The department knows no such entity: its fields are null, and that is no error.
      for (const target of targets) for (const field of plan.fields) target[field.storeAs] ??= null;
    } else {
      if (!isTreeObject(entity)) throw new AnswerMismatch();
      const cut = cutFields(entity, plan.fields, meter);
      if (plan.key !== null && String(cut[plan.key]) !== String(request.representation[plan.key])) throw new AnswerMismatch();
      removeWithheld(cut, request);
      for (const target of targets) mergeObject(target, cut, plan.fields);
    }
  } catch (error) {
    if (!(error instanceof AnswerMismatch)) throw error;
    failRequest(request, "SUBGRAPH_UNAVAILABLE");
  }
  withholdFields(request);
}

function removeWithheld(cut: TreeObject, { permissions, withholds }: EntityRequest): void {
  if (!withholds) return;
  for (const { protectedField, permitted, elements } of permissions) {
    const name = protectedField.field.storeAs;
    if (!permitted) delete cut[name];
    else if (elements && Array.isArray(cut[name])) {
      cut[name] = cut[name].filter((item) => isTreeObject(item) && isPermittedElement(item, elements as ReadonlySet<string>));
    }
  }
}

function isPermittedElement(item: TreeObject, permitted: ReadonlySet<string>): boolean {
  return permitted.has(`PERSON:${String(item.idNumber)}`) || permitted.has(`LEGAL_ENTITY:${String(item.uscc)}`);
}

function withholdFields({ permissions, withholds, targets }: EntityRequest): void {
  if (!withholds) return;
  for (const { protectedField, permitted, issue } of permissions) {
    if (!issue) continue;
    for (const target of targets) {
      if (permitted) noteIssue(target, protectedField.field.storeAs, issue);
      else withhold(target, protectedField.field.storeAs, issue);
    }
  }
}

function failRequest({ plan, targets }: EntityRequest, code: ErrorCode): void {
  for (const target of targets) failFields(target, plan.fields, plan.typeName, code);
}

function failFields(target: TreeObject, fields: readonly AnswerField[], typeName: string, code: ErrorCode, errors: readonly unknown[] = []): void {
  // A refusal in a subgraph's own words of the catalogue says more than that it gave nothing.
  noteAnsweredErrors(errors, (path) => (path ? { target, fields, path, typeName } : null));
  for (const field of fields) {
    if (field.isIdentity || target[field.storeAs] !== undefined) continue;
    withhold(target, field.storeAs, { code, coordinate: `${typeName}.${field.fieldName}` });
  }
}

function noteEntityErrors(errors: readonly unknown[], sent: readonly EntityRequest[]): void {
  noteAnsweredErrors(errors, (path) => {
    if (path === null)
      return sent.flatMap(({ targets, plan }) => targets.map((target) => ({ target, fields: plan.fields, path: [], typeName: plan.typeName })));
    const request = path[0] === "_entities" && typeof path[1] === "number" ? sent[path[1]] : undefined;
    if (!request) return null;
    const { targets, plan } = request;
    return targets.map((target) => ({ target, fields: plan.fields, path: path.slice(2), typeName: plan.typeName }));
  });
}

function pickVariables(names: readonly string[], variables: PrivateVariables): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const name of names) if (variables[name] !== undefined) picked[name] = variables[name];
  return picked;
}
