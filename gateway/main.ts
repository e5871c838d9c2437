import { createSecretKey } from "node:crypto";
import { executeSync, type FieldNode, type GraphQLSchema, Kind } from "graphql";
import { type ConsentClient, createConsentClient } from "../consent/client/consent-client.js";
import type { Caller } from "../consent/model/caller.js";
import { MAX_CHANGE_WAIT_MS } from "../consent/model/consent-wire.js";
import { Refusal } from "../consent/model/errors.js";
import type { SignedContext } from "../consent/model/signed-context.js";
import { answerBody } from "./answer-body.js";

import { type AppendEntries, createAuditWriter } from "./audit/audit-writer.js";
import { createPseudonymise } from "./audit/pseudonym.js";
import { describeError } from "./describe-error.js";
import { createSharingSnapshot } from "./authorisation/sharing-snapshot.js";
import type { GatewayRequest } from "./context.js";
import type { DocumentLimits } from "./document/limits.js";
import { createDecider } from "./execution/create-decider.js";
import { createSender } from "./execution/create-sender.js";
import { CONSENT_SUBGRAPH, encodeContext } from "./execution/signed-context.js";
import { createSubgraphClient, type SignRequest, type SubgraphLimits } from "./execution/subgraph-client.js";
import { createOperationPreparer, type PreparedOperation } from "./facts/prepare-operation.js";
import { loadGraph } from "./graph.js";
import { createMetrics } from "./metrics.js";
import type { GatewayParts, OperationLimits } from "./parts.js";
import { answerRequest } from "./pipeline.js";
import { createPlanCache } from "./plan/plan-cache.js";
import { createServer } from "./server.js";

/** Everything that a gateway is started with; `config.ts` makes it of the environment. */
export interface GatewayOptions {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** Port of the metrics, on loopback; null serves none. */
  readonly metricsPort: number | null;
  readonly supergraphSdl: string;
  readonly ungovernedFields: "deny" | "allow";
  /** Endpoint of each subgraph by its name, `consent` included. */
  readonly subgraphUrls: Readonly<Record<string, string>>;
  readonly sign: SignRequest;
  readonly identify: (request: GatewayRequest) => Promise<Caller>;
  readonly appendAudit: AppendEntries;
  /** At least 32 bytes. */
  readonly pseudonymKey: Buffer;
  readonly documentLimits: DocumentLimits;
  readonly operationLimits: OperationLimits;
  readonly subgraphLimits: SubgraphLimits;
  readonly maxBodyBytes: number;
  readonly maxPreparedOperations: number;
  readonly maxPlans: number;
  /** Pause between two readings of the sharing grants. */
  readonly snapshotIntervalMs: number;
  /** After so long without word from the consent service, nothing is decided. */
  readonly leaseMs: number;
  readonly introspection: boolean;
  readonly clock: () => Date;
  readonly log: (level: "info" | "warn" | "error", message: string, details?: Record<string, unknown>) => void;
}

/** A running gateway. */
export interface Gateway {
  readonly url: string;
  readonly parts: GatewayParts;
  /** The version of all consents that this gateway decides by, as announced; null while it asks at each decision. */
  readonly consentVersion: () => number | null;
  close(): Promise<void>;
}

