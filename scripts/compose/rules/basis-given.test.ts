import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { department } from "../testing/small-graph.js";
import { basisGiven } from "./basis-given.js";

const parcel = (rule: string) => [
  department("geospatial", `type Query { parcel: Parcel }\ntype Parcel @key(fields: "unitNumber") { unitNumber: ID! area: Float ${rule} }`),
];
const found = [{ coordinate: "Parcel.area", subgraph: "geospatial" }];

describe("basis-given", () => {
  it("accepts UNCONDITIONAL without a basis, and the others with one", () => {
    expectFindings(basisGiven, parcel("@sharing(type: UNCONDITIONAL)"), []);
    expectFindings(basisGiven, parcel('@sharing(type: WITHHELD, basis: "《保守国家秘密法》")'), []);
  });

  it("refuses CONDITIONAL and WITHHELD without a basis", () => {
    expectFindings(basisGiven, parcel("@sharing(type: CONDITIONAL, modes: [QUERY])"), found);
    expectFindings(basisGiven, parcel("@sharing(type: WITHHELD) @inaccessible"), found);
  });
});
