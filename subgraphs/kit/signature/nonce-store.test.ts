import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createNonceStore } from "./nonce-store.js";

const START = 1_756_692_000;
const opened = new Date(START * 1000);
const claim = (name: string, created = START) => ({ name, created, expires: created + 30 });

describe("the nonce store in memory", () => {
  it("takes a name once", () => {
    const store = createNonceStore(opened);
    expect(store.claim(claim("a"), START)).toBe(true);
    expect(store.claim(claim("a"), START)).toBe(false);
    expect(store.claim(claim("b"), START)).toBe(true);
  });

  it("remembers a name for as long as its signature lives, whenever that begins", () => {
    for (let offset = 0; offset < 130; offset++) {
      const store = createNonceStore(opened);
      const created = START + offset;
      store.claim(claim("before"), START);
      expect(store.claim(claim("a", created), created - 30)).toBe(true);
      for (let now = created - 30; now < created + 30; now++) expect(store.claim(claim("a", created), now)).toBe(false);
    }
  });

  it("forgets what can no longer be used", () => {
    const store = createNonceStore(opened, 2);
    store.claim(claim("a"), START);
    store.claim(claim("b"), START);
    expect(store.claim(claim("c"), START)).toBe(false);
    expect(store.claim(claim("c", START + 59), START + 59)).toBe(false);
    expect(store.claim(claim("c", START + 60), START + 60)).toBe(true);
  });

  it("refuses what an earlier process may have seen", () => {
    const store = createNonceStore(opened);
    expect(store.claim(claim("a", START - 1), START)).toBe(false);
  });

  it("refuses a life longer than it remembers", () => {
    const store = createNonceStore(opened);
    expect(store.claim({ name: "a", created: START, expires: START + 61 }, START)).toBe(false);
  });

  it("goes on after the clock was wrong for a while, with room for what it cannot forget yet", () => {
    const store = createNonceStore(opened, 3);
    store.claim(claim("a", START + 100_000), START + 100_000);
    store.claim(claim("b", START + 100_000), START + 100_000);
    for (const time of [START, START + 60, START + 120, START + 180]) expect(store.claim(claim(`at ${time}`, time), time)).toBe(true);
  });

  it("takes a name once however the clock steps", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 30 }), (times) => {
        const store = createNonceStore(opened);
        const used = { name: "used", created: START + 100, expires: START + 130 };
        expect(store.claim(used, START + 100)).toBe(true);
        for (const [index, time] of times.entries()) {
          store.claim(claim(`other ${index}`, START + time), START + time);
          if (time <= 130) expect(store.claim(used, START + time)).toBe(false);
        }
      }),
    );
  });
});
