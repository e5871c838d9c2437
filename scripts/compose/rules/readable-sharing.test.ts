import { describe, it } from "vitest";
import { expectFindings } from "../testing/harness.js";
import { department } from "../testing/small-graph.js";
import { readableSharing } from "./readable-sharing.js";

const parcel = (rule: string) => [
  department("geospatial", `type Query { parcel: Parcel }\ntype Parcel @key(fields: "unitNumber") { unitNumber: ID! area: Float ${rule} }`),
];
const unreadable = (message: string) => [{ coordinate: "Parcel.area", subgraph: "geospatial", message }];

describe("readable-sharing", () => {
  it("accepts a rule as the specification defines it", () => {
    expectFindings(readableSharing, parcel('@sharing(type: CONDITIONAL, modes: [QUERY], basis: "x")'), []);
  });

  it("refuses an unknown enum value and an argument of the wrong type", () => {
    expectFindings(readableSharing, parcel("@sharing(type: SOMETIMES)"), unreadable("@sharing: type must be one of UNCONDITIONAL CONDITIONAL WITHHELD"));
    expectFindings(readableSharing, parcel('@sharing(type: UNCONDITIONAL, consent: "no")'), unreadable("@sharing: consent must be true or false"));
  });

  it("refuses contradictions: conditions without modes, consent to what everyone may use", () => {
    expectFindings(readableSharing, parcel('@sharing(type: CONDITIONAL, basis: "x")'), unreadable("@sharing: CONDITIONAL names the modes that it admits"));
    expectFindings(readableSharing, parcel("@sharing(type: UNCONDITIONAL, consent: true)"), unreadable("@sharing: what needs consent is CONDITIONAL"));
  });

  it("refuses a rule that is stated twice", () => {
    expectFindings(
      readableSharing,
      parcel("@sharing(type: UNCONDITIONAL) @sharing(type: UNCONDITIONAL)"),
      unreadable("@sharing is used under two names or twice"),
    );
  });
});
