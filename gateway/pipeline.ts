import { createHash, createHmac, randomBytes } from "node:crypto";
import type { CallerSharing } from "../consent/decide/compile-sharing.js";
import type { FactRefusal } from "../consent/decide/refusal.js";
import type { Caller } from "../consent/model/caller.js";
import { type CaseUseKey, dataSubjectKey } from "../consent/model/data-subject.js";
import { type ErrorCode, Refusal } from "../consent/model/errors.js";
import type { Coordinate, SharingMode } from "../consent/model/sharing.js";
import type { AuditEntry } from "./audit/audit-writer.js";
import { type AuditRecord, buildRecord } from "./audit/record.js";
import { createUses, type Uses } from "./audit/uses.js";
import { authorise } from "./authorisation/authorise.js";
import type { GatewayRequest } from "./context.js";
import { createDecisionTable, type DecisionTable } from "./decisions/decision-table.js";
import { executePlan, type SendFetch } from "./execution/execute-plan.js";
import { createTreeObject, type TreeObject } from "./execution/result-tree.js";
import { argumentFacts, checkIdentifiers, type PrivateVariables, privateVariables, type RequestFacts } from "./facts/argument-facts.js";
import type { Fact } from "./facts/fact.js";
import type { PreparedOperation } from "./facts/prepare-operation.js";
import type { GatewayParts } from "./parts.js";
import type { CompiledPlan } from "./plan/step.js";
import { type AnswerError, shapeResult, type Withheld } from "./shaping/shape-result.js";

/** The answer of one operation, before it is put into HTTP. */
export interface GatewayAnswer {
  /** `data` as JSON: made once, for the record and for the client. */
  readonly dataText: string;
  readonly errors: readonly AnswerError[];
  readonly withheld: readonly Withheld[];
  readonly auditId: string;
}

/** A refusal that is on the record. */
export interface RecordedRefusal {
  readonly refusal: Refusal;
  /** null when the record itself failed: then the refusal is AUDIT_UNAVAILABLE. */
  readonly auditId: string | null;
}

/** What is known of a request; each step adds its part. */
interface Exchange {
  readonly request: GatewayRequest;
  decisions?: DecisionTable | undefined;
  uses?: Uses | undefined;
  caller?: Caller;
  operation?: PreparedOperation;
  variables?: PrivateVariables | undefined;
  requestFacts?: RequestFacts;
  facts?: readonly Fact[];
  sharing?: CallerSharing | null;
  mode?: SharingMode;
  /** `__schema` and `__type` as the client asked for them. */
  introspected?: Record<string, unknown>;
  plan?: CompiledPlan;
  tree?: TreeObject | undefined;
  /** Consents for one use were reserved: whether anything was asked of a department since. */
  reservation?: { isUsed: boolean };
  answer?: Omit<GatewayAnswer, "auditId">;
}

type Step = (exchange: Exchange, parts: GatewayParts) => Promise<void> | void;

/** A request's way through the gateway, in order (architecture.md); a step that refuses ends it, and the refusal is recorded. */
const STEPS: readonly Step[] = [identity, operationFacts, staticAuthorisation, identifiers, queryPlan, caseUse, execution, shaping];

/** Takes one request the whole way. Nothing leaves before its record is durable: neither an answer nor a refusal. */
export async function answerRequest(request: GatewayRequest, parts: GatewayParts): Promise<GatewayAnswer | RecordedRefusal> {
  const decisions = createDecisionTable();
  const exchange: Exchange = { request, decisions, uses: createUses(decisions) };
  try {
    for (const step of STEPS) await step(exchange, parts);
    const { answer } = exchange;
    if (!answer) throw new Refusal("INTERNAL");
    await record(exchange, parts, "ANSWERED", null);
    return { ...answer, auditId: request.id };
  } catch (error) {
    return await refuse(error, exchange, parts);
  } finally {
    // Final with the record; given back only where nothing was asked for since (domain.md, "Consent").
    if (exchange.reservation) await parts.settleUses(request.id, exchange.reservation.isUsed);
  }
}

async function identity(exchange: Exchange, { identify }: GatewayParts): Promise<void> {
  exchange.caller = await identify(exchange.request);
}

function operationFacts(exchange: Exchange, { preparer, graph, limits, introspect }: GatewayParts): void {
  const { request } = exchange;
  const operation = preparer.prepare(request.text, request.operationName);
  const { parsed, rewritten, variableTypes, facts } = operation;
  exchange.operation = operation;
  exchange.variables = privateVariables(parsed, rewritten, request.variables, (name) => variableTypes.get(name));
  exchange.requestFacts = argumentFacts(facts.args, exchange.variables, graph);
  exchange.facts = [...facts.facts, ...exchange.requestFacts.facts];
  const { fetches } = operation.estimate;
  if (fetches > limits.maxFetches) throw new Refusal("OPERATION_TOO_COSTLY", { limit: "maxFetches", max: limits.maxFetches });
  if (operation.estimate.cost(exchange.variables) > limits.maxCost) {
    throw new Refusal("OPERATION_TOO_COSTLY", { limit: "maxCost", max: limits.maxCost });
  }
  // The schema is answered from memory or refused, before anybody else is asked for anything.
  if (rewritten.introspection.length > 0) exchange.introspected = introspect(operation, request.variables);
}

