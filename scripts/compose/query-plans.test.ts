import { describe, expect, it } from "vitest";
import { readGraph } from "../../consent/model/governed-graph.js";
import { expectComposes } from "./testing/harness.js";
import { planOrderOf } from "./testing/plan-order.js";
import { smallSources } from "./testing/small-graph.js";

const { supergraphSdl } = expectComposes(smallSources());
const orderOf = planOrderOf(supergraphSdl);

/** How each governed type is reached from a root. */
const ROOTS: Readonly<Record<string, string>> = {
  Person: 'person(idNumber: "1")',
  PersonVerification: 'personVerification(idNumber: "1")',
  LegalEntity: 'legalEntity(uscc: "1")',
  Parcel: 'parcel(unitNumber: "1")',
  Licence: 'licence(identifier: "1")',
  LicenceVerification: 'licenceVerification(identifier: "1")',
};

/** Fields that need a selection or arguments of their own. */
const SELECTIONS: Readonly<Record<string, string>> = {
  "PersonVerification.verdict": "verdict(claims: {})",
  "LicenceVerification.verdict": "verdict",
  "LegalEntity.shareholders": "shareholders",
  "Person.employment": "employment { status }",
};

describe("plans of the stock planner", () => {
  it("ask for the decision between the person and the person's fields", () => {
    expect(orderOf('{ person(idNumber: "1") { name phone } }')).toBe("population decisions population");
    expect(orderOf('{ personVerification(idNumber: "1") { verdict(claims: { phone: "x" }) } }')).toBe("population decisions population");
  });

  it("decide for a licence's holder, and then for whom the holder leads to", () => {
    expect(orderOf('{ licence(identifier: "1") { kind number holder { name } } }')).toBe("licence decisions licence (decisions population | legal-entity)");
  });

  it("decide for the caller's own data like for anyone's", () => {
    expect(orderOf("{ me { person { name licences { number } } represents { name } } }")).toBe(
      "consent (decisions (licence decisions licence | population) | decisions population | legal-entity)",
    );
  });

  it("decide anew for each person on the way, however deep", () => {
    expect(orderOf('{ person(idNumber: "1") { spouse { children { spouse { phone } } } } }')).toBe(
      "population decisions population decisions population decisions population decisions population",
    );
  });

  it("ask no decision for basic register data", () => {
    expect(orderOf('{ licence(identifier: "1") { kind } legalEntity(uscc: "1") { name } }')).toBe("(legal-entity | licence)");
  });

  it("fetch every protected field from its owner right after the decision", () => {
    const { protectedFields, ownerOf, rules } = readGraph(supergraphSdl);
    const visible = [...protectedFields].filter((coordinate) => rules.get(coordinate)?.type !== "WITHHELD");
    expect(visible).toHaveLength(15);
    for (const coordinate of visible) {
      const [typeName = "", fieldName = ""] = coordinate.split(".");
      const selection = SELECTIONS[coordinate] ?? (/^(name|sex|phone|number)$/.test(fieldName) ? fieldName : `${fieldName} { __typename }`);
      const order = orderOf(`{ ${ROOTS[typeName]} { ${selection} } }`);
      expect({ coordinate, order }).toEqual({ coordinate, order: expect.stringMatching(new RegExp(`^\\S+ decisions ${ownerOf.get(coordinate)}$`)) });
    }
  });
});
