import { describe, expect, it } from "vitest";
import { runCatalogue } from "./catalogue.js";

describe("npm run catalogue", () => {
  it("prints every shared item with its department and terms, as rows for a spreadsheet", () => {
    const { exitCode, output } = runCatalogue(["--format", "csv"]);
    const [head, ...rows] = output.replace("\uFEFF", "").trim().split("\n");
    expect([exitCode, output.startsWith("\uFEFF"), head?.startsWith("信息项代码,信息项名称,提供部门,")]).toEqual([0, true, true]);
    expect(rows.length).toBeGreaterThan(60);
    const phone = rows.find((row) => row.startsWith("Person.phone,")) ?? "";
    for (const part of [
      "联系电话",
      "公安局",
      "11540100MB1A00052K",
      "有条件共享",
      "QUERY COMPARE OBTAIN",
      "SENSITIVE",
      "《中华人民共和国个人信息保护法》第十三条",
    ])
      expect(phone).toContain(part);
    expect(rows.find((row) => row.startsWith("Person.name,"))).toContain("无条件共享");
  });

  it("says of what is withheld its name and basis and nothing else", () => {
    const row =
      runCatalogue(["--format", "csv"])
        .output.split("\n")
        .find((line) => line.startsWith("Person.causeOfDeath,")) ?? "";
    expect(row).toMatch(/^Person\.causeOfDeath,[^,]+,,,,不予共享,,,,,[^,]+,,,$/);
    const { "assent:withheld": withheld, "dcat:dataset": sets } = JSON.parse(runCatalogue(["--format", "jsonld"]).output);
    expect(Object.keys(withheld.find((item: Record<string, unknown>) => item["dct:identifier"] === "Person.causeOfDeath")).sort()).toEqual([
      "assent:basis",
      "dct:identifier",
      "dct:title",
    ]);
    expect(JSON.stringify(sets)).not.toContain("causeOfDeath");
  });

  it("is DCAT with a data set for each department", () => {
    const catalogue = JSON.parse(runCatalogue(["--format", "jsonld"]).output);
    expect(catalogue["@type"]).toBe("dcat:Catalog");
    const departments = catalogue["dcat:dataset"].map((set: { "dct:publisher": { "dct:identifier": string } }) => set["dct:publisher"]["dct:identifier"]);
    expect(departments.sort()).toEqual(["11540100MB1A00036X", "11540100MB1A00052K", "11540100MB1A00060E", "11540100MB1A00079B"]);
  });

  it.each([[[]], [["--format", "xml"]], [["--format", "csv", "--what"]], [["--format", "csv", "--supergraph", "none.graphql"]]])(
    "explains itself for %j",
    (args) => {
      const { exitCode, output, message } = runCatalogue(args);
      expect([exitCode, output]).toEqual([2, ""]);
      expect(message).not.toBe("");
    },
  );
});