/**
 * Starts a gateway and waits until it has read the sharing grants once.
 * @throws UngovernableGraph for a supergraph that cannot be enforced; Error when the port is taken
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { clock, log } = options;
  const metrics = createMetrics();
  const graph = loadGraph(options.supergraphSdl, options.ungovernedFields);
  if (options.ungovernedFields === "allow") log("warn", "UNGOVERNED_FIELDS=allow: fields without a sharing rule are answered to every authenticated caller");
  const untimed = new Map(
    Object.entries(options.subgraphUrls).map(([name, url]) => [name, createSubgraphClient(name, url, options.sign, options.subgraphLimits)]),
  );
  const clients = new Map([...untimed].map(([name, client]) => [name, metrics.timedClient(name, client)]));
  const consent = createConsentClient({
    send: platformSender(clients.get(CONSENT_SUBGRAPH), options.name),
    listen: platformSender(untimed.get(CONSENT_SUBGRAPH), options.name),
    leaseMs: options.leaseMs,
    waitMs: Math.floor(Math.min(MAX_CHANGE_WAIT_MS, options.subgraphLimits.deadlineMs / 2, options.leaseMs / 4)),
  });
  const snapshot = createSharingSnapshot(graph.governed.rules, consent.snapshot, options.leaseMs, graph.keyCoordinates);
  const masked = [...graph.governed.rules.values()].flatMap(({ coordinate, mask }) => (mask ? [coordinate] : []));
  const failure = (what: string) => (error: unknown) => log("error", what, { error: describeError(error) });
  const audit = createAuditWriter(options.appendAudit, failure("the audit record could not be written"));
  const parts: GatewayParts = {
    name: options.name,
    clock,
    graph,
    limits: options.operationLimits,
    identify: options.identify,
    preparer: createOperationPreparer(graph, options.documentLimits, options.maxPreparedOperations),
    snapshot,
    plans: createPlanCache(graph, options.maxPlans, failure("an operation could not be planned")),
    registerCaseUse: async ({ department, scenario, case: caseNumber }, dataSubjects) => {
      const max = options.operationLimits.maxDataSubjectsPerCase;
      const admitted = await consent.registerCaseUse({ department, scenario, case: caseNumber, dataSubjects, max });
      if (!admitted) throw new Refusal("QUOTA_EXCEEDED", { limit: "maxDataSubjectsPerCase", max });
    },
    settleUses: (requestId, used) => consent.settleUses(requestId, used).catch(failure("a one-time consent's use could not be settled; it stays reserved")),
    sender: createSender(clients, masked, consent.watch.forget),
    decider: createDecider(graph, consent, clock),
    introspect: (operation, variables) => introspect(operation, variables, graph.apiSchema, options.introspection),
    audit,
    pseudonymise: createPseudonymise(createSecretKey(options.pseudonymKey)),
    onDefect: (id, error) => log("error", "a request failed by a defect", { id, error: describeError(error) }),
  };
  const stopListening = await keepInformed(snapshot, consent.watch, options);
  const server = await createServer({
    schema: graph.apiSchema,
    answer: metrics.timed(async (request) => answerBody(await answerRequest(request, parts))),
    clock,
    maxBodyBytes: options.maxBodyBytes,
    isReady: () => snapshot.current() !== null,
  });
  const url = await server.listen({ host: options.host, port: options.port });
  const closeMetrics = options.metricsPort === null ? null : await metrics.serve("127.0.0.1", options.metricsPort);
  return {
    url,
    parts,
    consentVersion: consent.watch.consentVersion,
    async close() {
      stopListening();
      await server.close();
      await closeMetrics?.();
      await audit.drain();
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
}

/** Reads the sharing grants now, whenever they change, and regularly: each reading renews the lease. @returns ends it */
async function keepInformed(
  snapshot: GatewayParts["snapshot"],
  watch: ConsentClient["watch"],
  { log, snapshotIntervalMs }: GatewayOptions,
): Promise<() => void> {
  let running: Promise<void> | null = null;
  const refresh = (): Promise<void> => {
    running ??= snapshot
      .refresh()
      .catch((error: unknown) => log("warn", "the sharing grants could not be read", { error: describeError(error) }))
      .finally(() => {
        running = null;
      });
    return running;
  };
  await refresh();
  const stopWatch = watch.start(() => void (running ?? Promise.resolve()).then(refresh));
  const poll = setInterval(() => void refresh(), snapshotIntervalMs);
  poll.unref();
  return () => {
    stopWatch();
    clearInterval(poll);
  };
}

/** Sends the gateway's own requests to the consent service: on nobody's behalf. */
function platformSender(client: ReturnType<typeof createSubgraphClient> | undefined, name: string) {
  const context: SignedContext = {
    requestId: name,
    role: "platform",
    department: null,
    application: null,
    scenario: null,
    case: null,
    mode: "QUERY",
    grant: null,
    divisions: [],
    unmasked: [],
  };
  const encoded = encodeContext(context);
  return async (path: string, body: unknown): Promise<{ status: number; json: unknown }> => {
    const answer = client ? await client.post(JSON.stringify(body), encoded, null, path) : null;
    if (!answer?.ok) throw new Refusal("DECISION_UNAVAILABLE");
    return answer;
  };
}

/** @throws Refusal FORBIDDEN where the schema is not shown */
function introspect(
  { parsed, rewritten }: PreparedOperation,
  variables: Readonly<Record<string, unknown>>,
  schema: GraphQLSchema,
  shown: boolean,
): Record<string, unknown> {
  if (!shown) throw new Refusal("FORBIDDEN", { coordinate: "Query.__schema" });
  const selections: readonly FieldNode[] = rewritten.introspection;
  const operation = { ...parsed.operation, selectionSet: { kind: Kind.SELECTION_SET as const, selections } };
  const document = { kind: Kind.DOCUMENT as const, definitions: [operation, ...parsed.fragments.values()] };
  return executeSync({ schema, document, variableValues: variables }).data ?? {};
}
