import { expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { ChangeVersionRow } from "./rows/change-version-row.js";
import { ScenarioRow } from "./rows/scenario-row.js";
import { StandingRow } from "./rows/standing-row.js";
import { COMPANY, NOW, useConsentStore, ZHANG } from "./testing/consent-store.js";

describeOnEngines("the consent database", (engine) => {
  const store = useConsentStore(engine);

  it("is migrated to exactly what its rows say", async () => {
    const { upQueries } = await store.database().driver.createSchemaBuilder().log();
    // MariaDB writes the default of a nullable column as NULL, which TypeORM takes for another one than none.
    const differences = upQueries.map(({ query }) => query).filter((query) => !/ CHANGE `(\w+)` `\1` [\w()]+ NULL$/.test(query));
    expect(differences).toEqual([]);
  });

  it("begins with a version of each topic", async () => {
    const rows = await store.database().manager.find(ChangeVersionRow, { order: { topic: "ASC" } });
    expect(rows).toEqual([
      { topic: "consents", version: 1 },
      { topic: "grants", version: 1 },
    ]);
  });

  it("gives back instants to the millisecond, and none where there is none", async () => {
    const row = {
      idNumber: ZHANG,
      dataSubject: COMPANY,
      capacity: "LEGAL_REPRESENTATIVE" as const,
      validFrom: new Date("2025-02-03T23:59:59.007Z"),
      validUntil: null,
    };
    await store.database().manager.insert(StandingRow, row);
    expect(await store.database().manager.findOneBy(StandingRow, { idNumber: ZHANG })).toEqual(row);
    await store.database().manager.update(StandingRow, { idNumber: ZHANG }, { validUntil: NOW });
    expect((await store.database().manager.findOneBy(StandingRow, { idNumber: ZHANG }))?.validUntil).toEqual(NOW);
  });

  it("tells capitals from small letters, and gives back every character", async () => {
    const row = {
      code: "a",
      name: "公租房 · 𠮷",
      purpose: 'a "quoted" \\ one',
      statutoryBasis: null,
      items: [{ coordinate: "Person.name", mode: "QUERY" as const, unmasked: true }],
    };
    await store.database().manager.insert(ScenarioRow, row);
    expect(await store.database().manager.findOneBy(ScenarioRow, { code: "A" })).toBeNull();
    expect(await store.database().manager.findOneBy(ScenarioRow, { code: "a" })).toEqual(row);
  });
});
