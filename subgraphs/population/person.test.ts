import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { openTestSubgraph, type TestSubgraph } from "../kit/testing/test-subgraph.js";
import { definition } from "./definition.js";
import { EmploymentStatus, InsuranceKind, MaritalStatus, Sex } from "./terms.js";
import { fill, person } from "./testing/register.js";

const ZHANG = "540102198003070014";
const LI = "540102198205120023";
const CHILD = "540102201506010038";
const OUTSIDER = "110105199001010010";
const DEAD = "540102193001010046";
const USCC = "91540100MA6T00001X";

const PROTECTED = [
  "name",
  "sex",
  "ethnicity",
  "birthDate",
  "nationality",
  "alive",
  "registeredDivision",
  "registeredAddress",
  "currentAddress",
  "phone",
  "maritalStatus",
  "annualIncome",
  "spouse { idNumber }",
  "guardian { idNumber }",
  "children { idNumber }",
  "parents { idNumber }",
  "birthCertificate { number issuer issuedOn mother { idNumber } father { idNumber } }",
  "deathRecord { certificateNumber date place }",
  "employment { status employer { uscc } since }",
  "socialInsurance { kind number joinedOn stoppedOn employer { uscc } }",
  "minimumLivingAllowance { certificateNumber issuer from until }",
  "biometricTemplate",
  "causeOfDeath",
];
const nameOf = (selection: string): string => selection.split(" ")[0] ?? "";
const ALL = Object.fromEntries(PROTECTED.map((selection) => [`Person.${nameOf(selection)}`, true]));