function staticAuthorisation(exchange: Exchange, { snapshot, clock }: GatewayParts): void {
  const { caller, facts, operation } = known(exchange, "caller", "facts", "operation");
  exchange.sharing = null;
  if (caller.role === "application" && facts.length > 0) {
    const table = snapshot.current();
    if (!table) throw new Refusal("DECISION_UNAVAILABLE");
    exchange.sharing = table.sharingOf(caller, clock());
  }
  const { sharing } = exchange;
  exchange.mode = authorise(caller, facts, operation.facts.platform, sharing ? (fact) => sharing.refusalOf(fact) : null);
}

function identifiers(exchange: Exchange, { clock }: GatewayParts): void {
  checkIdentifiers(known(exchange, "requestFacts").requestFacts.identifiers, clock());
}

function queryPlan(exchange: Exchange, { plans }: GatewayParts): void {
  const { rewritten } = known(exchange, "operation").operation;
  exchange.plan = rewritten.hasFetches ? plans.planOf(rewritten) : { root: null, fetches: 0, protectedByType: new Map() };
}

/**
 * QUERY and COMPARE are about identified data subjects: few at once, and few over the life of a case (graph.md). What
 * stands for one (a licence, a parcel) counts like one, or fifty licences would lead to fifty holders.
 */
async function caseUse(exchange: Exchange, { registerCaseUse, limits, graph }: GatewayParts): Promise<void> {
  const { caller, mode, requestFacts } = known(exchange, "caller", "mode", "requestFacts");
  if (caller.role !== "application" || (mode !== "QUERY" && mode !== "COMPARE")) return;
  const named = new Set<CaseUseKey>();
  for (const { coordinate, value } of requestFacts.named) {
    const typeName = coordinate.slice(0, coordinate.indexOf("."));
    const kind = graph.governed.dataSubjectKinds.get(typeName);
    if (kind) named.add(dataSubjectKey(kind, value));
    else if (graph.keyFields.has(typeName)) named.add(`OBJECT:${createHash("sha256").update(`${typeName}\n${value}`).digest("hex").slice(0, 32)}`);
  }
  if (named.size === 0) return;
  const max = limits.maxDataSubjectsPerOperation;
  if (named.size > max) throw new Refusal("QUOTA_EXCEEDED", { limit: "maxDataSubjectsPerOperation", max });
  await registerCaseUse(caller, [...named]);
}

async function execution(exchange: Exchange, parts: GatewayParts): Promise<void> {
  const { caller, mode, plan, variables, requestFacts, decisions } = known(exchange, "caller", "mode", "plan", "variables", "requestFacts", "decisions");
  const { request, sharing } = exchange;
  exchange.tree = plan.root
    ? await executePlan(plan.root, {
        decisions,
        variables,
        elementwise: parts.graph.elementwise,
        requiredItems: ({ coordinate, occurrence }) => itemsFor(coordinate, occurrence, requestFacts, parts),
        send: notingUse(parts.sender({ request, caller, mode, sharing: sharing ?? null }), exchange),
        decide: parts.decider({
          request,
          caller,
          mode,
          sharing: sharing ?? null,
          decisions,
          itemsOf: itemsByType(plan, requestFacts, parts),
          onReserve: () => {
            exchange.reservation ??= { isUsed: false };
          },
        }),
      })
    : createTreeObject();
}

/** A reserved use counts from the first fetch after it: that one may be what it permits. */
function notingUse(send: SendFetch, exchange: Exchange): SendFetch {
  return (subgraph, operation, variables) => {
    if (exchange.reservation) exchange.reservation.isUsed = true;
    return send(subgraph, operation, variables);
  };
}

function shaping(exchange: Exchange, { graph }: GatewayParts): void {
  const { operation, tree, variables, uses } = known(exchange, "operation", "tree", "variables", "uses");
  const shaped = shapeResult(tree, operation.root, {
    keyFields: graph.keyFields,
    holds: ({ variable, literal, wanted }) => (variable === null ? literal : variables[variable]) === wanted,
    collected: operation.collected ?? new WeakMap(),
    uses,
  });
  const { introspected } = exchange;
  const data = introspected ? { ...shaped.data, ...introspected } : shaped.data;
  exchange.answer = { dataText: JSON.stringify(data), errors: shaped.errors, withheld: shaped.withheld };
}

