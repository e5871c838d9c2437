import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { openTestSubgraph, type TestSubgraph } from "../kit/testing/test-subgraph.js";
import { definition } from "./definition.js";
import { LicenceRow } from "./store/licence-row.js";
import { LicenceKind } from "./terms.js";
import { licence } from "./testing/register.js";

const FOOD = "1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0";
const DRIVING = "1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052202.001.X";
const ZHANG = "540102198001010011";
const COMPANY = "91540100MA6T00001X";

describeOnEngines("the licences' subgraph", (engine) => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await openTestSubgraph(definition, engine.url());
    await subgraph.database.getRepository(LicenceRow).insert([
      licence(FOOD),
      licence(DRIVING, {
        kind: LicenceKind.DRIVING_LICENCE,
        name: "机动车驾驶证",
        holderKind: "PERSON",
        holderId: ZHANG,
        holderName: "张三",
        number: ZHANG,
        validUntil: null,
      }),
      ...Array.from({ length: 105 }, (_, index) => licence(`many-${String(index).padStart(3, "0")}`, { holderId: "91540100MA6T00002X" })),
    ]);
  });
  afterAll(() => subgraph.close());

  it("answers for one licence by its identifier, whatever the caller's divisions", async () => {
    const selection = "identifier kind name issuer issuedOn validFrom validUntil status";
    const { data, errors } = await subgraph.ask(
      `{ food: licence(identifier: "${FOOD}") { ${selection} } driving: licence(identifier: "${DRIVING}") { validUntil } none: licence(identifier: "x") { kind } }`,
      {},
      { divisions: [] },
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      food: {
        identifier: FOOD,
        kind: "FOOD_OPERATION_LICENCE",
        name: "食品经营许可证",
        issuer: "拉萨市市场监督管理局",
        issuedOn: "2024-03-01",
        validFrom: "2024-03-01",
        validUntil: "2029-02-28",
        status: "VALID",
      },
      driving: { validUntil: null },
      none: null,
    });
  });

  it("shows nothing of the holder at a root, which no decision reaches", async () => {
    const { data, errors } = await subgraph.ask(`{ licence(identifier: "${DRIVING}") { number holderName image holder { name } } }`);
    expect(data.licence).toEqual({ number: null, holderName: null, image: null, holder: null });
    expect(errors.map(({ code }) => code)).toEqual(Array(4).fill("DECISION_UNAVAILABLE"));
  });

  it("tells the decisions subgraph whose a licence is", async () => {
    const { data } = await subgraph.entities("Licence", "holderType holderId", [{ identifier: FOOD }, { identifier: DRIVING }, { identifier: "x" }]);
    expect(data._entities).toEqual([{ holderType: "LEGAL_ENTITY", holderId: COMPANY }, { holderType: "PERSON", holderId: ZHANG }, null]);
  });

  it("shows what is decided, field by field, the number masked", async () => {
    const decided = { identifier: DRIVING, decision: { "Licence.number": true, "Licence.holderName": false, "Licence.holder": true } };
    const { data, errors } = await subgraph.entities("Licence", "number holderName holder { __typename ... on Person { idNumber } }", [decided]);
    expect({ data, errors }).toEqual({
      data: { _entities: [{ number: "54**************11", holderName: null, holder: { __typename: "Person", idNumber: ZHANG } }] },
      errors: [],
    });
  });

  it("shows the number whole, in the picture too, where the grant says unmasked", async () => {
    const decided = [{ identifier: FOOD, decision: { "Licence.number": true, "Licence.image": true } }];
    const pictureOf = (image: string): string => Buffer.from(image.split(",")[1] ?? "", "base64").toString("utf8");
    const whole = await subgraph.entities("Licence", "number image", decided, { unmasked: ["Licence.number"] });
    expect(whole.data._entities[0].number).toBe("JY15401020001234");
    expect(pictureOf(whole.data._entities[0].image)).toContain("JY15401020001234");
    const masked = await subgraph.entities("Licence", "number image", decided, { unmasked: ["Person.phone"] });
    expect(masked.data._entities[0].number).toBe("JY************34");
    expect(pictureOf(masked.data._entities[0].image)).not.toContain("JY15401020001234");
  });

  it("lists a person's licences with a decision, a legal entity's without, bounded as published", async () => {
    const persons = await subgraph.entities("Person", "licences { kind }", [
      { idNumber: ZHANG, decision: { "Person.licences": true } },
      { idNumber: ZHANG },
      { idNumber: COMPANY, decision: { "Person.licences": true } },
    ]);
    expect(persons.data._entities).toEqual([{ licences: [{ kind: "DRIVING_LICENCE" }] }, { licences: null }, { licences: [] }]);
    expect(persons.errors).toEqual([{ code: "DECISION_UNAVAILABLE", path: "_entities.1.licences" }]);
    const companies = await subgraph.entities("LegalEntity", "licences { identifier }", [{ uscc: COMPANY }, { uscc: "91540100MA6T00002X" }, { uscc: ZHANG }]);
    expect(companies.errors).toEqual([]);
    expect(companies.data._entities[0]).toEqual({ licences: [{ identifier: FOOD }] });
    expect(companies.data._entities[1].licences).toHaveLength(100);
    expect(companies.data._entities[2]).toEqual({ licences: [] });
  });

  it("reads 500 licences, or those of 500 holders, in one statement", async () => {
    const many = (make: (index: number) => object): object[] => Array.from({ length: 500 }, (_, index) => make(index));
    const decision = { "Licence.number": true, "Licence.holder": true, "Person.licences": true };
    subgraph.takeStatements();
    await subgraph.entities(
      "Licence",
      "kind number holder { name }",
      many((index) => ({ identifier: [FOOD, DRIVING][index] ?? `none-${index}`, decision })),
    );
    expect(subgraph.takeStatements()).toHaveLength(1);
    await subgraph.entities(
      "Person",
      "licences { kind }",
      many((index) => ({ idNumber: index === 0 ? ZHANG : `54010219800101${String(index).padStart(4, "0")}`, decision })),
    );
    expect(subgraph.takeStatements()).toHaveLength(1);
  });
});
