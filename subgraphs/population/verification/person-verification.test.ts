import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnEngines } from "../../../scripts/testing/engines.js";
import { openTestSubgraph, type TestSubgraph } from "../../kit/testing/test-subgraph.js";
import { definition } from "../definition.js";
import { fill, person } from "../testing/register.js";

const ZHANG = "540102198003070014";
const OUTSIDER = "110105199001010010";
const NOBODY = "540102200001010099";
const DECIDED = { "PersonVerification.verdict": true };

describeOnEngines("a comparison with the population register", (engine) => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await openTestSubgraph(definition, engine.url());
    await fill(subgraph.database, {
      persons: [person(ZHANG, { name: "张伟", birthDate: "1980-03-07" }), person(OUTSIDER, { name: "李娜", registeredDivision: "110105" })],
    });
  });
  afterAll(() => subgraph.close());

  const verdicts = (selection: string, ...representations: object[]) =>
    subgraph.entities("PersonVerification", selection, representations, { mode: "COMPARE" });

  it("stands for anyone, and tells nothing yet", async () => {
    for (const idNumber of [ZHANG, OUTSIDER, NOBODY]) {
      subgraph.takeStatements();
      const answer = await subgraph.ask(`{ personVerification(idNumber: "${idNumber}") { __typename idNumber } }`);
      expect(answer).toEqual({ data: { personVerification: { __typename: "PersonVerification", idNumber } }, errors: [] });
      expect(subgraph.takeStatements()).toEqual([]);
    }
  });

  it("says whether the claims hold as a whole", async () => {
    const { data, errors } = await verdicts('verdict(claims: { name: "张伟", birthDate: "1980-03-07" })', { idNumber: ZHANG, decision: DECIDED });
    expect({ data, errors }).toEqual({ data: { _entities: [{ verdict: "MATCH" }] }, errors: [] });
    expect((await verdicts('verdict(claims: { name: "张伟", birthDate: "1980-03-08" })', { idNumber: ZHANG, decision: DECIDED })).data).toEqual({
      _entities: [{ verdict: "NO_MATCH" }],
    });
  });

  it("answers alike for somebody else, for an outsider and for nobody", async () => {
    const representations = [ZHANG, OUTSIDER, NOBODY].map((idNumber) => ({ idNumber, decision: DECIDED }));
    const { data, errors } = await verdicts('verdict(claims: { name: "李娜" })', ...representations);
    expect({ data, errors }).toEqual({ data: { _entities: [{ verdict: "NO_MATCH" }, { verdict: "NO_MATCH" }, { verdict: "NO_MATCH" }] }, errors: [] });
  });

  it("needs a decision for each set of claims", async () => {
    const { data, errors } = await verdicts(
      'verdict(claims: { name: "张伟" }) other: verdict(claims: { phone: "1" })',
      { idNumber: ZHANG, decision: DECIDED },
      { idNumber: ZHANG },
    );
    expect(data).toEqual({
      _entities: [
        { verdict: "MATCH", other: null },
        { verdict: null, other: null },
      ],
    });
    expect(errors.map(({ code, path }) => `${code} ${path}`)).toEqual([
      "DECISION_UNAVAILABLE _entities.0.other",
      "DECISION_UNAVAILABLE _entities.1.verdict",
      "DECISION_UNAVAILABLE _entities.1.other",
    ]);
  });

  it("of 500 persons is one statement", async () => {
    const representations = Array.from({ length: 500 }, (_, index) => ({ idNumber: `5401021980${String(index).padStart(8, "0")}`, decision: DECIDED }));
    subgraph.takeStatements();
    const { data } = await verdicts('verdict(claims: { name: "张伟" })', ...representations);
    expect(data._entities).toHaveLength(500);
    expect(subgraph.takeStatements()).toHaveLength(1);
  });
});
