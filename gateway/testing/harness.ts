import { createSecretKey } from "node:crypto";
import type { Caller } from "../../consent/model/caller.js";
import type { ConsentRecord } from "../../consent/model/consent-record.js";
import type { DataSubjectKey } from "../../consent/model/data-subject.js";
import { type ErrorCode, Refusal } from "../../consent/model/errors.js";
import type { SignedContext } from "../../consent/model/signed-context.js";
import type { SharingGrant } from "../../consent/model/sharing-grant.js";
import { answerBody, answerText } from "../answer-body.js";
import type { AuditEntry } from "../audit/audit-writer.js";
import type { AuditRecord } from "../audit/record.js";
import { createPseudonymise } from "../audit/pseudonym.js";
import { createAuditWriter } from "../audit/audit-writer.js";
import { createSharingSnapshot } from "../authorisation/sharing-snapshot.js";
import { createDecider } from "../execution/create-decider.js";
import { createSender } from "../execution/create-sender.js";
import type { ServiceAnswer, SubgraphClient } from "../execution/subgraph-client.js";
import { createOperationPreparer } from "../facts/prepare-operation.js";
import type { GatewayParts } from "../parts.js";
import { answerRequest } from "../pipeline.js";
import { createPlanCache } from "../plan/plan-cache.js";
import { CASEWORKER, NOW } from "./callers.js";
import { type Department, type DepartmentAnswer, type DepartmentRequest, honestDepartment } from "./department.js";
import { testGraph } from "./test-graph.js";
import { DEPARTMENT_NAMES, type DepartmentName } from "./test-schemas.js";
import type { World } from "./world.js";

/** One request that passed between gateway and department, with its answer. */
export interface Passed extends DepartmentRequest {
  readonly subgraph: DepartmentName;
  readonly answer: DepartmentAnswer;
}

/** A GraphQL answer as a client reads it, parsed from its JSON, and that JSON. */
export interface Asked {
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors: readonly { message: string; path?: readonly (string | number)[]; extensions: { code: ErrorCode } & Record<string, unknown> }[];
  readonly withheld: readonly { coordinate: string; code: ErrorCode; paths: readonly string[] }[];
  readonly auditId: string | undefined;
  readonly text: string;
}

