import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { openTestSubgraph, type TestSubgraph } from "../kit/testing/test-subgraph.js";
import { definition } from "./definition.js";
import { LegalEntityKind, LegalEntityStatus } from "./terms.js";
import { fill, legalEntity } from "./testing/register.js";

const LIST =
  "query ($where: LegalEntityFilter!, $first: Int, $after: String) { legalEntities(where: $where, first: $first, after: $after) { nodes { uscc } pageInfo { hasNextPage endCursor } } }";

describeOnEngines("lists of legal entities", (engine) => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await openTestSubgraph(definition, engine.url());
    await fill(subgraph.database, {
      legalEntities: [
        legalEntity("A1", { industry: "F", establishedOn: "2010-01-01" }),
        legalEntity("A2", { industry: "H", establishedOn: "2012-03-04", kind: LegalEntityKind.SOLE_TRADER }),
        legalEntity("A3", { industry: "H", establishedOn: "2014-05-06", division: "540121" }),
        legalEntity("A4", { industry: "H", establishedOn: "2016-07-08", status: LegalEntityStatus.REVOKED }),
        legalEntity("B1", { industry: "H", establishedOn: "2012-03-04", division: "110105" }),
        legalEntity("B2", { industry: "H", establishedOn: "2012-03-04", division: "540202" }),
      ],
    });
  });
  afterAll(() => subgraph.close());

  const keys = async (where: object, caller = {}): Promise<string[]> => {
    const { data, errors } = await subgraph.ask(LIST, { where }, { mode: "OBTAIN", ...caller });
    expect(errors).toEqual([]);
    return data.legalEntities.nodes.map(({ uscc }: { uscc: string }) => uscc).sort();
  };

  it("hold only what lies in the caller's divisions", async () => {
    expect(await keys({})).toEqual(["A1", "A2", "A3", "A4"]);
    expect(await keys({}, { divisions: ["540121", "110000"] })).toEqual(["A3", "B1"]);
    expect(await keys({}, { divisions: [] })).toEqual([]);
    expect(await keys({}, { divisions: ["*"] })).toEqual([]);
  });

  it("hold what fits every condition", async () => {
    expect(await keys({ industry: "H" })).toEqual(["A2", "A3", "A4"]);
    expect(await keys({ industry: "H", status: "ACTIVE" })).toEqual(["A2", "A3"]);
    expect(await keys({ kind: "SOLE_TRADER" })).toEqual(["A2"]);
    expect(await keys({ establishedFrom: "2012-03-04", establishedUntil: "2014-05-06" })).toEqual(["A2", "A3"]);
    expect(await keys({ industry: null, kind: null })).toEqual(["A1", "A2", "A3", "A4"]);
  });

  it("filter by a division and what is below it, never beyond the caller's", async () => {
    expect(await keys({ division: "540121" })).toEqual(["A3"]);
    expect(await keys({ division: "540000" })).toEqual(["A1", "A2", "A3", "A4"]);
    expect(await keys({ division: "110105" })).toEqual([]);
    expect(await keys({ division: "540%" })).toEqual([]);
  });

  it("page by key without gap or repetition", async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 5; page++) {
      const { data, errors } = await subgraph.ask(LIST, { where: { industry: "H" }, first: 2, after }, { divisions: ["540000", "110000"] });
      expect(errors).toEqual([]);
      seen.push(...data.legalEntities.nodes.map(({ uscc }: { uscc: string }) => uscc));
      after = data.legalEntities.pageInfo.endCursor;
      if (!data.legalEntities.pageInfo.hasNextPage) break;
    }
    expect(seen).toHaveLength(5);
    expect([...seen].sort()).toEqual(["A2", "A3", "A4", "B1", "B2"]);
  });

  it("refuse a cursor of another filter", async () => {
    const { data } = await subgraph.ask(LIST, { where: { industry: "H" }, first: 1 });
    const { errors } = await subgraph.ask(LIST, { where: {}, first: 1, after: data.legalEntities.pageInfo.endCursor });
    expect(errors).toEqual([{ code: "BAD_USER_INPUT", path: "legalEntities" }]);
  });

  it("read a page in one statement", async () => {
    subgraph.takeStatements();
    await keys({ industry: "H" });
    expect(subgraph.takeStatements()).toHaveLength(1);
  });
});
