import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { openTestSubgraph, type TestSubgraph } from "../kit/testing/test-subgraph.js";
import { definition } from "./definition.js";
import { fill, fillDivisions, ownedBy, parcel } from "./testing/register.js";

const HOME = "540102001001GB00001F00010001";
const SHOP = "540102001001GB00002F00010001";
const FAR = "110105001001GB00001F00010001";
const GONE = "540125001001GB00010000";
const CROWD = "540102001001GB00003F00010001";
const ZHANG = "540102198001010011";
const LI = "540102198202020022";
const COMPANY = "91540100MA6T00001X";
const OWNERS = "Parcel.owners";

describeOnEngines("parcels", (engine) => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await openTestSubgraph(definition, engine.url());
    await fillDivisions(subgraph.database, ["54"]);
    await fill(subgraph.database, {
      parcels: [
        parcel(HOME),
        parcel(SHOP, { longitude: null, latitude: null }),
        parcel(FAR, { division: "110105" }),
        parcel(CROWD),
        parcel(GONE, { division: "540125" }),
      ],
      owners: [
        ownedBy(HOME, ZHANG),
        ownedBy(HOME, LI),
        ownedBy(SHOP, COMPANY, "LEGAL_ENTITY"),
        ownedBy(FAR, ZHANG),
        ...Array.from({ length: 101 }, (_, index) => ownedBy(CROWD, `5401021980010${String(index).padStart(5, "0")}`)),
      ],
      premises: [
        { uscc: COMPANY, unitNumber: HOME },
        { uscc: COMPANY, unitNumber: FAR },
        { uscc: COMPANY, unitNumber: "540102009009GB00009F00010001" },
      ],
      mortgages: [
        {
          unitNumber: HOME,
          registrationNumber: "藏（2024）拉萨市不动产证明第0000002号",
          mortgageeUscc: COMPANY,
          amount: 80,
          registeredOn: "2024-02-03",
          dischargedOn: null,
        },
        {
          unitNumber: HOME,
          registrationNumber: "藏（2019）拉萨市不动产证明第0000001号",
          mortgageeUscc: COMPANY,
          amount: 30,
          registeredOn: "2019-02-03",
          dischargedOn: "2023-01-01",
        },
      ],
    });
  });
  afterAll(() => subgraph.close());

  it("answer for one by its unit number, as the register holds it", async () => {
    const { data, errors } = await subgraph.ask(
      `{ home: parcel(unitNumber: "${HOME}") { unitNumber division { code name parent { name } } landUse area location { longitude latitude } } shop: parcel(unitNumber: "${SHOP}") { location { longitude } } none: parcel(unitNumber: "x") { area } }`,
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      home: {
        unitNumber: HOME,
        division: { code: "540102", name: "城关区", parent: { name: "拉萨市" } },
        landUse: "RESIDENTIAL",
        area: 89.45,
        location: { longitude: 91.12, latitude: 29.65 },
      },
      shop: { location: null },
      none: null,
    });
  });

  it("lie in a division of which only the code is left, where it is gone since", async () => {
    const { data, errors } = await subgraph.ask(
      `{ parcel(unitNumber: "${GONE}") { division { code name level parent { name } centroid { latitude } children { code } } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.parcel.division).toEqual({ code: "540125", name: null, level: null, parent: null, centroid: null, children: [] });
  });

  it("refuse an outsider at its root, and in an entity leave it its key only, owners' keys included", async () => {
    const root = await subgraph.ask(`{ parcel(unitNumber: "${FAR}") { area } }`);
    expect(root).toEqual({ data: { parcel: null }, errors: [{ code: "OUT_OF_SCOPE", path: "parcel" }] });
    const { data, errors } = await subgraph.entities("Parcel", "unitNumber area ownerKeys owners { name }", [
      { unitNumber: FAR, decision: { [OWNERS]: true, [`${OWNERS}/PERSON:${ZHANG}`]: true } },
    ]);
    expect(data._entities).toEqual([{ unitNumber: FAR, area: null, ownerKeys: null, owners: null }]);
    expect(errors.map(({ code, path }) => `${code} ${path}`).sort()).toEqual([
      "OUT_OF_SCOPE _entities.0.area",
      "OUT_OF_SCOPE _entities.0.ownerKeys",
      "OUT_OF_SCOPE _entities.0.owners",
    ]);
  });

  it("tell the decisions subgraph whose they are, unless there are more owners than can be decided", async () => {
    const { data } = await subgraph.entities("Parcel", "ownerKeys", [{ unitNumber: HOME }, { unitNumber: SHOP }, { unitNumber: CROWD }]);
    expect(data._entities).toEqual([{ ownerKeys: [`PERSON:${ZHANG}`, `PERSON:${LI}`] }, { ownerKeys: [`LEGAL_ENTITY:${COMPANY}`] }, { ownerKeys: null }]);
  });

  it("show owners owner by owner, without a trace of the others", async () => {
    const selection = "owners { __typename ... on Person { idNumber } ... on LegalEntity { uscc } }";
    const { data, errors } = await subgraph.entities("Parcel", selection, [
      { unitNumber: HOME, decision: { [OWNERS]: true, [`${OWNERS}/PERSON:${LI}`]: true } },
      { unitNumber: HOME, decision: { [OWNERS]: true, [`${OWNERS}/PERSON:${LI}`]: "true", [`${OWNERS}/LEGAL_ENTITY:${ZHANG}`]: true } },
      { unitNumber: HOME, decision: { [OWNERS]: false, [`${OWNERS}/PERSON:${LI}`]: true } },
      { unitNumber: SHOP, decision: { [OWNERS]: true, [`${OWNERS}/LEGAL_ENTITY:${COMPANY}`]: true, [`${OWNERS}/PERSON:${ZHANG}`]: true } },
      { unitNumber: HOME, decision: { [`${OWNERS}/PERSON:${LI}`]: true } },
    ]);
    expect(data._entities).toEqual([
      { owners: [{ __typename: "Person", idNumber: LI }] },
      { owners: [] },
      { owners: null },
      { owners: [{ __typename: "LegalEntity", uscc: COMPANY }] },
      { owners: null },
    ]);
    expect(errors).toEqual([{ code: "DECISION_UNAVAILABLE", path: "_entities.4.owners" }]);
  });

  it("show owners under the response name that was decided", async () => {
    const key = "Parcel.owners:theirs";
    const { data, errors } = await subgraph.entities("Parcel", "theirs: owners { ... on Person { idNumber } } owners { name }", [
      { unitNumber: HOME, decision: { [key]: true, [`${key}/PERSON:${ZHANG}`]: true, [`${OWNERS}/PERSON:${LI}`]: true } },
    ]);
    expect(data._entities).toEqual([{ theirs: [{ idNumber: ZHANG }], owners: null }]);
    expect(errors).toEqual([{ code: "DECISION_UNAVAILABLE", path: "_entities.0.owners" }]);
  });

  it("show mortgages with one decision for all owners", async () => {
    const selection = "mortgages { registrationNumber mortgagee { uscc } amount registeredOn dischargedOn }";
    const { data, errors } = await subgraph.entities("Parcel", selection, [
      { unitNumber: HOME, decision: { "Parcel.mortgages": true } },
      { unitNumber: HOME, decision: { "Parcel.mortgages": false } },
    ]);
    expect(errors).toEqual([]);
    expect(data._entities[1]).toEqual({ mortgages: null });
    expect(data._entities[0].mortgages).toEqual([
      {
        registrationNumber: "藏（2019）拉萨市不动产证明第0000001号",
        mortgagee: { uscc: COMPANY },
        amount: 30,
        registeredOn: "2019-02-03",
        dischargedOn: "2023-01-01",
      },
      { registrationNumber: "藏（2024）拉萨市不动产证明第0000002号", mortgagee: { uscc: COMPANY }, amount: 80, registeredOn: "2024-02-03", dischargedOn: null },
    ]);
  });

  it("are listed of their owners, outsiders with their key only, and with a decision only", async () => {
    const decision = { "Person.realEstate": true, "LegalEntity.realEstate": true };
    const persons = await subgraph.entities("Person", "realEstate { unitNumber area }", [
      { idNumber: ZHANG, decision },
      { idNumber: LI },
      { idNumber: COMPANY, decision },
    ]);
    expect(persons.data._entities).toEqual([
      {
        realEstate: [
          { unitNumber: FAR, area: null },
          { unitNumber: HOME, area: 89.45 },
        ],
      },
      { realEstate: null },
      { realEstate: [] },
    ]);
    expect(persons.errors.map(({ code, path }) => `${code} ${path}`).sort()).toEqual([
      "DECISION_UNAVAILABLE _entities.1.realEstate",
      "OUT_OF_SCOPE _entities.0.realEstate.0.area",
    ]);
    const companies = await subgraph.entities("LegalEntity", "realEstate { unitNumber }", [
      { uscc: COMPANY, decision },
      { uscc: COMPANY, decision: { "LegalEntity.realEstate": false } },
    ]);
    expect(companies).toEqual({ data: { _entities: [{ realEstate: [{ unitNumber: SHOP }] }, { realEstate: null }] }, errors: [] });
  });

  it("are listed as an entity's premises without a decision, dangling references left out", async () => {
    const { data, errors } = await subgraph.entities("LegalEntity", "premises { unitNumber landUse }", [{ uscc: COMPANY }]);
    expect(data._entities).toEqual([
      {
        premises: [
          { unitNumber: FAR, landUse: null },
          { unitNumber: HOME, landUse: "RESIDENTIAL" },
        ],
      },
    ]);
    expect(errors).toEqual([{ code: "OUT_OF_SCOPE", path: "_entities.0.premises.0.landUse" }]);
  });

  it("are read in one statement a table, for 500 parcels, persons or legal entities", async () => {
    const decision = { [OWNERS]: true, "Parcel.mortgages": true, "Person.realEstate": true, "LegalEntity.realEstate": true };
    const many = <T>(make: (index: number) => T): T[] => Array.from({ length: 500 }, (_, index) => make(index));
    subgraph.takeStatements();
    await subgraph.entities(
      "Parcel",
      "area ownerKeys owners { __typename } mortgages { amount }",
      many((index) => ({ unitNumber: [HOME, SHOP, CROWD][index] ?? `540102001001GB0001${index}`, decision })),
    );
    expect(subgraph.takeStatements()).toHaveLength(3);
    await subgraph.entities(
      "Person",
      "realEstate { area }",
      many((index) => ({ idNumber: index === 0 ? ZHANG : `54010219800101${String(index).padStart(4, "0")}`, decision })),
    );
    expect(subgraph.takeStatements()).toHaveLength(2);
    const companies = many((index) => ({ uscc: index === 0 ? COMPANY : `91540100MA6T1${String(index).padStart(4, "0")}X`, decision }));
    for (const selection of ["realEstate { area }", "premises { area }"]) {
      await subgraph.entities("LegalEntity", selection, companies);
      expect(subgraph.takeStatements()).toHaveLength(2);
    }
  });
});
