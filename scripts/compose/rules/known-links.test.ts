import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { knownLinks } from "./known-links.js";

const SPEC = "https://specs.assent.example/sharing/v1.0";
const relinked = (url: string) => smallSources({ licence: (sdl) => sdl.replace(SPEC, url) });
const finding = (message: string) => ({ coordinate: "schema", subgraph: "licence", message });

describe("known-links", () => {
  it("accepts links of Federation 2 and of the sharing specification", () => {
    expectFindings(knownLinks, smallSources(), []);
  });

  it("refuses another version of the sharing specification", () => {
    expectFindings(knownLinks, relinked("https://specs.assent.example/sharing/v1.1"), [finding("links https://specs.assent.example/sharing/v1.1")]);
  });

  it("refuses a look-alike URL", () => {
    for (const url of [
      "http://specs.assent.example/sharing/v1.0",
      "https://specs.assent.example.org/sharing/v1.0",
      "https://specs.assent.example/Sharing/v1.0",
    ]) {
      expectFindings(knownLinks, relinked(url), [finding(`links ${url}`)]);
    }
  });

  it("refuses a specification that nobody knows, and one that is linked twice", () => {
    expectFindings(knownLinks, smallSources({ licence: (sdl) => `${sdl}\nextend schema @link(url: "https://example.org/own/v1.0")` }), [
      finding("links https://example.org/own/v1.0"),
    ]);
    expectFindings(knownLinks, smallSources({ licence: (sdl) => `${sdl}\nextend schema @link(url: "${SPEC}", as: "again")` }), [
      finding("https://specs.assent.example/sharing is linked twice"),
    ]);
  });

  it("refuses a subgraph that does not link Federation 2, whose bare @key composition would still obey", () => {
    const bare = { name: "licence", sdl: 'type Query { licence: Licence }\ntype Licence @key(fields: "identifier") { identifier: ID! }' };
    expectFindings(knownLinks, [bare], [finding("does not link Federation 2")]);
  });
});
