import { describe, expect, it } from "vitest";
import { DEPARTMENTS, departmentOf } from "./departments.js";
import { checkIdentifier } from "./identifiers.js";

describe("departments", () => {
  it("have credit codes that satisfy GB 32100, each its own", () => {
    const codes = Object.values(DEPARTMENTS).map(({ code }) => code);
    for (const code of codes) expect({ code, failed: checkIdentifier("GB_32100", code, new Date(0)) }).toEqual({ code, failed: null });
    expect(new Set(codes).size).toBe(8);
    expect(codes.every((code) => code.startsWith("11540100"))).toBe(true);
  });

  it("are found by their code alone", () => {
    expect(departmentOf(DEPARTMENTS.housing.code)?.nameZh).toBe("住房和城乡建设局");
    expect(departmentOf("11540100MB1A00099X")).toBeNull();
    expect(departmentOf("constructor")).toBeNull();
  });
});
