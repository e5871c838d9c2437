import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { openTestSubgraph, type TestSubgraph } from "../kit/testing/test-subgraph.js";
import { definition } from "./definition.js";
import { fill, parcel } from "./testing/register.js";

const LIST =
  "query ($box: BoundingBox!, $first: Int, $after: String) { parcelsWithin(box: $box, first: $first, after: $after) { edges { cursor node { unitNumber } } pageInfo { hasNextPage endCursor } } }";
const LHASA = { west: 91, south: 29, east: 92, north: 30 };

describeOnEngines("parcels within a box", (engine) => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await openTestSubgraph(definition, engine.url());
    await fill(subgraph.database, {
      parcels: [
        parcel("P1", { longitude: 91, latitude: 29 }),
        parcel("P2", { longitude: 91.5, latitude: 29.5, division: "540127" }),
        parcel("P3", { longitude: 92.000001, latitude: 29.5 }),
        parcel("P4", { longitude: 91.5, latitude: 28.9 }),
        parcel("P5", { longitude: null, latitude: null }),
        parcel("P6", { longitude: 91.5, latitude: 29.5, division: "540502" }),
        parcel("P7", { longitude: 92, latitude: 30 }),
      ],
    });
  });
  afterAll(() => subgraph.close());

  const keys = async (box: object, caller = {}): Promise<string[]> => {
    const { data, errors } = await subgraph.ask(LIST, { box }, { mode: "OBTAIN", ...caller });
    expect(errors).toEqual([]);
    return data.parcelsWithin.edges.map(({ node }: { node: { unitNumber: string } }) => node.unitNumber).sort();
  };

  it("are those inside it or on its edge, surveyed, and in the caller's divisions", async () => {
    expect(await keys(LHASA)).toEqual(["P1", "P2", "P7"]);
    expect(await keys(LHASA, { divisions: ["540000"] })).toEqual(["P1", "P2", "P6", "P7"]);
    expect(await keys(LHASA, { divisions: [] })).toEqual([]);
    expect(await keys({ west: 91, south: 29, east: 91, north: 29 })).toEqual(["P1"]);
  });

  it("page by key without gap or repetition", async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 4; page++) {
      const { data } = await subgraph.ask(LIST, { box: LHASA, first: 1, after });
      seen.push(...data.parcelsWithin.edges.map(({ node }: { node: { unitNumber: string } }) => node.unitNumber));
      after = data.parcelsWithin.pageInfo.endCursor;
      if (!data.parcelsWithin.pageInfo.hasNextPage) break;
    }
    expect(seen.sort()).toEqual(["P1", "P2", "P7"]);
  });

  it.each([
    { ...LHASA, west: 93 },
    { ...LHASA, south: 31 },
  ])("are not looked for in a box that is none: %j", async (box) => {
    const { errors } = await subgraph.ask(LIST, { box });
    expect(errors).toEqual([{ code: "BAD_USER_INPUT", path: "parcelsWithin" }]);
  });
});