/** What a client sends. */
export interface Question {
  readonly caller?: Caller;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

/** A test gateway's world and everyone in it. */
export interface TestGatewayOptions {
  readonly world: World;
  readonly grants?: readonly SharingGrant[];
  readonly consents?: readonly ConsentRecord[];
  /** Identity number → the data subjects that this citizen represents. */
  readonly represents?: ReadonlyMap<string, readonly { typeName: string; key: string }[]>;
  /** Replaces departments by dishonest ones, made of the honest ones. */
  readonly departments?: Partial<Record<DepartmentName, (honest: Department) => Department>>;
  /** false: every department ignores the decisions, so that the gateway alone must hold. */
  readonly departmentsObey?: boolean;
  /** Replaces parts, to make one fail. */
  readonly parts?: Partial<GatewayParts>;
  /** false: the consent service does not answer. */
  readonly consentAnswers?: boolean;
}

/** An entry of the record, read again. */
export interface KeptEntry extends AuditEntry {
  readonly record: AuditRecord;
}

/** The gateway's real way, with fakes only at the edges: identity, consent service, departments' network, record store. */
export interface TestGateway {
  ask(question: Question): Promise<Asked>;
  /** Everything that passed between gateway and departments since the start or `forget`. */
  readonly passed: Passed[];
  /** What was made durable. */
  readonly records: KeptEntry[];
  /** Defects that the pipeline reported. */
  readonly defects: unknown[];
  /** What became of reservations of consents for one use, in order. */
  readonly settled: readonly { readonly request: string; readonly used: boolean }[];
  readonly parts: GatewayParts;
  /** Empties `passed`, `records` and `defects`. */
  forget(): void;
}

/** The pseudonyms of every test gateway. */
export const testPseudonymise = createPseudonymise(createSecretKey(Buffer.alloc(32, 7)));

/** Builds a gateway over in-memory registers. */
export async function createTestGateway(options: TestGatewayOptions): Promise<TestGateway> {
  const graph = testGraph();
  const passed: Passed[] = [];
  const records: KeptEntry[] = [];
  const defects: unknown[] = [];
  const callers = new Map<string, Caller>();
  /** Who holds the use of a consent that is for one. */
  const uses = new Map<string, string>();
  const settled: { request: string; used: boolean }[] = [];
  const snapshot = createSharingSnapshot(graph.governed.rules, async () => ({ version: 1, grants: options.grants ?? [] }), 60_000, graph.keyCoordinates);
  await snapshot.refresh();
  const clients = new Map(DEPARTMENT_NAMES.map((name) => [name as string, clientOf(name, departmentOf(name, options), passed)]));
  const parts: GatewayParts = {
    name: "test gateway",
    clock: () => NOW,
    graph,
    limits: { maxFetches: 500, maxCost: 10_000_000, maxDataSubjectsPerOperation: 3, maxDataSubjectsPerCase: 10 },
    identify: async ({ authorization }) => callers.get(authorization ?? "") ?? Promise.reject(new Refusal("UNAUTHENTICATED")),
    preparer: createOperationPreparer(graph, { maxTokens: 20_000, maxDepth: 30, maxFields: 2000, maxAliases: 1000 }, 50),
    snapshot,
    plans: createPlanCache(graph, 50, (error) => defects.push(error)),
    registerCaseUse: async () => undefined,
    settleUses: async (request, used) => {
      settled.push({ request, used });
      if (!used) for (const [consent, holder] of uses) if (holder === request) uses.delete(consent);
    },
    sender: createSender(clients, []),
    decider: createDecider(graph, consentSource(options, uses), () => NOW),
    introspect: () => ({}),
    audit: createAuditWriter(
      async (entries) => void records.push(...entries.map((entry) => ({ ...entry, record: JSON.parse(entry.text) as AuditRecord }))),
      (error) => defects.push(error),
    ),
    pseudonymise: testPseudonymise,
    onDefect: (_, error) => defects.push(error),
    ...options.parts,
  };
  let asked = 0;
  return {
    passed,
    records,
    defects,
    settled,
    parts,
    forget: () => {
      for (const list of [passed, records, defects]) list.length = 0;
    },
    async ask({ caller = CASEWORKER, query, variables = {}, operationName }) {
      asked += 1;
      const id = `request ${asked}`;
      callers.set(id, caller);
      const request = {
        id,
        receivedAt: NOW,
        authorization: id,
        scenario: undefined,
        case: undefined,
        text: query,
        operationName: operationName ?? null,
        variables,
        signal: null,
      };
      return readAnswer(answerBody(await answerRequest(request, parts)));
    },
  };
}

function departmentOf(name: DepartmentName, { world, departments, departmentsObey = true, represents = new Map() }: TestGatewayOptions): Department {
  const honest = honestDepartment(name, { world, obeysDecisions: departmentsObey, represents });
  return departments?.[name]?.(honest) ?? honest;
}

/** A department's network: JSON there, JSON back, and a note of both. */
function clientOf(subgraph: DepartmentName, department: Department, passed: Passed[]): SubgraphClient {
  return {
    async post(body, context): Promise<ServiceAnswer> {
      const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
      const signed = JSON.parse(Buffer.from(context, "base64url").toString()) as SignedContext;
      const request: DepartmentRequest = { query, variables, context: signed };
      const answer = await department(request);
      passed.push({ subgraph, ...request, answer });
      const text = JSON.stringify(answer);
      return text === undefined ? { ok: false, code: "SUBGRAPH_UNAVAILABLE" } : { ok: true, status: 200, json: JSON.parse(text) };
    },
    close: async () => undefined,
  };
}

function consentSource({ consents = [], represents = new Map(), consentAnswers = true }: TestGatewayOptions, uses: Map<string, string>) {
  return {
    async consentsOf(_department: string, _scenario: string, dataSubjects: readonly DataSubjectKey[]) {
      if (!consentAnswers) throw new Error("the consent service does not answer");
      return new Map(dataSubjects.map((key) => [key, consents.filter(({ dataSubject }) => dataSubject === key)]));
    },
    async standingsOf(idNumber: string): Promise<ReadonlySet<DataSubjectKey>> {
      const represented = represents.get(idNumber) ?? [];
      return new Set(represented.map(({ typeName, key }) => `${typeName === "Person" ? "PERSON" : "LEGAL_ENTITY"}:${key}` as DataSubjectKey));
    },
    async reserveUses(request: string, asked: readonly string[]): Promise<ReadonlySet<string>> {
      for (const consent of asked) if (!uses.has(consent)) uses.set(consent, request);
      return new Set(asked.filter((consent) => uses.get(consent) === request));
    },
  };
}

/** As the server writes it. */
function readAnswer(body: ReturnType<typeof answerBody>): Asked {
  const text = answerText(body);
  const { data, errors, extensions } = JSON.parse(text) as {
    data?: Asked["data"];
    errors?: Asked["errors"];
    extensions?: { assent?: { auditId?: string; withheld?: Asked["withheld"] } };
  };
  return { status: body.status, data, errors: errors ?? [], withheld: extensions?.assent?.withheld ?? [], auditId: extensions?.assent?.auditId, text };
}

/** Everything that passed, as text: to search for what must not be in it. */
export function wireText(passed: readonly Passed[]): string {
  return JSON.stringify(passed.map(({ subgraph, query, variables, answer }) => ({ subgraph, query, variables, answer })));
}
