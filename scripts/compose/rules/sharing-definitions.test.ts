import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { smallSources } from "../testing/small-graph.js";
import { sharingDefinitions } from "./sharing-definitions.js";

describe("sharing-definitions", () => {
  it("accepts the definitions with descriptions and in another order", () => {
    const described = (sdl: string) =>
      sdl
        .replace("directive @exercises", '"what it exercises"\ndirective @exercises')
        .replace("UNCONDITIONAL\n  CONDITIONAL", '"always"\n  CONDITIONAL\n  UNCONDITIONAL');
    expectFindings(sharingDefinitions, smallSources({ licence: described }), []);
  });

  it("accepts them under the names that the subgraph gives them", () => {
    const renamed = (sdl: string) =>
      sdl
        .replace('sharing/v1.0", import:', 'sharing/v1.0", as: "rules", import:')
        .replaceAll("sharing__", "rules__")
        .replaceAll("@access", "@roles")
        .replace('"@roles"', '{ name: "@access", as: "@roles" }');
    expectFindings(sharingDefinitions, smallSources({ consent: renamed }), []);
  });

  it("refuses a default, an argument, a place or an enum value that the specification does not have", () => {
    const alterations: [string, string, string][] = [
      ["consent: Boolean = false", "consent: Boolean = true", "@sharing"],
      ["mask: sharing__Mask", "mask: sharing__Mask\n  quietly: Boolean", "@sharing"],
      [
        "directive @exercises(mode: sharing__SharingMode!) on FIELD_DEFINITION",
        "directive @exercises(mode: sharing__SharingMode!) on FIELD_DEFINITION | OBJECT",
        "@exercises",
      ],
      ["OBTAIN\n}", "OBTAIN\n  SELL\n}", "sharing__SharingMode"],
    ];
    for (const [from, to, coordinate] of alterations) {
      expectFindings(sharingDefinitions, smallSources({ licence: (sdl) => sdl.replace(from, to) }), [{ coordinate, subgraph: "licence" }]);
    }
  });

  it("refuses an enum that is extended elsewhere in the schema", () => {
    expectFindings(sharingDefinitions, smallSources({ licence: (sdl) => `${sdl}\nextend enum sharing__Role { everyone }` }), [
      { coordinate: "sharing__Role", subgraph: "licence" },
    ]);
  });
});
