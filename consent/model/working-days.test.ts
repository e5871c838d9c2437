import chineseDays from "chinese-days";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { CALENDAR, deadlineAfter } from "./working-days.js";

/** Noon in China. */
const noon = (date: string): Date => new Date(`${date}T04:00:00Z`);
const dueOn = (received: string, days: number): string => deadlineAfter(noon(received), days).dueOn;

afterEach(() => void vi.unstubAllEnvs());

describe("a deadline in working days", () => {
  it.each([
    // 2025: Spring Festival 28 January to 4 February, make-up 26 January and 8 February (国办发明电〔2024〕12号).
    ["2025-01-24", 1, "2025-01-26"],
    ["2025-01-24", 3, "2025-02-05"],
    ["2025-01-27", 1, "2025-02-05"],
    ["2025-02-05", 3, "2025-02-08"],
    ["2025-02-05", 4, "2025-02-10"],
    // 2025: National Day and Mid-Autumn 1 to 8 October, make-up 28 September and 11 October.
    ["2025-09-26", 1, "2025-09-28"],
    ["2025-09-30", 1, "2025-10-09"],
    ["2025-09-30", 3, "2025-10-11"],
    ["2025-09-24", 10, "2025-10-14"],
    // 2026: Spring Festival 15 to 23 February, make-up 14 and 28 February.
    ["2026-02-13", 1, "2026-02-14"],
    ["2026-02-14", 1, "2026-02-24"],
    ["2026-02-24", 4, "2026-02-28"],
    // 2026: National Day 1 to 7 October, make-up 20 September and 10 October.
    ["2026-09-18", 1, "2026-09-20"],
    ["2026-09-30", 1, "2026-10-08"],
    ["2026-09-30", 3, "2026-10-10"],
    ["2026-10-05", 1, "2026-10-08"],
  ])("received %s, %i working days: %s", (received, days, expected) => {
    expect(dueOn(received, days)).toBe(expected);
  });

  it("agrees with the calendar's own count in the Spring Festival and National Day periods of 2025 and 2026", () => {
    for (const [from, days] of [
      ["2025-01-13", 40],
      ["2025-09-15", 40],
      ["2026-02-01", 40],
      ["2026-09-10", 40],
    ] as const) {
      for (let offset = 0; offset < days; offset++) {
        const received = new Date(noon(from).getTime() + offset * 86_400_000).toISOString().slice(0, 10);
        for (const count of [1, 5, 10, 20])
          expect([received, count, dueOn(received, count)]).toEqual([received, count, chineseDays.findWorkday(count, received)]);
      }
    }
  });

  it("counts days as China does: what arrives late in the evening in UTC has arrived the next day", () => {
    expect(deadlineAfter(new Date("2025-09-15T15:59:59Z"), 1).dueOn).toBe("2025-09-16");
    expect(deadlineAfter(new Date("2025-09-15T16:00:00Z"), 1).dueOn).toBe("2025-09-17");
  });

  it("is over with the end of its last day in China", () => {
    expect(deadlineAfter(noon("2025-09-15"), 1)).toEqual({
      dueOn: "2025-09-16",
      dueAt: new Date("2025-09-16T16:00:00Z"),
      calendar: CALENDAR,
      isEstimate: false,
    });
    expect(CALENDAR).toMatch(/^chinese-days@\d+\.\d+\.\d+$/);
  });

  it("says that it is an estimate where the calendar does not know a year", () => {
    expect(deadlineAfter(noon("2026-12-30"), 1)).toMatchObject({ dueOn: "2026-12-31", isEstimate: false });
    expect(deadlineAfter(noon("2099-01-05"), 10)).toMatchObject({ dueOn: "2099-01-19", isEstimate: true });
    expect(deadlineAfter(noon("2098-12-31"), 1)).toMatchObject({ isEstimate: true });
  });

  it.each(["America/New_York", "Pacific/Kiritimati", "UTC"])("is the same in the time zone %s", (zone) => {
    vi.stubEnv("TZ", zone);
    expect([dueOn("2025-09-30", 1), dueOn("2025-09-26", 1), dueOn("2026-02-14", 1)]).toEqual(["2025-10-09", "2025-09-28", "2026-02-24"]);
  });

  it("is later the longer the period, and never on the day of receipt", () => {
    const received = fc.date({ min: new Date("2024-01-01"), max: new Date("2026-12-01"), noInvalidDate: true });
    fc.assert(
      fc.property(received, fc.integer({ min: 1, max: 249 }), (at, days) => {
        const [first, second] = [deadlineAfter(at, days), deadlineAfter(at, days + 1)];
        expect(first.dueAt.getTime()).toBeGreaterThan(at.getTime());
        expect(second.dueAt.getTime()).toBeGreaterThan(first.dueAt.getTime());
      }),
    );
  });

  it.each([0, -1, 1.5, 251, Number.NaN])("has no %s working days", (days) => {
    expect(() => deadlineAfter(noon("2025-09-15"), days)).toThrow(RangeError);
  });

  it("begins with a date", () => {
    expect(() => deadlineAfter(new Date("no date"), 1)).toThrow(RangeError);
  });
});
