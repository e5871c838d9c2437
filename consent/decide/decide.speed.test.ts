import { describe, expect, it } from "vitest";
import type { DataSubjectKey } from "../model/data-subject.js";
import { compileSharing } from "./compile-sharing.js";
import { decide } from "./decide.js";
import { CALLER, grantOf, NOW, recordOf, ruleOf, rulesOf } from "./testing/fixtures.js";

const COORDINATES = Array.from({ length: 10 }, (_, index) => `Person.item${index}`);
const RULES = rulesOf(...COORDINATES.map((coordinate, index) => ruleOf(coordinate, { consent: index % 2 === 0, type: "CONDITIONAL" })));
const SHARING = compileSharing(RULES, [grantOf(COORDINATES.map((coordinate) => `${coordinate} QUERY`))]).sharingOf(CALLER, NOW);
const DATA_SUBJECTS = Array.from({ length: 200 }, (_, index): DataSubjectKey => `PERSON:${String(index).padStart(18, "0")}`);

/** Milliseconds in the middle of many rounds, so that a busy machine does not fail the test. */
function median(round: () => void): number {
  const times = Array.from({ length: 301 }, () => {
    const from = performance.now();
    round();
    return performance.now() - from;
  });
  return times.sort((a, b) => a - b)[150] as number;
}

describe("deciding 200 data subjects by 10 items", () => {
  it.each([
    ["none of them has consented", 0],
    ["each has consented twice", 2],
  ])("takes less than a millisecond when %s", (_, count) => {
    const consents = new Map(
      DATA_SUBJECTS.map((dataSubject) => [dataSubject, Array.from({ length: count }, () => recordOf(COORDINATES.slice(0, 5), { dataSubject }))]),
    );
    const time = median(() => {
      const coordinates = [...COORDINATES];
      for (const dataSubject of DATA_SUBJECTS) {
        decide({
          caller: CALLER,
          sharing: SHARING,
          mode: "QUERY",
          dataSubject,
          coordinates,
          consents: consents.get(dataSubject) ?? [],
          represents: new Set(),
          now: NOW,
        });
      }
    });
    expect(time).toBeLessThan(1);
  });
});
