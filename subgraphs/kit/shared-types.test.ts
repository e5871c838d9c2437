import { describe, expect, it } from "vitest";
import { DateScalar, DateTimeScalar } from "./shared-types.js";

describe("a date", () => {
  it.each(["2024-02-29", "1949-12-31", "9999-12-31"])("takes %s", (date) => {
    expect(DateScalar.parseValue(date)).toBe(date);
    expect(DateScalar.serialize(date)).toBe(date);
  });

  it.each(["2023-02-29", "2024-2-9", "2024-02-29T00:00:00Z", "", "20240229", " 2024-02-29", 20240229, null, ["2024-02-29"], new Date(0)])(
    "refuses %j",
    (value) => {
      expect(() => DateScalar.parseValue(value)).toThrow("not a date");
      expect(() => DateScalar.serialize(value)).toThrow("not a date");
    },
  );
});

describe("an instant", () => {
  it("is shown in UTC", () => {
    expect(DateTimeScalar.parseValue("2025-09-01T10:00:00+08:00")).toBe("2025-09-01T02:00:00.000Z");
    expect(DateTimeScalar.parseValue("0001-01-01T00:00:00Z")).toBe("0001-01-01T00:00:00.000Z");
    expect(DateTimeScalar.parseValue("9999-12-31T23:59:59.999Z")).toBe("9999-12-31T23:59:59.999Z");
    expect(DateTimeScalar.serialize(new Date(0))).toBe("1970-01-01T00:00:00.000Z");
  });

  it.each([
    "2025-09-01",
    "tomorrow",
    "2025-13-01T00:00:00Z",
    "2026-02-30T00:00:00Z",
    "2026-12-01T00:00:00",
    "2026-12-01T24:00:00Z",
    "2026-12-01T00:00:00+24:00",
    "9999-12-31T23:59:59-12:00",
    "0000-01-01T00:00:00+08:00",
    "0000-12-31T23:59:59Z",
    "2026-12-01 00:00:00Z",
    "2026-12-01T00:00Z",
    "+010000-01-01T00:00:00Z",
    0,
    null,
  ])("refuses %j", (value) => {
    expect(() => DateTimeScalar.parseValue(value)).toThrow(/^not an? (instant|date)$/);
  });
});
