import { describe, expect, it } from "vitest";
import { compileSharing } from "../../consent/decide/compile-sharing.js";
import { CASEWORKER, citizen, NOW, sharingGrant } from "../testing/callers.js";
import { testGraph } from "../testing/test-graph.js";
import { idNumberOf } from "../testing/world.js";
import { type ContextInput, encodeContext, signedContext } from "./signed-context.js";

const grant = sharingGrant([], {
  divisions: ["540102"],
  items: [
    { coordinate: "Person.phone", mode: "QUERY", unmasked: true },
    { coordinate: "Person.registeredAddress", mode: "QUERY", unmasked: false },
    { coordinate: "Licence.number", mode: "COMPARE", unmasked: true },
  ],
});
const sharing = compileSharing(testGraph().governed.rules, [grant]).sharingOf(CASEWORKER, NOW);
const INPUT: ContextInput = { requestId: "r", caller: CASEWORKER, mode: "QUERY", sharing, masked: ["Person.phone"] };

describe("what a department learns of the caller", () => {
  it("is the application's purpose, case, sharing grant and divisions, and not who operates it", () => {
    expect(signedContext("population", INPUT)).toEqual({
      requestId: "r",
      role: "application",
      department: CASEWORKER.department,
      application: "housing-desk",
      scenario: "public-rental-housing",
      case: "2025-0001",
      mode: "QUERY",
      grant: "grant-1@3",
      divisions: ["540102"],
      unmasked: ["Person.phone"],
    });
  });

  it("is unmasked only what the sharing grant says for this mode", () => {
    expect(signedContext("licence", { ...INPUT, mode: "COMPARE" }).unmasked).toEqual(["Licence.number"]);
  });

  it("is no division at all without a sharing grant", () => {
    expect(signedContext("population", { ...INPUT, sharing: null })).toMatchObject({ grant: null, divisions: [], unmasked: [] });
  });

  it("is of a citizen only that it is one, with everything of one's own unmasked", () => {
    const context = signedContext("population", { ...INPUT, caller: citizen(idNumberOf(0)), sharing: null });
    expect(context).toMatchObject({ role: "citizen", department: null, scenario: null, case: null, divisions: ["*"], unmasked: ["Person.phone"] });
    expect(JSON.stringify(context)).not.toContain(idNumberOf(0));
    expect(context).not.toHaveProperty("principal");
  });

  it("is the caller's own person for the consent department alone", () => {
    expect(signedContext("consent", { ...INPUT, caller: citizen(idNumberOf(0)) }).principal).toEqual({
      sub: "citizen 18",
      operator: null,
      idNumber: idNumberOf(0),
    });
    expect(signedContext("consent", INPUT).principal).toEqual({ sub: "housing-desk", operator: "caseworker 7", idNumber: null });
  });

  it("travels as base64url of its JSON", () => {
    const context = signedContext("population", INPUT);
    expect(JSON.parse(Buffer.from(encodeContext(context), "base64url").toString())).toEqual(context);
  });
});
