import { describe, expect, it } from "vitest";
import type { SharingTable } from "../../consent/decide/compile-sharing.js";
import type { GrantSnapshot } from "../../consent/model/sharing-grant.js";
import { CASEWORKER, NOW, sharingGrant } from "../testing/callers.js";
import { testGraph } from "../testing/test-graph.js";
import { createSharingSnapshot } from "./sharing-snapshot.js";

const { rules } = testGraph().governed;
const LEASE_MS = 1000;
const later = (ms: number): Date => new Date(NOW.getTime() + ms);
const covers = (snapshot: { current(now: Date): SharingTable | null }, now: Date): boolean =>
  snapshot.current(now)?.sharingOf(CASEWORKER, now).refusalOf({ coordinate: "Person.name", mode: "QUERY", kind: "SELECTION" }) === null;

function snapshotOf(...answers: (GrantSnapshot | null | Error)[]) {
  const known: (number | null)[] = [];
  let elapsed = 0;
  const inner = createSharingSnapshot(
    rules,
    async (version) => {
      known.push(version);
      const answer = answers.shift() ?? null;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    LEASE_MS,
    new Set(["Person.idNumber"]),
    () => elapsed,
  );
  const at = (now: Date) => {
    elapsed = now.getTime() - NOW.getTime();
    return inner;
  };
  return { snapshot: { current: (now: Date) => at(now).current(), refresh: (now: Date) => at(now).refresh() }, known };
}

const WITH: GrantSnapshot = { version: 4, grants: [sharingGrant(["Person.name"])] };
const WITHOUT: GrantSnapshot = { version: 5, grants: [sharingGrant(["Person.name"], { status: "SUSPENDED" })] };

describe("the sharing snapshot", () => {
  it("is nothing until it was read once", async () => {
    const { snapshot } = snapshotOf(WITH);
    expect(snapshot.current(NOW)).toBeNull();
    await snapshot.refresh(NOW);
    expect(covers(snapshot, NOW)).toBe(true);
  });

  it("is swapped whole by a newer version, for which it asks", async () => {
    const { snapshot, known } = snapshotOf(WITH, WITHOUT, null);
    for (let n = 0; n < 3; n++) await snapshot.refresh(NOW);
    expect(covers(snapshot, NOW)).toBe(false);
    expect(known).toEqual([null, 4, 5]);
  });

  it("lasts as long as its lease, counted from the question", async () => {
    const { snapshot } = snapshotOf(WITH);
    await snapshot.refresh(NOW);
    expect(covers(snapshot, later(LEASE_MS))).toBe(true);
    expect(snapshot.current(later(LEASE_MS + 1))).toBeNull();
  });

  it("is prolonged by word that nothing has changed, and not by silence", async () => {
    const { snapshot } = snapshotOf(WITH, null, new Error("down"));
    await snapshot.refresh(NOW);
    await snapshot.refresh(later(800));
    expect(covers(snapshot, later(1500))).toBe(true);
    await expect(snapshot.refresh(later(1600))).rejects.toThrow();
    expect(snapshot.current(later(1900))).toBeNull();
  });

  it("is not begun by word that nothing has changed", async () => {
    const { snapshot } = snapshotOf(null);
    await snapshot.refresh(NOW);
    expect(snapshot.current(NOW)).toBeNull();
  });
});
