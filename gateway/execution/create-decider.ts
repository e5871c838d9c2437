import type { ConsentRecord } from "../../consent/model/consent-record.js";
import type { DataSubjectKey } from "../../consent/model/data-subject.js";
import type { Coordinate } from "../../consent/model/sharing.js";
import type { Authorised } from "../context.js";
import { decideEntities, type EntityToDecide } from "../decisions/decide-entities.js";
import type { DecisionTable } from "../decisions/decision-table.js";
import type { Graph } from "../graph.js";
import type { DecideEntities } from "./execute-plan.js";

/** Where consents and standings are read. */
export interface ConsentSource {
  consentsOf(department: string, scenario: string, dataSubjects: readonly DataSubjectKey[]): Promise<ReadonlyMap<DataSubjectKey, readonly ConsentRecord[]>>;
  standingsOf(idNumber: string): Promise<ReadonlySet<DataSubjectKey>>;
  reserveUses(request: string, consents: readonly string[]): Promise<ReadonlySet<string>>;
}

/** What one request's decisions are made for. */
export interface DecidedRequest extends Authorised {
  readonly decisions: DecisionTable;
  readonly itemsOf: (typeName: string) => readonly Coordinate[];
  /** Told before consents that are for one use are reserved for this request. */
  readonly onReserve: () => void;
}

/** Answers the fetches of the `decisions` subgraph in process. */
export function createDecider(graph: Graph, source: ConsentSource, clock: () => Date): (request: DecidedRequest) => DecideEntities {
  return ({ request, caller, mode, sharing, decisions, itemsOf, onReserve }) => {
    const now = clock();
    let standings: Promise<ReadonlySet<DataSubjectKey>> | null = null;
    const represents = (): Promise<ReadonlySet<DataSubjectKey>> => {
      standings ??= caller.role === "citizen" ? source.standingsOf(caller.idNumber) : Promise.resolve(new Set<DataSubjectKey>());
      return standings;
    };
    const consentsOf = async (dataSubjects: readonly DataSubjectKey[]) =>
      caller.role === "application" ? source.consentsOf(caller.department, caller.scenario, dataSubjects) : new Map();
    const reserveUses = (consents: readonly string[]): Promise<ReadonlySet<string>> => {
      onReserve();
      return source.reserveUses(request.id, consents);
    };
    return async (targets, step) => {
      const entities: EntityToDecide[] = [];
      for (const target of targets) {
        const typeName = String(target.__typename);
        if (step.byType.has(typeName)) entities.push({ typeName, target });
      }
      await decideEntities(entities, decisions, { caller, mode, now, sharing, itemsOf, consentsOf, represents, reserveUses }, graph);
    };
  };
}
