import { afterEach, describe, expect, it } from "vitest";
import type { ChangeVersions } from "../model/consent-wire.js";
import { createConsentWatch } from "./consent-watch.js";

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A watch whose questions the test answers itself, and whose time it sets. */
function watching() {
  const state = { now: 0, questions: [] as { known: ChangeVersions | null; answer: (versions: ChangeVersions) => void; fail: () => void }[], grants: 0 };
  const watch = createConsentWatch({
    leaseMs: 5000,
    waitMs: 1000,
    monotonic: () => state.now,
    readChanges: (known) => new Promise((answer, reject) => state.questions.push({ known, answer, fail: () => reject(new Error("down")) })),
  });
  stops.push(watch.start(() => state.grants++));
  const question = () => {
    const last = state.questions.at(-1);
    if (!last) throw new Error("nothing was asked");
    return last;
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const hear = async (consents: number, grants = 1) => {
    question().answer({ consents, grants });
    await settle();
  };
  return { watch, state, question, hear, settle };
}

describe("what the consent service announces", () => {
  it("is nothing before the first answer, and then its version", async () => {
    const { watch, hear, question } = watching();
    expect(watch.consentVersion()).toBeNull();
    expect(question().known).toBeNull();
    await hear(7);
    expect(watch.consentVersion()).toBe(7);
    expect(question().known).toEqual({ consents: 7, grants: 1 });
    await hear(8);
    expect(watch.consentVersion()).toBe(8);
  });

  it("counts for a lease from when it was asked, not from when it was answered", async () => {
    const { watch, state, hear } = watching();
    state.now = 1000;
    await hear(7);
    state.now = 5000;
    expect(watch.consentVersion()).toBe(7);
    state.now = 5001;
    expect(watch.consentVersion()).toBeNull();
  });

  it("counts anew after an answer that nothing has changed", async () => {
    const { watch, state, hear } = watching();
    await hear(7);
    state.now = 4000;
    await hear(7);
    await hear(7);
    state.now = 8000;
    expect(watch.consentVersion()).toBe(7);
  });

  it("no longer counts when this gateway changed something, and not by an answer to an earlier question", async () => {
    const { watch, hear } = watching();
    await hear(7);
    watch.forget();
    expect(watch.consentVersion()).toBeNull();
    await hear(7);
    expect(watch.consentVersion()).toBeNull();
    await hear(8);
    expect(watch.consentVersion()).toBe(8);
  });

  it("no longer counts once its channel fails, which is asked again", async () => {
    const { watch, state, hear, question, settle } = watching();
    await hear(7);
    expect(watch.consentVersion()).toBe(7);
    question().fail();
    await settle();
    expect(watch.consentVersion()).toBeNull();
    await expect.poll(() => state.questions.length).toBe(3);
    await hear(9);
    expect(watch.consentVersion()).toBe(9);
  });

  it("tells of each change of the sharing grants, and of nothing else", async () => {
    const { state, hear } = watching();
    await hear(1, 1);
    await hear(2, 1);
    expect(state.grants).toBe(0);
    await hear(2, 2);
    expect(state.grants).toBe(1);
  });

  it("asks nothing more once it is stopped", async () => {
    const { state, hear } = watching();
    for (const stop of stops.splice(0)) stop();
    await hear(1);
    expect(state.questions).toHaveLength(1);
  });
});
