import { describe, expect, it } from "vitest";
import { guardianConsentsUntil } from "./standing.js";

describe("a guardian consents for a child", () => {
  it("until the child's 14th birthday begins in China", () => {
    expect(guardianConsentsUntil("2023-05-01").toISOString()).toBe("2037-04-30T16:00:00.000Z");
  });

  it("until 1 March for one born on 29 February", () => {
    expect(guardianConsentsUntil("2012-02-29").toISOString()).toBe("2026-02-28T16:00:00.000Z");
  });
});