/** A verdict's items are what its arguments reveal; every other field is an item itself. */
function itemsFor(coordinate: Coordinate, occurrence: string, { revealedBy }: RequestFacts, { graph }: GatewayParts): readonly Coordinate[] {
  return graph.governed.exercises.has(coordinate) ? (revealedBy.get(occurrence) ?? []) : [coordinate];
}

// Items by type go with their plan where no argument adds to them: what is worked out about a list (`decide.ts`) stays with it.
const itemsOfPlans = new WeakMap<CompiledPlan, Map<string, readonly Coordinate[]>>();

function itemsByType(plan: CompiledPlan, { revealedBy }: RequestFacts, { graph }: GatewayParts) {
  const ofPlan = itemsOfPlans.get(plan) ?? new Map<string, readonly Coordinate[]>();
  itemsOfPlans.set(plan, ofPlan);
  const ofRequest = new Map<string, readonly Coordinate[]>();
  return (typeName: string): readonly Coordinate[] => {
    const known = ofRequest.get(typeName);
    if (known) return known;
    const own = ofPlan.get(typeName) ?? [...(plan.protectedByType.get(typeName) ?? [])].filter((coordinate) => !graph.governed.exercises.has(coordinate));
    ofPlan.set(typeName, own);
    const revealed = [...revealedBy].flatMap(([occurrence, coordinates]) => (occurrence.startsWith(`${typeName}.`) ? coordinates : []));
    const items = revealed.length === 0 ? own : [...new Set([...own, ...revealed])];
    ofRequest.set(typeName, items);
    return items;
  };
}

async function refuse(error: unknown, exchange: Exchange, parts: GatewayParts): Promise<RecordedRefusal> {
  const refusal = error instanceof Refusal ? error : new Refusal("INTERNAL");
  if (!(error instanceof Refusal)) parts.onDefect(exchange.request.id, error);
  if (refusal.code === "AUDIT_UNAVAILABLE") return { refusal, auditId: null };
  try {
    await record(exchange, parts, "REFUSED", refusal);
    return { refusal, auditId: exchange.request.id };
  } catch {
    return { refusal: new Refusal("AUDIT_UNAVAILABLE"), auditId: null };
  }
}

async function record(exchange: Exchange, parts: GatewayParts, outcome: AuditRecord["outcome"], refusal: Refusal | null): Promise<void> {
  const written = parts.audit.write(entryOf(exchange, parts, outcome, refusal));
  // While it waits for the disk, a request holds its answer's text and no more: what lies long is copied by each collection.
  exchange.decisions = exchange.uses = exchange.tree = exchange.variables = undefined;
  await written;
}

function entryOf(exchange: Exchange, parts: GatewayParts, outcome: AuditRecord["outcome"], refusal: Refusal | null): AuditEntry {
  const { request, caller, operation, facts, requestFacts, mode, sharing, uses, answer } = exchange;
  const resultSecret = outcome === "ANSWERED" ? randomBytes(32) : null;
  const resultMac =
    resultSecret &&
    createHmac("sha256", resultSecret)
      .update(answer?.dataText ?? "")
      .digest("base64url");
  const built = buildRecord(
    {
      id: request.id,
      gateway: parts.name,
      receivedAt: request.receivedAt,
      recordedAt: parts.clock(),
      caller: caller ?? null,
      outcome,
      code: (refusal?.code as ErrorCode | undefined) ?? null,
      mode: mode ?? null,
      operation: operation ? { name: operation.parsed.operation.name?.value ?? null, hash: operation.rewritten.hash } : null,
      facts: facts ?? [],
      refusals: (refusal?.details.refusals as readonly FactRefusal[] | undefined) ?? [],
      grant: sharing?.grant ? `${sharing.grant.id}@${sharing.grant.version}` : null,
      ruleVersion: (coordinate) => parts.graph.governed.rules.get(coordinate)?.version,
      named: requestFacts?.named ?? [],
      withheld: outcome === "ANSWERED" ? (answer?.withheld ?? []).filter(({ coordinate }) => !isOfGovernedType(coordinate, parts)) : [],
      uses: outcome === "ANSWERED" ? (uses ?? null) : null,
      resultMac,
    },
    parts.pseudonymise,
  );
  const { id, recordedAt, gateway } = built;
  return { id, recordedAt, gateway, text: JSON.stringify(built), resultSecret };
}

/** What is withheld of a governed object stands in its use. */
function isOfGovernedType(coordinate: Coordinate, { graph }: GatewayParts): boolean {
  return graph.keyFields.has(coordinate.slice(0, coordinate.indexOf(".")));
}

/** Parts of an exchange that earlier steps have added; without one of them the request is refused. */
function known<K extends keyof Exchange>(exchange: Exchange, ...names: K[]): Exchange & { [P in K]-?: NonNullable<Exchange[P]> } {
  for (const name of names) if (exchange[name] === undefined || exchange[name] === null) throw new Refusal("INTERNAL");
  return exchange as Exchange & { [P in K]-?: NonNullable<Exchange[P]> };
}
