import { expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { buildSubgraph } from "../../subgraphs/kit/schema.js";
import { DEPARTMENTS } from "../model/departments.js";
import { definition } from "./definition.js";
import { ANSWER, COMPANY_USCC, caseworker, citizen, done, LI, REQUEST, useConsentService, ZHANG } from "./testing/consent-service.js";

const MINE = `{ me { role department scenario case application
  person { idNumber } represents { __typename ... on LegalEntity { uscc } ... on Person { idNumber } }
  consentRequests { id status given notice { version } consent { items } } consents { id status items department scenario until } } }`;

describeOnEngines("me", (engine) => {
  const { ask, service } = useConsentService(engine);

  it("is a citizen, those whom they represent, and what was asked of all of them", async () => {
    const desk = { department: DEPARTMENTS.marketRegulation.code, application: "business-registration", scenario: "business-opening" };
    await ask(caseworker(), REQUEST, { input: { holder: { kind: "PERSON", key: LI }, items: ["Person.phone"] } });
    const own = await ask(caseworker(), REQUEST, { input: { holder: { kind: "PERSON", key: ZHANG }, items: ["Person.phone", "Person.spouse"] } });
    const company = await ask(caseworker(desk), REQUEST, { input: { holder: { kind: "LEGAL_ENTITY", key: COMPANY_USCC }, items: ["Licence.number"] } });
    const { id, notice } = done(own).requestConsent;
    await ask(citizen(ZHANG), ANSWER, { input: { request: id, give: ["Person.spouse"], noticeHash: notice.hash } });
    const { me } = done(await ask(citizen(ZHANG), MINE));
    expect(me).toMatchObject({
      role: "citizen",
      department: null,
      scenario: null,
      person: { idNumber: ZHANG },
      represents: [{ __typename: "LegalEntity", uscc: COMPANY_USCC }],
    });
    expect(new Map<string, object>(me.consentRequests.map((request) => [request.id, request]))).toEqual(
      new Map<string, object>([
        [id, { id, status: "GIVEN", given: ["Person.spouse"], notice: { version: "1" }, consent: { items: ["Person.spouse"] } }],
        [done(company).requestConsent.id, { id: done(company).requestConsent.id, status: "REQUESTED", given: [], notice: { version: "1" }, consent: null }],
      ]),
    );
    expect(me.consents).toEqual([
      {
        id: expect.any(String),
        status: "GIVEN",
        items: ["Person.spouse"],
        department: DEPARTMENTS.housing.code,
        scenario: "public-rental-housing",
        until: null,
      },
    ]);
  });

  it("is empty for a citizen of whom nothing was asked", async () => {
    const { me } = done(await ask(citizen("110105194912310038"), MINE));
    expect(me).toMatchObject({ represents: [], consentRequests: [], consents: [] });
  });

  it("is an application as the gateway sees it, and no citizen", async () => {
    const { me } = done(await ask(caseworker(), "{ me { role department application scenario case } }"));
    expect(me).toEqual({
      role: "application",
      department: DEPARTMENTS.housing.code,
      application: "housing-desk",
      scenario: "public-rental-housing",
      case: "case 1",
    });
    for (const field of ["person { idNumber }", "represents { __typename }", "consentRequests { id }", "consents { id }"]) {
      const answer = await ask(caseworker(), `{ me { role ${field} } }`);
      expect(Object.values(answer.codes)).toEqual(["FORBIDDEN"]);
    }
  });

  it("looks notices and consents of all requests up at once", async () => {
    const statements: string[] = [];
    const { database } = service();
    const { logger } = database;
    const silent = (): void => undefined;
    database.logger = {
      logQuery: (sql) => void statements.push(sql),
      logQueryError: silent,
      logQuerySlow: silent,
      logSchemaBuild: silent,
      logMigration: silent,
      log: silent,
    };
    await ask(citizen(ZHANG), "{ me { consentRequests { notice { text } consent { items } } } }");
    database.logger = logger;
    // Standings, requests, notices, consents, their items.
    expect(statements).toHaveLength(5);
  });
});

it("every platform field says who may use it", async () => {
  const { sdl } = await buildSubgraph(definition);
  for (const [field, roles] of [
    ["me: Me!", "application, citizen, officer, authority, auditor, security"],
    ["person: Person", "citizen"],
    ["represents: [DataSubject!]!", "citizen"],
    ["consentRequests: [ConsentRequest!]!", "citizen"],
    ["consents: [Consent!]!", "citizen"],
    [") : ConsentRequest!".replace(" :", ":"), "application"],
    ["): Consent!", "citizen"],
  ]) {
    expect(sdl).toContain(`${field} @access(roles: [${roles}])`);
  }
});
