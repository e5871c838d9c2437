import { describe, expect, it } from "vitest";
import { PersonRow } from "../../subgraphs/population/store/person-row.js";
import { masked } from "../../subgraphs/kit/masks.js";
import { CAST } from "../seed/cast.js";
import { describeOnEngines } from "../testing/engines.js";
import { answerRequest, giveInStore, grantToHousing, requestConsent, withdraw } from "./consents.js";
import { type Answer, type RunningStack, useRunningStack } from "./running-stack.js";

const HOUSING = { account: "housing-caseworker", scenario: "public-rental-housing" };
const LIST = { account: "civil-affairs-caseworker", scenario: "elderly-allowance" };

const ADDRESS = "西藏自治区拉萨市城关区北京中路88号3栋2单元501室";
const ZHANG_PHONE = "199******03";
const LI_PHONE = "199******07";

/** What is withheld: each path with its code. */
const withheldOf = ({ errors }: Answer): string[] => errors.map(({ path, extensions }) => `${path?.join(".")} ${extensions.code}`).sort();

/** Whether a value went over any wire since the listening posts were cleared. */
const wentOver = (running: RunningStack, value: string): boolean => running.heard().some(({ body, answer }) => body.includes(value) || answer.includes(value));

describeOnEngines("consent", (engine) => {
  const running = useRunningStack(() => (engine.kind === "mariadb" ? engine.url() : undefined));

  describe("A caseworker without consent gets null + CONSENT_REQUIRED with a path for exactly the protected fields", () => {
    const asking = { ...HOUSING, case: "2026-0101" };
    const other = { ...HOUSING, case: "2026-0102" };
    const query = "query($id: ID!) { person(idNumber: $id) { name phone sex currentAddress birthDate } }";
    const ask = (caller = asking): Promise<Answer> => running.ask({ ...caller, query, variables: { id: CAST.zhang } });
    const open = { name: "张伟", sex: "MALE", birthDate: "1985-03-12" };
    const none = { ...open, phone: null, currentAddress: null };

    it("after the citizen gives consent for one of two fields, exactly that one; after withdrawal, none, at once", async () => {
      running.clear();
      const without = await ask();
      expect(without).toMatchObject({ status: 200, data: { person: none } });
      expect(without.errors).toEqual(
        ["phone", "currentAddress"].map((field) => ({
          message: "The data subject has not consented to this item.",
          path: ["person", field],
          extensions: { code: "CONSENT_REQUIRED", coordinate: `Person.${field}` },
        })),
      );
      expect(without.extensions.assent).toEqual({
        auditId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        withheld: ["phone", "currentAddress"].map((field) => ({ coordinate: `Person.${field}`, code: "CONSENT_REQUIRED", paths: [`person.${field}`] })),
      });
      expect([wentOver(running, ADDRESS), wentOver(running, ZHANG_PHONE), wentOver(running, "19900008503")]).toEqual([false, false, false]);

      const request = await requestConsent(running, asking, CAST.zhang, ["Person.phone", "Person.currentAddress"]);
      expect(request).toMatchObject({ status: "REQUESTED", items: ["Person.phone", "Person.currentAddress"], given: [], consent: null });
      expect(withheldOf(await ask())).toEqual(["person.currentAddress CONSENT_REQUIRED", "person.phone CONSENT_REQUIRED"]);

      const consent = (await answerRequest(running, "citizen-zhang", request, ["Person.phone"])) ?? "";
      for (let times = 0; times < 2; times++) {
        running.clear();
        const given = await ask();
        expect(given.data.person).toEqual({ ...none, phone: ZHANG_PHONE });
        expect(withheldOf(given)).toEqual(["person.currentAddress CONSENT_REFUSED"]);
        expect([wentOver(running, ZHANG_PHONE), wentOver(running, "19900008503"), wentOver(running, ADDRESS)]).toEqual([true, false, false]);
      }
      const elsewhere = await ask(other);
      expect(elsewhere.data.person).toEqual({ ...none, phone: ZHANG_PHONE });
      expect(withheldOf(elsewhere)).toEqual(["person.currentAddress CONSENT_REQUIRED"]);

      expect(await withdraw(running, "citizen-zhang", consent)).toEqual({ id: consent, status: "WITHDRAWN", items: [] });
      running.clear();
      const withdrawn = await ask();
      expect(withdrawn.data.person).toEqual(none);
      expect(withheldOf(withdrawn)).toEqual(["person.currentAddress CONSENT_REFUSED", "person.phone CONSENT_WITHDRAWN"]);
      expect(withheldOf(await ask(other))).toEqual(["person.currentAddress CONSENT_REQUIRED", "person.phone CONSENT_REQUIRED"]);
      expect(wentOver(running, ZHANG_PHONE)).toBe(false);
    });

    it("and when the citizen refuses, only the case that asked is told so", async () => {
      const refused = { ...HOUSING, case: "2026-0103" };
      const wang = (caller: typeof refused): Promise<Answer> => running.ask({ ...caller, query, variables: { id: CAST.wang } });
      const request = await requestConsent(running, refused, CAST.wang, ["Person.phone"]);
      expect(await answerRequest(running, "citizen-wang", request, [])).toBeNull();
      expect(withheldOf(await wang(refused))).toEqual(["person.currentAddress CONSENT_REQUIRED", "person.phone CONSENT_REFUSED"]);
      expect(withheldOf(await wang(other))).toEqual(["person.currentAddress CONSENT_REQUIRED", "person.phone CONSENT_REQUIRED"]);
    });
  });

  describe("The same for a spouse four levels down", () => {
    const asking = { ...HOUSING, case: "2026-0111" };
    const query = `query($id: ID!) {
      person(idNumber: $id) { name spouse { name children { name spouse { name spouse { name sex phone currentAddress } } } } }
    }`;
    const ask = (): Promise<Answer> => running.ask({ ...asking, query, variables: { id: CAST.liFather } });

    /** Li through her father, his wife, herself and her husband; her brother lives outside the sharing grant's divisions. */
    const found = ({ data }: Answer): unknown => data.person.spouse.children.find(({ name }: { name: string | null }) => name === "李娜")?.spouse.spouse;
    const outside = ["person.spouse.children.0.name OUT_OF_SCOPE", "person.spouse.children.0.spouse CONSENT_REQUIRED"];
    const place = "person.spouse.children.1.spouse.spouse";

    it("each edge on the way needs its own person's consent, and so does each field at its end", async () => {
      const way = [
        { idNumber: CAST.liFather, items: ["Person.spouse"], stops: "person.spouse.children" },
        { idNumber: CAST.liMother, items: ["Person.children"], stops: "person.spouse.children.1.spouse" },
        { idNumber: CAST.li, items: ["Person.spouse"], stops: "person.spouse.children.1.spouse.spouse" },
      ];
      expect(withheldOf(await ask())).toEqual(["person.spouse CONSENT_REQUIRED"]);
      for (const { idNumber, items, stops } of way) {
        await giveInStore(running, { idNumber, scenario: HOUSING.scenario, items });
        const stopped = withheldOf(await ask()).filter((withheld) => !outside.includes(withheld));
        expect(stopped).toEqual([`${stops} CONSENT_REQUIRED`]);
      }
      const withdrawWay = await giveInStore(running, { idNumber: CAST.zhang, scenario: HOUSING.scenario, items: ["Person.spouse"] });
      running.clear();
      const arrived = await ask();
      expect(found(arrived)).toEqual({ name: "李娜", sex: "FEMALE", phone: null, currentAddress: null });
      expect(withheldOf(arrived)).toEqual([...outside, `${place}.currentAddress CONSENT_REQUIRED`, `${place}.phone CONSENT_REQUIRED`]);
      expect(wentOver(running, LI_PHONE)).toBe(false);

      const request = await requestConsent(running, asking, CAST.li, ["Person.currentAddress", "Person.phone"]);
      const consent = (await answerRequest(running, "citizen-li", request, ["Person.phone"])) ?? "";
      const given = await ask();
      expect(found(given)).toEqual({ name: "李娜", sex: "FEMALE", phone: LI_PHONE, currentAddress: null });
      expect(withheldOf(given)).toEqual([...outside, `${place}.currentAddress CONSENT_REFUSED`]);

      await withdraw(running, "citizen-li", consent, ["Person.phone"]);
      const withdrawn = await ask();
      expect(found(withdrawn)).toEqual({ name: "李娜", sex: "FEMALE", phone: null, currentAddress: null });
      expect(withheldOf(withdrawn)).toEqual([...outside, `${place}.currentAddress CONSENT_REFUSED`, `${place}.phone CONSENT_WITHDRAWN`]);

      await withdrawWay();
      expect(withheldOf(await ask())).toEqual([...outside, "person.spouse.children.1.spouse.spouse CONSENT_REQUIRED"]);
    });
  });

  describe("for 50 persons in a list of whom 7 gave consent", () => {
    const asking = { ...LIST, case: "2026-0121" };
    const query = 'query($first: Int!) { persons(where: { bornUntil: "1990-12-31", alive: true }, first: $first) { nodes { name birthDate phone } } }';
    const ask = (first = 50): Promise<Answer> => running.ask({ ...asking, query, variables: { first } });
    const listed = async (): Promise<PersonRow[]> => {
      const rows = await running.stack.subgraphs
        .get("population")
        ?.database.getRepository(PersonRow)
        .find({ order: { registeredDivision: "ASC", idNumber: "ASC" } });
      return (rows ?? []).filter(({ birthDate, alive, registeredDivision }) => birthDate <= "1990-12-31" && alive && registeredDivision.startsWith("5401"));
    };
    const SEVEN = [0, 3, 11, 12, 29, 40, 49];

    it("exactly the seven are shown, under the right names; after a withdrawal six, at once", async () => {
      const persons = (await listed()).slice(0, 50);
      const node = ({ name, birthDate, phone }: PersonRow, shown: boolean) => ({
        name,
        birthDate,
        phone: shown ? masked("PHONE", "Person.phone", phone, { unmasked: [] }) : null,
      });
      const withheldBut = (given: readonly number[]): number[] => persons.map((_, index) => index).filter((index) => !given.includes(index));
      expect(persons).toHaveLength(50);
      expect(persons.every(({ phone }) => phone !== null)).toBe(true);

      const expectShown = async (given: readonly number[]): Promise<void> => {
        running.clear();
        const answer = await ask();
        expect(answer.data.persons.nodes).toEqual(persons.map((person, index) => node(person, given.includes(index))));
        expect(answer.errors).toEqual(
          withheldBut(given).map((index) => ({
            message: "The data subject has not consented to this item.",
            path: ["persons", "nodes", index, "phone"],
            extensions: { code: "CONSENT_REQUIRED", coordinate: "Person.phone" },
          })),
        );
        const paths = withheldBut(given).map((index) => `persons.nodes.${index}.phone`);
        expect(answer.extensions.assent).toMatchObject({ withheld: [{ coordinate: "Person.phone", code: "CONSENT_REQUIRED", paths }] });
        expect(persons.filter(({ phone }) => wentOver(running, `"${phone}"`))).toEqual([]);
      };
      await expectShown([]);
      const withdrawals: (() => Promise<void>)[] = [];
      for (const index of SEVEN) {
        const { idNumber } = persons[index] as PersonRow;
        withdrawals.push(await giveInStore(running, { idNumber, scenario: LIST.scenario, items: ["Person.phone"], mode: "OBTAIN" }));
      }
      await expectShown(SEVEN);
      await expectShown(SEVEN);
      await withdrawals[2]?.();
      await expectShown(SEVEN.filter((_, place) => place !== 2));
    });

    it("consent to be asked about is none to be listed", async () => {
      const persons = await listed();
      const { idNumber } = persons[20] as PersonRow;
      await giveInStore(running, { idNumber, scenario: LIST.scenario, items: ["Person.phone"], mode: "QUERY" });
      expect((await ask()).data.persons.nodes[20].phone).toBeNull();
    });

    it("beyond a hundred the errors stop, and `extensions.assent.withheld` has the whole truth", async () => {
      const count = Math.min((await listed()).length, 200);
      const answer = await ask(200);
      const missing = answer.data.persons.nodes.filter(({ phone }: { phone: string | null }) => phone === null).length;
      expect(answer.data.persons.nodes).toHaveLength(count);
      expect(missing).toBeGreaterThan(100);
      expect(answer.errors).toHaveLength(100);
      const { withheld } = answer.extensions.assent as { withheld: { paths: string[] }[] };
      expect(withheld.map(({ paths }) => paths.length)).toEqual([missing]);
    });
  });

  describe("through `DataSubject` interfaces, aliases and fragments", () => {
    const scenario = `acceptance-${engine.kind}`;
    const asking = { account: HOUSING.account, scenario, case: "2026-0131" };
    const query = `query($licence: ID!, $home: ID!, $id: ID!) {
      licence(identifier: $licence) { holder { __typename name ...Contact } }
      parcel(unitNumber: $home) { owners { who: name ... on Person { phone: currentAddress currentAddress: phone } } }
      a: person(idNumber: $id) { idNumber: name name: phone decision: currentAddress __typename: sex }
      b: person(idNumber: $id) { ...Contact ... on DataSubject { ... on Person { again: phone ...Contact } } }
    }
    fragment Contact on Person { tel: phone where: currentAddress }`;
    const ask = (): Promise<Answer> => running.ask({ ...asking, query, variables: { licence: CAST.drivingLicence, home: CAST.home, id: CAST.zhang } });

    it("the same", async () => {
      await grantToHousing(running, scenario, [
        "Person.name",
        "Person.sex",
        "Person.phone",
        "Person.currentAddress",
        "Licence.holder",
        "Parcel.owners",
        "LegalEntity.name",
      ]);
      running.clear();
      const nothing = await ask();
      expect(nothing.data).toEqual({
        licence: { holder: null },
        parcel: { owners: null },
        a: { idNumber: "张伟", name: null, decision: null, __typename: "MALE" },
        b: { tel: null, where: null, again: null },
      });
      expect(withheldOf(nothing)).toEqual([
        "a.decision CONSENT_REQUIRED",
        "a.name CONSENT_REQUIRED",
        "b.again CONSENT_REQUIRED",
        "b.tel CONSENT_REQUIRED",
        "b.where CONSENT_REQUIRED",
        "licence.holder CONSENT_REQUIRED",
        "parcel.owners CONSENT_REQUIRED",
      ]);
      expect([wentOver(running, ADDRESS), wentOver(running, ZHANG_PHONE)]).toEqual([false, false]);

      const request = await requestConsent(running, asking, CAST.zhang, ["Licence.holder", "Parcel.owners", "Person.phone", "Person.currentAddress"]);
      const consent = (await answerRequest(running, "citizen-zhang", request, ["Licence.holder", "Parcel.owners", "Person.phone"])) ?? "";
      const given = await ask();
      expect(given.data).toEqual({
        licence: { holder: { __typename: "Person", name: "张伟", tel: ZHANG_PHONE, where: null } },
        parcel: { owners: [{ who: "张伟", phone: null, currentAddress: ZHANG_PHONE }] },
        a: { idNumber: "张伟", name: ZHANG_PHONE, decision: null, __typename: "MALE" },
        b: { tel: ZHANG_PHONE, where: null, again: ZHANG_PHONE },
      });
      expect(withheldOf(given)).toEqual([
        "a.decision CONSENT_REFUSED",
        "b.where CONSENT_REFUSED",
        "licence.holder.where CONSENT_REFUSED",
        "parcel.owners CONSENT_REQUIRED",
        "parcel.owners.0.phone CONSENT_REFUSED",
      ]);

      await withdraw(running, "citizen-zhang", consent, ["Person.phone"]);
      const withdrawn = await ask();
      expect(withdrawn.data).toEqual({
        licence: { holder: { __typename: "Person", name: "张伟", tel: null, where: null } },
        parcel: { owners: [{ who: "张伟", phone: null, currentAddress: null }] },
        a: { idNumber: "张伟", name: null, decision: null, __typename: "MALE" },
        b: { tel: null, where: null, again: null },
      });
      await withdraw(running, "citizen-zhang", consent);
      expect((await ask()).data).toEqual(nothing.data);
    });
  });
});
