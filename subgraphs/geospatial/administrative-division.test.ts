import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { openTestSubgraph, type TestSubgraph } from "../kit/testing/test-subgraph.js";
import { definition } from "./definition.js";
import { fillDivisions } from "./testing/register.js";

describeOnEngines("administrative divisions", (engine) => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await openTestSubgraph(definition, engine.url());
    await fillDivisions(subgraph.database, ["54", "11"]);
  });
  afterAll(() => subgraph.close());

  it("are open to every caller, with what is above and below them", async () => {
    const { data, errors } = await subgraph.ask(
      '{ administrativeDivision(code: "540100") { code name level parent { name parent { name } } children { code name level } } }',
      {},
      { divisions: [] },
    );
    expect(errors).toEqual([]);
    expect(data.administrativeDivision).toMatchObject({ code: "540100", name: "拉萨市", level: "CITY", parent: { name: "西藏自治区", parent: null } });
    expect(data.administrativeDivision.children).toHaveLength(8);
    expect(data.administrativeDivision.children[0]).toEqual({ code: "540102", name: "城关区", level: "COUNTY" });
  });

  it("have a centre and bounds where these are at hand", async () => {
    const { data } = await subgraph.ask(
      '{ at: administrativeDivision(code: "540102") { centroid { longitude latitude } bounds { west south east north } } none: administrativeDivision(code: "540000") { centroid { longitude } bounds { west } } }',
    );
    expect(data.at.bounds).toEqual({ west: 91.05, south: 29.57, east: 91.25, north: 29.8 });
    expect(data.at.centroid.longitude).toBeCloseTo(91.15);
    expect(data.at.centroid.latitude).toBeCloseTo(29.685);
    expect(data.none).toEqual({ centroid: null, bounds: null });
  });

  it("do not have a code that is gone, neither at the root nor as an entity", async () => {
    const root = await subgraph.ask('{ administrativeDivision(code: "540125") { name } }');
    expect(root).toEqual({ data: { administrativeDivision: null }, errors: [] });
    const { data, errors } = await subgraph.entities("AdministrativeDivision", "name", [{ code: "540125" }, { code: "540103" }]);
    expect({ data, errors }).toEqual({ data: { _entities: [null, { name: "堆龙德庆区" }] }, errors: [] });
  });

  it.each([
    [91.14, 29.65, "540102"],
    [91.05, 29.57, "540102"],
    [91.25, 29.6, "540104"],
    [116.44, 39.92, "110105"],
    [121.47, 31.23, null],
    [999, 999, null],
  ])("at longitude %d and latitude %d are %s", async (longitude, latitude, code) => {
    const { data, errors } = await subgraph.ask(
      "query ($longitude: Float!, $latitude: Float!) { divisionAt(longitude: $longitude, latitude: $latitude) { code } }",
      { longitude, latitude },
    );
    expect(errors).toEqual([]);
    expect(data.divisionAt).toEqual(code && { code });
  });

  it("are read in one statement for each level asked of", async () => {
    subgraph.takeStatements();
    const codes = Array.from({ length: 500 }, (_, index) => ({ code: String(540100 + index) }));
    await subgraph.entities("AdministrativeDivision", "name parent { name } children { name }", codes);
    expect(subgraph.takeStatements()).toHaveLength(3);
  });
});
