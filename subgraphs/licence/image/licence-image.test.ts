import { describe, expect, it } from "vitest";
import { licenceImage } from "./licence-image.js";

const licence = { name: "食品经营许可证", holderName: "<script>&\"'", number: "JY15401020001234", issuer: "拉萨市市场监督管理局", issuedOn: "2024-03-01" };

describe("the picture of a licence", () => {
  it("is an SVG without reference to anything outside it", () => {
    const [head, body] = licenceImage(licence).split(",") as [string, string];
    const svg = Buffer.from(body, "base64").toString("utf8");
    expect(head).toBe("data:image/svg+xml;base64");
    expect(svg).toContain(">食品经营许可证</text>");
    expect(svg).toContain(">JY15401020001234</text>");
    expect(svg).not.toMatch(/href|<image|url\(/);
  });

  it("shows names with signs of XML as text", () => {
    const svg = Buffer.from(licenceImage(licence).split(",")[1] as string, "base64").toString("utf8");
    expect(svg).toContain("&lt;script&gt;&amp;&quot;&apos;");
    expect(svg).not.toContain("<script>");
  });
});
