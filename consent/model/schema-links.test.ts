import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { readSchemaLinks } from "./schema-links.js";

const SPEC = "https://specs.assent.example/sharing/v1.0";
const linksOf = (sdl: string) => readSchemaLinks(parse(sdl));
const nameOf = (sdl: string, directive: string) => linksOf(sdl).directive(directive)?.name ?? null;

describe("links of a schema", () => {
  it("find an imported directive by its name and by the name that the import gives it", () => {
    expect(nameOf(`extend schema @link(url: "${SPEC}", import: ["@sharing"])`, "sharing")).toBe("sharing");
    expect(nameOf(`extend schema @link(url: "${SPEC}", import: [{ name: "@sharing", as: "@rule" }])`, "rule")).toBe("sharing");
  });

  it("find what is not imported by the namespace, and the directive that bears the specification's name", () => {
    const linked = `schema @link(url: "${SPEC}") { query: Query }`;
    expect(nameOf(linked, "sharing__access")).toBe("access");
    expect(nameOf(linked, "sharing")).toBe("sharing");
    expect(nameOf(`extend schema @link(url: "${SPEC}", as: "gov")`, "gov__access")).toBe("access");
    expect(nameOf(`extend schema @link(url: "${SPEC}", as: "gov")`, "gov")).toBe("sharing");
  });

  it("find nothing by bare name without a link, or with an import only", () => {
    expect(nameOf("extend schema @key", "sharing")).toBeNull();
    expect(nameOf(`extend schema @link(url: "${SPEC}", import: ["@sharing"])`, "access")).toBeNull();
    expect(nameOf(`extend schema @link(url: "${SPEC}", as: "gov")`, "sharing")).toBeNull();
  });

  it("call a default name shadowed when the import gives another", () => {
    const renamed = linksOf(`extend schema @link(url: "${SPEC}", import: [{ name: "@access", as: "@roles" }])`);
    expect(renamed.directive("roles")).toMatchObject({ name: "access", shadowed: false });
    expect(renamed.directive("sharing__access")).toMatchObject({ name: "access", shadowed: true });
  });

  it("follow @link itself under another name", () => {
    const sdl = `extend schema @uses(url: "https://specs.apollo.dev/link/v1.0", as: "uses") @uses(url: "${SPEC}", import: ["@sharing"])`;
    expect(nameOf(sdl, "sharing")).toBe("sharing");
    expect(nameOf(sdl, "uses")).toBe("link");
  });

  it("tell a version from the specification, a trailing slash apart", () => {
    expect(linksOf(`extend schema @link(url: "${SPEC}/")`).links).toMatchObject([{ url: SPEC, identity: "https://specs.assent.example/sharing" }]);
  });

  it("report links that cannot be relied on", () => {
    const problemsOf = (links: string) => linksOf(`extend schema ${links}`).problems;
    expect(problemsOf(`@link(url: "${SPEC}") @link(url: "https://specs.assent.example/sharing/v2.0", as: "other")`)).toEqual([
      "https://specs.assent.example/sharing is linked twice",
    ]);
    expect(problemsOf(`@link(url: "${SPEC}") @link(url: "https://example.org/sharing/v1.0")`)).toEqual(["two links are named sharing"]);
    expect(problemsOf(`@link(url: "${SPEC}", import: ["@a"]) @link(url: "https://example.org/x/v1.0", import: [{ name: "@b", as: "@a" }])`)).toEqual([
      "@a is imported twice",
    ]);
    expect(problemsOf(`@link(url: "${SPEC}", import: [{ name: "@a", as: "a" }])`)).toEqual([`an import of ${SPEC} is neither a name nor { name, as }`]);
    expect(problemsOf('@link(url: "")')).toEqual(["a @link has no url"]);
  });
});
