import { describe, expect, it } from "vitest";
import { compileSharing } from "../../consent/decide/compile-sharing.js";
import type { Caller } from "../../consent/model/caller.js";
import type { DataSubjectKey } from "../../consent/model/data-subject.js";
import { createDecisionTable } from "../decisions/decision-table.js";
import type { DecideStep } from "../plan/step.js";
import { CASEWORKER, citizen, NOW, sharingGrant } from "../testing/callers.js";
import { testGraph } from "../testing/test-graph.js";
import { idNumberOf } from "../testing/world.js";
import { createDecider } from "./create-decider.js";
import { createTreeObject, type TreeObject } from "./result-tree.js";

const graph = testGraph();
const request = {
  id: "r",
  receivedAt: NOW,
  authorization: undefined,
  scenario: undefined,
  case: undefined,
  text: "",
  operationName: null,
  variables: {},
  signal: null,
};
const STEP: DecideStep = {
  kind: "decide",
  path: [],
  byType: new Map([
    [
      "Person",
      [
        { kind: "Field", name: "__typename" },
        { kind: "Field", name: "idNumber" },
      ],
    ],
  ]),
};

function deciding(caller: Caller) {
  const asked = { consents: [] as unknown[], standings: [] as string[] };
  const source = {
    consentsOf: async (department: string, scenario: string, keys: readonly DataSubjectKey[]) => {
      asked.consents.push([department, scenario, [...keys]]);
      return new Map();
    },
    reserveUses: async () => new Set<string>(),
    standingsOf: async (idNumber: string) => {
      asked.standings.push(idNumber);
      return new Set<DataSubjectKey>();
    },
  };
  const table = createDecisionTable();
  const sharing = compileSharing(graph.governed.rules, [sharingGrant(["Person.phone"])]).sharingOf(CASEWORKER, NOW);
  const decide = createDecider(
    graph,
    source,
    () => NOW,
  )({ request, caller, mode: "QUERY", sharing, decisions: table, itemsOf: () => ["Person.phone"], onReserve: () => undefined });
  return { decide, asked, table };
}

const person = (values: object): TreeObject => Object.assign(createTreeObject(), values);

describe("the decider", () => {
  it("puts a handle into each entity, in the place of whatever stood there", async () => {
    const { decide, table } = deciding(CASEWORKER);
    const target = person({ __typename: "Person", idNumber: idNumberOf(0), decision: "forged" });
    await decide([target], STEP);
    expect(table.resolve(target.decision, "Person", idNumberOf(0))).not.toBeNull();
  });

  it("gives none to what lacks its key or is of a type that was not asked about", async () => {
    const { decide } = deciding(CASEWORKER);
    const targets = [person({ __typename: "Person" }), person({ __typename: "Licence", idNumber: idNumberOf(0) }), person({ idNumber: idNumberOf(0) })];
    await decide(targets, STEP);
    expect(targets.map(({ decision }) => decision)).toEqual([undefined, undefined, undefined]);
  });

  it("looks up consents for the caller's own department and scenario", async () => {
    const { decide, asked } = deciding(CASEWORKER);
    await decide([person({ __typename: "Person", idNumber: idNumberOf(0) })], STEP);
    expect(asked).toEqual({ consents: [[CASEWORKER.department, CASEWORKER.scenario, [`PERSON:${idNumberOf(0)}`]]], standings: [] });
  });

  it("looks up whom a citizen represents once a request, and no consents", async () => {
    const { decide, asked } = deciding(citizen(idNumberOf(0)));
    for (const n of [0, 1]) await decide([person({ __typename: "Person", idNumber: idNumberOf(n) })], STEP);
    expect(asked).toEqual({ consents: [], standings: [idNumberOf(0)] });
  });
});
