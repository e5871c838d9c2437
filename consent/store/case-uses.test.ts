import { expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import type { DataSubjectKey } from "../model/data-subject.js";
import { registerCaseUse } from "./case-uses.js";
import { CaseCountRow, CaseUseRow } from "./rows/case-use-row.js";
import { HOUSING, NOW, SCENARIO, useConsentStore } from "./testing/consent-store.js";

const person = (number: number): DataSubjectKey => `PERSON:${String(number).padStart(18, "0")}`;

describeOnEngines("the data subjects of a case", (engine) => {
  const store = useConsentStore(engine);
  const register = (caseNumber: string, numbers: readonly number[], max = 10) =>
    registerCaseUse(store.database(), { department: HOUSING, scenario: SCENARIO, caseNumber, dataSubjects: numbers.map(person), max, now: NOW });
  const counted = async (caseNumber: string) => ({
    rows: await store.database().manager.countBy(CaseUseRow, { caseNumber }),
    count: (await store.database().manager.findOneBy(CaseCountRow, { caseNumber }))?.dataSubjects,
  });

  it("are counted once each, up to the limit", async () => {
    expect(await register("a", [1, 2, 3], 4)).toEqual([person(1), person(2), person(3)]);
    expect(await register("a", [3, 3, 4], 4)).toEqual([person(3), person(4)]);
    expect(await counted("a")).toEqual({ rows: 4, count: 4 });
  });

  it("beyond the limit are not counted, and those that were stay usable", async () => {
    expect(await register("a", [5], 4)).toEqual([]);
    expect(await register("a", [1, 5], 4)).toEqual([person(1)]);
    expect(await register("a", [1, 4], 4)).toEqual([person(1), person(4)]);
    expect(await counted("a")).toEqual({ rows: 4, count: 4 });
  });

  it("are all counted or none", async () => {
    expect(await register("b", [1, 2, 3], 2)).toEqual([]);
    expect(await counted("b")).toEqual({ rows: 0, count: 0 });
  });

  it("are counted for each case, scenario and department by itself", async () => {
    expect(await register("A", [9], 1)).toEqual([person(9)]);
    expect(
      await registerCaseUse(store.database(), {
        department: HOUSING,
        scenario: "business-opening",
        caseNumber: "A",
        dataSubjects: [person(8)],
        max: 1,
        now: NOW,
      }),
    ).toEqual([person(8)]);
  });

  it("that are known take one statement", async () => {
    const statements = await store.statementsOf(() => register("a", [1, 2, 3], 4));
    expect(statements).toHaveLength(1);
  });

  it("are exactly the limit when 40 ask at once", async () => {
    const outcomes = await Promise.all(Array.from({ length: 40 }, (_, number) => register("race", [number])));
    expect(outcomes.filter(({ length }) => length === 1)).toHaveLength(10);
    expect(await counted("race")).toEqual({ rows: 10, count: 10 });
  });

  it("are counted once when 20 name the same at once", async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => register("same", [1, 2], 2)));
    expect(outcomes.every(({ length }) => length === 2)).toBe(true);
    expect(await counted("same")).toEqual({ rows: 2, count: 2 });
  });
});