describeOnEngines("the population subgraph", (engine) => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await openTestSubgraph(definition, engine.url());
    await fill(subgraph.database, {
      persons: [
        person(ZHANG, {
          name: "张伟",
          sex: Sex.MALE,
          ethnicity: "汉族",
          birthDate: "1980-03-07",
          currentAddress: "拉萨市堆龙德庆区测试路2号",
          phone: "13800001234",
          maritalStatus: MaritalStatus.MARRIED,
          spouseId: LI,
          motherId: DEAD,
          employmentStatus: EmploymentStatus.EMPLOYED,
          employerUscc: USCC,
          employedSince: "2012-09-01",
          annualIncome: 96_000,
        }),
        person(LI, { maritalStatus: MaritalStatus.MARRIED, spouseId: ZHANG }),
        person(CHILD, { birthDate: "2015-06-01", guardianId: LI, motherId: LI, fatherId: ZHANG, employmentStatus: EmploymentStatus.STUDENT }),
        person(OUTSIDER, { registeredDivision: "110105" }),
        person(DEAD, { alive: false, birthDate: "1930-01-01" }),
        ...Array.from({ length: 25 }, (_, index) => person(`5401021990010${String(index).padStart(5, "0")}`, { motherId: OUTSIDER })),
      ],
      parentage: [
        { parentId: LI, childId: CHILD },
        { parentId: ZHANG, childId: CHILD },
        { parentId: DEAD, childId: ZHANG },
        ...Array.from({ length: 25 }, (_, index) => ({ parentId: LI, childId: `5401021990010${String(index).padStart(5, "0")}` })),
      ],
      birthCertificates: [{ idNumber: CHILD, number: "P540000001", issuer: "拉萨市人民医院", issuedOn: "2015-06-03", motherId: LI, fatherId: ZHANG }],
      deathRecords: [{ idNumber: DEAD, certificateNumber: "D540000001", date: "2019-11-30", place: "拉萨市" }],
      insurances: [
        { idNumber: ZHANG, kind: InsuranceKind.PENSION, number: "S540000001", joinedOn: "2012-09-01", stoppedOn: null, employerUscc: USCC },
        { idNumber: ZHANG, kind: InsuranceKind.MEDICAL, number: "S540000002", joinedOn: "2012-09-01", stoppedOn: "2024-12-31", employerUscc: null },
      ],
      allowances: [{ idNumber: LI, certificateNumber: "A540000001", issuer: "拉萨市民政局", from: "2024-01-01", until: null }],
    });
    subgraph.takeStatements();
  });
  afterAll(() => subgraph.close());

  const one = async (idNumber: string, selection: string, decision: unknown = ALL, caller = {}) => {
    const { data, errors } = await subgraph.entities("Person", selection, [{ idNumber, decision }], caller);
    return { person: data._entities[0], errors };
  };

  it("shows every item that is permitted as the register holds it", async () => {
    const { person, errors } = await one(ZHANG, ["idNumber", ...PROTECTED].join(" "), ALL, { unmasked: ["Person.registeredAddress", "Person.phone"] });
    expect(errors).toEqual([]);
    expect(person).toEqual({
      idNumber: ZHANG,
      name: "张伟",
      sex: "MALE",
      ethnicity: "汉族",
      birthDate: "1980-03-07",
      nationality: "CHN",
      alive: true,
      registeredDivision: "540102",
      registeredAddress: "西藏自治区拉萨市城关区八廓街道测试路1号",
      currentAddress: "拉萨市堆龙德庆区测试路2号",
      phone: "13800001234",
      maritalStatus: "MARRIED",
      annualIncome: 96_000,
      spouse: { idNumber: LI },
      guardian: null,
      children: [{ idNumber: CHILD }],
      parents: [{ idNumber: DEAD }],
      birthCertificate: null,
      deathRecord: null,
      employment: { status: "EMPLOYED", employer: { uscc: USCC }, since: "2012-09-01" },
      socialInsurance: [
        { kind: "MEDICAL", number: "S540000002", joinedOn: "2012-09-01", stoppedOn: "2024-12-31", employer: null },
        { kind: "PENSION", number: "S540000001", joinedOn: "2012-09-01", stoppedOn: null, employer: { uscc: USCC } },
      ],
      minimumLivingAllowance: null,
      biometricTemplate: null,
      causeOfDeath: null,
    });
  });

  it("shows what happened to a person", async () => {
    const records = "birthCertificate { number issuer issuedOn mother { idNumber } father { idNumber } } guardian { idNumber } parents { idNumber }";
    expect((await one(CHILD, records)).person).toEqual({
      birthCertificate: { number: "P540000001", issuer: "拉萨市人民医院", issuedOn: "2015-06-03", mother: { idNumber: LI }, father: { idNumber: ZHANG } },
      guardian: { idNumber: LI },
      parents: [{ idNumber: LI }, { idNumber: ZHANG }],
    });
    expect((await one(DEAD, "alive deathRecord { certificateNumber date place }")).person).toEqual({
      alive: false,
      deathRecord: { certificateNumber: "D540000001", date: "2019-11-30", place: "拉萨市" },
    });
    expect((await one(LI, "minimumLivingAllowance { certificateNumber issuer from until }")).person).toEqual({
      minimumLivingAllowance: { certificateNumber: "A540000001", issuer: "拉萨市民政局", from: "2024-01-01", until: null },
    });
  });

  it("masks address and telephone unless the sharing grant says otherwise, each by itself", async () => {
    expect((await one(ZHANG, "registeredAddress phone")).person).toEqual({ registeredAddress: "西藏自治区拉萨市城关******", phone: "138******34" });
    const { person } = await one(ZHANG, "registeredAddress phone", ALL, { unmasked: ["Person.phone"] });
    expect(person).toEqual({ registeredAddress: "西藏自治区拉萨市城关******", phone: "13800001234" });
  });

  it("lists at most 20 children, in the order of their identity numbers", async () => {
    const { person } = await one(LI, "children { idNumber }");
    expect(person.children).toHaveLength(20);
    expect(person.children[0]).toEqual({ idNumber: "540102199001000000" });
  });

  it("leads to others by their keys alone: of them nothing resolves in this fetch", async () => {
    const { person, errors } = await one(ZHANG, "spouse { idNumber name } children { name }", { ...ALL, "Person.name": true });
    expect(person).toEqual({ spouse: { idNumber: LI, name: null }, children: [{ name: null }] });
    expect(errors).toEqual([
      { code: "DECISION_UNAVAILABLE", path: "_entities.0.spouse.name" },
      { code: "DECISION_UNAVAILABLE", path: "_entities.0.children.0.name" },
    ]);
  });

  describe.each(PROTECTED.map((selection) => [nameOf(selection), selection]))("%s", (name, selection) => {
    it("is DECISION_UNAVAILABLE without its boolean, whatever else is permitted", async () => {
      const { [`Person.${name}`]: _, ...others } = ALL;
      const { person, errors } = await one(ZHANG, `idNumber ${selection}`, { ...others, [name]: true });
      expect(person).toEqual({ idNumber: ZHANG, [name]: null });
      expect(errors).toEqual([{ code: "DECISION_UNAVAILABLE", path: `_entities.0.${name}` }]);
    });

    it("is null when it is withheld, and nothing is read for it", async () => {
      subgraph.takeStatements();
      expect(await one(ZHANG, selection, { ...ALL, [`Person.${name}`]: false })).toEqual({ person: { [name]: null }, errors: [] });
      expect(subgraph.takeStatements()).toHaveLength(1);
    });

    it("is OUT_OF_SCOPE for an outsider", async () => {
      const { person, errors } = await one(OUTSIDER, `idNumber ${selection}`);
      expect(person).toEqual({ idNumber: OUTSIDER, [name]: null });
      expect(errors).toEqual([{ code: "OUT_OF_SCOPE", path: `_entities.0.${name}` }]);
    });
  });

  it("names a person by a root without showing more than the key", async () => {
    expect(await subgraph.ask(`{ person(idNumber: "${ZHANG}") { __typename idNumber } }`)).toEqual({
      data: { person: { __typename: "Person", idNumber: ZHANG } },
      errors: [],
    });
    expect((await subgraph.ask(`{ person(idNumber: "${ZHANG}") { name } }`)).errors).toEqual([{ code: "DECISION_UNAVAILABLE", path: "person.name" }]);
    expect(await subgraph.ask(`{ person(idNumber: "${OUTSIDER}") { idNumber } }`)).toEqual({
      data: { person: null },
      errors: [{ code: "OUT_OF_SCOPE", path: "person" }],
    });
    expect(await subgraph.ask('{ person(idNumber: "540102200001010099") { idNumber } }')).toEqual({ data: { person: null }, errors: [] });
  });

  it("reads 500 persons in one statement a table", async () => {
    const people = Array.from({ length: 500 }, (_, index) =>
      person(`5401031991${String(index).padStart(8, "0")}`, { spouseId: `5401031991${String(499 - index).padStart(8, "0")}` }),
    );
    const first = people[0]?.idNumber ?? "";
    await fill(subgraph.database, {
      persons: people,
      parentage: people.slice(1).map(({ idNumber }) => ({ parentId: first, childId: idNumber })),
      insurances: people.map(({ idNumber }) => ({
        idNumber,
        kind: InsuranceKind.MEDICAL,
        number: "S1",
        joinedOn: "2020-01-01",
        stoppedOn: null,
        employerUscc: null,
      })),
    });
    subgraph.takeStatements();
    const selection =
      "idNumber name spouse { idNumber } children { idNumber } employment { status } socialInsurance { kind } birthCertificate { number } deathRecord { place } minimumLivingAllowance { issuer }";
    const { data, errors } = await subgraph.entities(
      "Person",
      selection,
      people.map(({ idNumber }) => ({ idNumber, decision: ALL })),
    );
    expect(errors).toEqual([]);
    expect(data._entities.map(({ idNumber }: { idNumber: string }) => idNumber)).toEqual(people.map(({ idNumber }) => idNumber));
    expect(data._entities[7].spouse).toEqual({ idNumber: people[492]?.idNumber });
    expect(data._entities[0].children).toHaveLength(20);
    expect(data._entities[499].socialInsurance).toEqual([{ kind: "MEDICAL" }]);
    const tables = subgraph.takeStatements().map((statement) => /FROM [`"(]*(?:SELECT.*FROM [`"]?)?(\w+)/.exec(statement)?.[1]);
    expect(tables.sort()).toEqual(["birth_certificate", "death_record", "living_allowance", "parentage", "person", "social_insurance"]);
  });
});
