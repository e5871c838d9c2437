import type { ApplicationCaller, Caller } from "../consent/model/caller.js";
import type { CaseUseKey } from "../consent/model/data-subject.js";
import type { Coordinate } from "../consent/model/sharing.js";
import type { AuditWriter } from "./audit/audit-writer.js";
import type { Pseudonymise } from "./audit/pseudonym.js";
import type { SharingSnapshot } from "./authorisation/sharing-snapshot.js";
import type { Authorised, GatewayRequest } from "./context.js";
import type { DecisionTable } from "./decisions/decision-table.js";
import type { DecideEntities, SendFetch } from "./execution/execute-plan.js";
import type { OperationPreparer, PreparedOperation } from "./facts/prepare-operation.js";
import type { Graph } from "./graph.js";
import type { PlanCache } from "./plan/plan-cache.js";

/** Limits of an operation beyond those of its text; configuration. */
export interface OperationLimits {
  readonly maxFetches: number;
  readonly maxCost: number;
  /** Data subjects that the roots of a QUERY or COMPARE operation may name. */
  readonly maxDataSubjectsPerOperation: number;
  /** Data subjects that a case may name over its life. */
  readonly maxDataSubjectsPerCase: number;
}

/** What the pipeline works with; made once by `main.ts`, replaced by tests. */
export interface GatewayParts {
  /** Names this gateway on the record. */
  readonly name: string;
  readonly clock: () => Date;
  readonly graph: Graph;
  readonly limits: OperationLimits;
  readonly identify: (request: GatewayRequest) => Promise<Caller>;
  readonly preparer: OperationPreparer;
  readonly snapshot: SharingSnapshot;
  readonly plans: PlanCache;
  /** @throws Refusal QUOTA_EXCEEDED, DECISION_UNAVAILABLE */
  readonly registerCaseUse: (caller: ApplicationCaller, named: readonly CaseUseKey[]) => Promise<void>;
  readonly sender: (authorised: Authorised) => SendFetch;
  readonly decider: (
    authorised: Authorised & {
      readonly decisions: DecisionTable;
      readonly itemsOf: (typeName: string) => readonly Coordinate[];
      readonly onReserve: () => void;
    },
  ) => DecideEntities;
  /** Says what became of the consents for one use that a request has reserved. Never rejects: what is not said stays reserved. */
  readonly settleUses: (requestId: string, used: boolean) => Promise<void>;
  readonly introspect: (operation: PreparedOperation, variables: Readonly<Record<string, unknown>>) => Record<string, unknown>;
  readonly audit: AuditWriter;
  /** Names governed objects on the record. */
  readonly pseudonymise: Pseudonymise;
  /** A defect: for the log, never for the client. */
  readonly onDefect: (requestId: string, error: unknown) => void;
}
