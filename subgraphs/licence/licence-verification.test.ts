import { afterAll, beforeAll, expect, it } from "vitest";
import { checkIdentifier } from "../../consent/model/identifiers.js";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { openTestSubgraph, type TestSubgraph } from "../kit/testing/test-subgraph.js";
import { definition } from "./definition.js";
import { LicenceRow } from "./store/licence-row.js";
import { licence } from "./testing/register.js";

const KNOWN = "1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0";
const UNKNOWN = "1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052209.002.A";
const PERMITTED = { "LicenceVerification.verdict": true };

describeOnEngines("the verification of a licence", (engine) => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await openTestSubgraph(definition, engine.url());
    await subgraph.database.getRepository(LicenceRow).insert(licence(KNOWN));
  });
  afterAll(() => subgraph.close());

  const verdicts = (claims: string, representations: readonly object[]) =>
    subgraph.entities("LicenceVerification", `verdict(claims: { ${claims} })`, representations);

  it("is there whether or not the licence is, before anything is decided", async () => {
    for (const identifier of [KNOWN, UNKNOWN]) {
      const { data, errors } = await subgraph.ask(`{ licenceVerification(identifier: "${identifier}") { identifier } }`, {}, { mode: "COMPARE" });
      expect({ data, errors }).toEqual({ data: { licenceVerification: { identifier } }, errors: [] });
    }
  });

  it("matches what the register holds, as a whole", async () => {
    const representations = [{ identifier: KNOWN, decision: PERMITTED }];
    const all = await verdicts(
      'number: "JY15401020001234", holderName: "拉萨雪域商贸有限公司", kind: FOOD_OPERATION_LICENCE, validUntil: "2029-02-28", status: VALID',
      representations,
    );
    expect(all).toEqual({ data: { _entities: [{ verdict: "MATCH" }] }, errors: [] });
    const oneOff = await verdicts('number: "JY15401020001234", holderName: "拉萨雪域商贸公司"', representations);
    expect(oneOff).toEqual({ data: { _entities: [{ verdict: "NO_MATCH" }] }, errors: [] });
  });

  it("matches nothing where there is no licence, without an error", async () => {
    const answer = await verdicts('number: "JY15401020001234"', [{ identifier: UNKNOWN, decision: PERMITTED }]);
    expect(answer).toEqual({ data: { _entities: [{ verdict: "NO_MATCH" }] }, errors: [] });
  });

  it("compares only with a decision of its own, alike for licences that exist and that do not", async () => {
    for (const identifier of [KNOWN, UNKNOWN]) {
      const { data, errors } = await verdicts('number: "x"', [
        { identifier },
        { identifier, decision: { "LicenceVerification.verdict": false } },
        { identifier, decision: { "Licence.number": true } },
      ]);
      expect(data._entities).toEqual(Array(3).fill({ verdict: null }));
      expect(errors).toEqual([
        { code: "DECISION_UNAVAILABLE", path: "_entities.0.verdict" },
        { code: "DECISION_UNAVAILABLE", path: "_entities.2.verdict" },
      ]);
    }
  });

  it("names the holder to the decisions subgraph, and nobody where there is none", async () => {
    const { data } = await subgraph.entities("LicenceVerification", "holderType holderId", [{ identifier: KNOWN }, { identifier: UNKNOWN }]);
    expect(data._entities[0]).toEqual({ holderType: "LEGAL_ENTITY", holderId: "91540100MA6T00001X" });
    expect(data._entities[1].holderType).toBe("PERSON");
    expect(checkIdentifier("GB_11643", data._entities[1].holderId, new Date())).not.toBeNull();
  });

  it("reads 500 of them in one statement", async () => {
    const representations = Array.from({ length: 500 }, (_, index) => ({ identifier: index === 0 ? KNOWN : `none-${index}`, decision: PERMITTED }));
    subgraph.takeStatements();
    const { data } = await verdicts('number: "JY15401020001234"', representations);
    expect(data._entities.filter(({ verdict }: { verdict: string }) => verdict === "MATCH")).toHaveLength(1);
    expect(subgraph.takeStatements()).toHaveLength(1);
  });
});
