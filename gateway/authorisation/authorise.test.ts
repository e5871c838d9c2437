import { describe, expect, it } from "vitest";
import { compileSharing } from "../../consent/decide/compile-sharing.js";
import type { Caller } from "../../consent/model/caller.js";
import { Refusal } from "../../consent/model/errors.js";
import type { SharingMode } from "../../consent/model/sharing.js";
import type { Fact, FactKind, Standing } from "../facts/fact.js";
import { CASEWORKER, citizen, NOW, sharingGrant } from "../testing/callers.js";
import { testGraph } from "../testing/test-graph.js";
import { idNumberOf } from "../testing/world.js";
import { authorise } from "./authorise.js";

const fact = (coordinate: string, kind: FactKind = "SELECTION", mode: SharingMode = "QUERY", standing: Standing = "ROOT"): Fact => ({
  coordinate,
  kind,
  mode,
  standing,
});
const REACHED = fact("Person.idNumber", "REACH");

const sharing = compileSharing(testGraph().governed.rules, [sharingGrant(["Person.name", ["Person.name", "COMPARE"], ["Person.sex", "OBTAIN"]])]).sharingOf(
  CASEWORKER,
  NOW,
);
const asCaseworker = (...facts: Fact[]) => authorise(CASEWORKER, facts, [], (touched) => sharing.refusalOf(touched));

function refusalOf(run: () => unknown): { code: string; details: unknown } {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, details: error.details };
    throw error;
  }
  throw new Error("nothing was refused");
}
const reasonsOf = (run: () => unknown): string[] => {
  const { code, details } = refusalOf(run);
  expect(code).toBe("SHARING_REFUSED");
  return (details as { refusals: { coordinate: string; mode: string; reason: string; remedy: string }[] }).refusals.map(
    ({ coordinate, mode, reason, remedy }) => {
      expect(remedy).not.toBe("");
      return `${coordinate} ${mode} ${reason}`;
    },
  );
};

describe("an application's operation", () => {
  it("has the one mode of its facts", () => {
    expect(asCaseworker(REACHED, fact("Person.name"))).toBe("QUERY");
    expect(asCaseworker(fact("Person.idNumber", "REACH", "COMPARE"), fact("Person.name", "ARGUMENT", "COMPARE"))).toBe("COMPARE");
    expect(authorise(CASEWORKER, [], [], null)).toBe("QUERY");
  });

  it("is refused whole, with every fact that is not covered, once and in order", () => {
    expect(reasonsOf(() => asCaseworker(fact("Person.phone"), fact("Person.name"), fact("Person.birthDate"), fact("Person.phone", "ARGUMENT")))).toEqual([
      "Person.birthDate QUERY NOT_IN_GRANT",
      "Person.phone QUERY NOT_IN_GRANT",
    ]);
  });

  it("may reach a person of whom the sharing grant holds an item, and not select the key", () => {
    expect(asCaseworker(REACHED)).toBe("QUERY");
    expect(reasonsOf(() => asCaseworker(fact("Person.idNumber")))).toEqual(["Person.idNumber QUERY NOT_IN_GRANT"]);
    expect(reasonsOf(() => asCaseworker(fact("LegalEntity.uscc", "REACH")))).toEqual(["LegalEntity.uscc QUERY NOT_IN_GRANT"]);
  });

  it("may not mix modes, even of items that it holds in each", () => {
    expect(reasonsOf(() => asCaseworker(fact("Person.name"), fact("Person.sex", "SELECTION", "OBTAIN")))).toEqual([
      "Person.name QUERY MODES_MIXED",
      "Person.sex OBTAIN MODES_MIXED",
    ]);
  });

  it("is not covered in another mode than the sharing grant's", () => {
    expect(reasonsOf(() => asCaseworker(fact("Person.sex")))).toEqual(["Person.sex QUERY NOT_IN_GRANT"]);
  });

  it("without any sharing grant is refused, and open data is not", () => {
    expect(reasonsOf(() => authorise(CASEWORKER, [REACHED], [], null))).toEqual(["Person.idNumber QUERY NO_GRANT"]);
    expect(authorise(CASEWORKER, [], [], null)).toBe("QUERY");
  });
});

describe("a citizen's operation", () => {
  const asCitizen = (...facts: Fact[]) => authorise(citizen(idNumberOf(0)), facts, [{ coordinate: "Query.me", roles: ["citizen"] }], null);

  it("may have everything of the own data subject, and of one referred to the name", () => {
    expect(
      asCitizen(
        fact("Person.phone", "SELECTION", "QUERY", "OWN"),
        fact("Person.idNumber", "REACH", "QUERY", "REFERRED"),
        fact("LegalEntity.name", "SELECTION", "QUERY", "REFERRED"),
      ),
    ).toBe("QUERY");
  });

  it.each([
    ["another's phone", fact("Person.phone", "SELECTION", "QUERY", "REFERRED")],
    ["another's key", fact("Person.idNumber", "SELECTION", "QUERY", "REFERRED")],
    ["a governed root", fact("Person.idNumber", "REACH", "QUERY", "ROOT")],
    ["an argument that names another", fact("Person.idNumber", "ARGUMENT", "QUERY", "ROOT")],
  ])("may not have %s", (_, refused) => {
    expect(refusalOf(() => asCitizen(refused))).toEqual({ code: "FORBIDDEN", details: { coordinate: refused.coordinate } });
  });
});

describe("everyone else's operation", () => {
  const officer: Caller = { role: "officer", sub: "o", clientId: "portal", department: "1" };

  it("touches no governed data", () => {
    expect(refusalOf(() => authorise(officer, [fact("Person.name", "SELECTION", "QUERY", "OWN")], [], null)).code).toBe("FORBIDDEN");
    expect(authorise(officer, [], [], null)).toBe("QUERY");
  });

  it.each(["authority", "auditor", "security"] as const)("touches none as %s either", (role) => {
    expect(refusalOf(() => authorise({ ...officer, role }, [REACHED], [], null)).code).toBe("FORBIDDEN");
  });
});

describe("a platform field", () => {
  it("admits the roles that it names, before anything else is looked at", () => {
    const platform = [{ coordinate: "Mutation.withdrawConsent", roles: ["citizen"] as const }];
    expect(refusalOf(() => authorise(CASEWORKER, [fact("Person.phone")], platform, null))).toEqual({
      code: "FORBIDDEN",
      details: { coordinate: "Mutation.withdrawConsent" },
    });
    expect(authorise(citizen(idNumberOf(0)), [], platform, null)).toBe("QUERY");
  });
});
