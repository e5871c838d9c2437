import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { openTestSubgraph, type TestSubgraph } from "../kit/testing/test-subgraph.js";
import { definition } from "./definition.js";
import { fill, legalEntity } from "./testing/register.js";

const HERE = "91540100MA6T00001X";
const ELSEWHERE = "91110105MA6T00002X";
const LARGE = "91540100MA6T00003X";
const HELD = "91540100MA6T00004X";
const ZHANG = "540102198001010011";
const EVERYTHING =
  "uscc name kind legalRepresentative { idNumber } division { code } registeredAddress industry establishedOn registrationAuthority status businessScope registrationNumber registeredCapital taxRegistration { taxpayerNumber registeredOn authority } employees";

describeOnEngines("the legal entities' subgraph", (engine) => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await openTestSubgraph(definition, engine.url());
    await fill(subgraph.database, {
      legalEntities: [
        legalEntity(HERE, { name: "雪域商贸有限公司" }),
        legalEntity(ELSEWHERE, { division: "110105" }),
        legalEntity(HELD, { legalRepresentativeId: "540102197505050028" }),
        legalEntity(LARGE, {
          legalRepresentativeId: "540102197505050028",
          registeredCapital: null,
          employees: null,
          taxpayerNumber: null,
          taxRegisteredOn: null,
          taxAuthority: null,
        }),
      ],
      shareholdings: [
        { uscc: HERE, holderKind: "PERSON", holderId: ZHANG, basisPoints: 3333 },
        { uscc: HERE, holderKind: "LEGAL_ENTITY", holderId: ELSEWHERE, basisPoints: 6667 },
        { uscc: HELD, holderKind: "LEGAL_ENTITY", holderId: HERE, basisPoints: 9000 },
        { uscc: HELD, holderKind: "LEGAL_ENTITY", holderId: "91540100MA6T00099X", basisPoints: 1000 },
        ...Array.from({ length: 210 }, (_, index) => ({
          uscc: LARGE,
          holderKind: "PERSON" as const,
          holderId: `5401021980010${String(index).padStart(5, "0")}`,
          basisPoints: index + 1,
        })),
      ],
      annualReports: Array.from({ length: 12 }, (_, index) => ({ uscc: HERE, year: 2010 + index, revenue: 100 * index, employees: index })),
    });
  });
  afterAll(() => subgraph.close());

  it("answers for one legal entity by its credit code, as the register holds it", async () => {
    const { data, errors } = await subgraph.ask(`{ legalEntity(uscc: "${HERE}") { ${EVERYTHING} } }`);
    expect(errors).toEqual([]);
    expect(data.legalEntity).toEqual({
      uscc: HERE,
      name: "雪域商贸有限公司",
      kind: "ENTERPRISE",
      legalRepresentative: { idNumber: ZHANG },
      division: { code: "540102" },
      registeredAddress: "拉萨市城关区测试路1号",
      industry: "F",
      establishedOn: "2015-06-01",
      registrationAuthority: "拉萨市市场监督管理局",
      status: "ACTIVE",
      businessScope: "日用百货销售",
      registrationNumber: "540100000000001",
      registeredCapital: 500,
      taxRegistration: { taxpayerNumber: HERE, registeredOn: "2015-06-10", authority: "国家税务总局拉萨市税务局" },
      employees: null,
    });
  });

  it("answers null for one that does not exist, and for a registration that there is not", async () => {
    const { data, errors } = await subgraph.ask(
      `{ none: legalEntity(uscc: "91540100MA6T00009X") { name } large: legalEntity(uscc: "${LARGE}") { registeredCapital taxRegistration { authority } } }`,
    );
    expect({ data, errors }).toEqual({ data: { none: null, large: { registeredCapital: null, taxRegistration: null } }, errors: [] });
  });

  it("refuses an outsider at its root, and in an entity leaves it its key only", async () => {
    const root = await subgraph.ask(`{ legalEntity(uscc: "${ELSEWHERE}") { name } }`);
    expect(root).toEqual({ data: { legalEntity: null }, errors: [{ code: "OUT_OF_SCOPE", path: "legalEntity" }] });
    const { data, errors } = await subgraph.entities("LegalEntity", "uscc name status", [{ uscc: ELSEWHERE }, { uscc: HERE }]);
    expect(data._entities).toEqual([
      { uscc: ELSEWHERE, name: null, status: null },
      { uscc: HERE, name: "雪域商贸有限公司", status: "ACTIVE" },
    ]);
    expect(errors).toEqual([
      { code: "OUT_OF_SCOPE", path: "_entities.0.name" },
      { code: "OUT_OF_SCOPE", path: "_entities.0.status" },
    ]);
  });

  it("shows shareholders with the entity's own decision only, largest first", async () => {
    const decided = { uscc: HERE, decision: { "LegalEntity.shareholders": true } };
    const selection = "shareholders { share holder { __typename ... on Person { idNumber } ... on LegalEntity { uscc } } }";
    const { data, errors } = await subgraph.entities("LegalEntity", selection, [
      decided,
      { uscc: HERE },
      { uscc: HERE, decision: { "LegalEntity.shareholders": false } },
    ]);
    expect(data._entities).toEqual([
      {
        shareholders: [
          { share: 66.67, holder: { __typename: "LegalEntity", uscc: ELSEWHERE } },
          { share: 33.33, holder: { __typename: "Person", idNumber: ZHANG } },
        ],
      },
      { shareholders: null },
      { shareholders: null },
    ]);
    expect(errors).toEqual([{ code: "DECISION_UNAVAILABLE", path: "_entities.1.shareholders" }]);
  });

  it("shows of a shareholder in this register what the register holds, and of an outsider the key alone", async () => {
    const decision = { "LegalEntity.shareholders": true };
    const selection = "shareholders { holder { __typename name ... on LegalEntity { uscc status legalRepresentative { idNumber } } } }";
    const { data, errors } = await subgraph.entities("LegalEntity", selection, [
      { uscc: HELD, decision },
      { uscc: HERE, decision },
    ]);
    const here = { __typename: "LegalEntity", name: "雪域商贸有限公司", uscc: HERE, status: "ACTIVE", legalRepresentative: { idNumber: ZHANG } };
    expect(data._entities[0]).toEqual({ shareholders: [{ holder: here }, { holder: null }] });
    expect(data._entities[1].shareholders[0].holder).toEqual({
      __typename: "LegalEntity",
      name: null,
      uscc: ELSEWHERE,
      status: null,
      legalRepresentative: null,
    });
    expect(errors).toContainEqual({ code: "OUT_OF_SCOPE", path: "_entities.1.shareholders.0.holder.name" });
  });

  it("bounds shareholders and annual reports as published", async () => {
    const decision = { "LegalEntity.shareholders": true, "LegalEntity.annualReports": true };
    const { data } = await subgraph.entities("LegalEntity", "shareholders { share } annualReports { year revenue employees }", [
      { uscc: LARGE, decision },
      { uscc: HERE, decision },
    ]);
    expect(data._entities[0].shareholders).toHaveLength(200);
    expect(data._entities[0].shareholders[0]).toEqual({ share: 2.1 });
    expect(data._entities[1].annualReports).toHaveLength(10);
    expect(data._entities[1].annualReports[0]).toEqual({ year: 2021, revenue: 1100, employees: 11 });
  });

  it("lists the companies that a person represents, outsiders with their key only", async () => {
    const { data, errors } = await subgraph.entities("Person", "idNumber companies { uscc name }", [
      { idNumber: ZHANG, decision: { "Person.companies": true } },
      { idNumber: "540102197505050028", decision: { "Person.companies": false } },
      { idNumber: "540102199909090019", decision: { "Person.companies": true } },
    ]);
    expect(data._entities).toEqual([
      {
        idNumber: ZHANG,
        companies: [
          { uscc: ELSEWHERE, name: null },
          { uscc: HERE, name: "雪域商贸有限公司" },
        ],
      },
      { idNumber: "540102197505050028", companies: null },
      { idNumber: "540102199909090019", companies: [] },
    ]);
    expect(errors).toEqual([{ code: "OUT_OF_SCOPE", path: "_entities.0.companies.0.name" }]);
  });

  it("never shows what is only counted or withheld, whatever is decided", async () => {
    const decision = { "LegalEntity.employees": true, "LegalEntity.bankAccounts": true };
    const { data } = await subgraph.entities("LegalEntity", "employees bankAccounts", [{ uscc: HERE, decision }]);
    expect(data._entities).toEqual([{ employees: null, bankAccounts: null }]);
  });

  it("reads 500 legal entities, or the companies of 500 persons, in one statement a table", async () => {
    const usccs = Array.from({ length: 498 }, (_, index) => `9154010000000${String(index).padStart(4, "0")}X`);
    const decision = { "LegalEntity.shareholders": true, "LegalEntity.annualReports": true, "Person.companies": true };
    subgraph.takeStatements();
    const entities = await subgraph.entities(
      "LegalEntity",
      "name shareholders { share } annualReports { year }",
      [HERE, LARGE, ...usccs].map((uscc) => ({ uscc, decision })),
    );
    expect(entities.data._entities).toHaveLength(500);
    expect(entities.data._entities.slice(0, 3)).toMatchObject([{ name: "雪域商贸有限公司" }, { name: `${LARGE}有限公司` }, null]);
    expect(tablesOf(subgraph.takeStatements())).toEqual(["annual_report", "legal_entity", "shareholding"]);
    const persons = Array.from({ length: 500 }, (_, index) => ({
      idNumber: index === 0 ? ZHANG : `54010219800101${String(index).padStart(4, "0")}`,
      decision,
    }));
    const { data } = await subgraph.entities("Person", "companies { name kind }", persons);
    expect(data._entities[0].companies).toHaveLength(2);
    expect(tablesOf(subgraph.takeStatements())).toEqual(["legal_entity"]);
  });
});

/** One name for each statement, sorted. */
function tablesOf(statements: readonly string[]): string[] {
  return statements.map((statement) => /FROM [`"](?!ranked)(\w+)[`"]/.exec(statement)?.[1] ?? statement).sort();
}
