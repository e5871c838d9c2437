import { describe, it } from "vitest";
import { SHARING_DIRECTIVES } from "../../../consent/model/sharing-spec.js";
import { expectFindings } from "../testing/harness.js";
import { department, decisions, smallSources } from "../testing/small-graph.js";
import { compositionKeepsSharing } from "./composition-keeps-sharing.js";

const SDL = `type Query { parcel(unitNumber: ID! @reveals(field: "Parcel.unitNumber") @identifier(standard: GBT_2260)): Parcel @exercises(mode: QUERY)
  mine: Int @access(roles: [officer]) }
type Parcel @key(fields: "unitNumber") { unitNumber: ID! @sharing(type: UNCONDITIONAL) ownerKeys: [String!] @inaccessible }`;

const bearers: Record<(typeof SHARING_DIRECTIVES)[number], string> = {
  sharing: "Parcel.unitNumber",
  exercises: "Query.parcel",
  reveals: "Query.parcel(unitNumber:)",
  identifier: "Query.parcel(unitNumber:)",
  access: "Query.mine",
};

describe("composition-keeps-sharing", () => {
  it("finds every directive in the supergraph, on fields, arguments, input fields and enum values", () => {
    expectFindings(compositionKeepsSharing, smallSources(), []);
  });

  for (const directive of SHARING_DIRECTIVES) {
    it(`refuses a graph in which @${directive} is not composed`, () => {
      const parcels = department("geospatial", SDL);
      const parcelsOnly = { name: "decisions", sdl: decisions.sdl.replaceAll(/type (Licence|LicenceVerification) [^}]*}/g, "") };
      const dropped = { ...parcels, sdl: parcels.sdl.replace(`@composeDirective(name: "@${directive}")`, "") };
      expectFindings(compositionKeepsSharing, [parcels, parcelsOnly], []);
      expectFindings(
        compositionKeepsSharing,
        [dropped, parcelsOnly],
        [{ coordinate: bearers[directive], subgraph: "geospatial", message: `its @${directive} does not reach the supergraph` }],
      );
    });
  }
});
