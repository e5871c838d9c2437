import { describe, expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { DEPARTMENTS } from "../model/departments.js";
import { SEEDED_SCENARIOS, SEEDED_SHARING_GRANTS } from "./seeded-scenarios.js";
import { seedConsent } from "./seed.js";
import { changeSharingGrant, readGrantSnapshot, scenarioOf } from "./sharing-grants.js";
import { readStandings } from "./standings.js";
import { COMPANY, hours, NOW, useConsentStore, ZHANG } from "./testing/consent-store.js";

/** graph.md's table, copied as it stands there. */
const TABLE = `
| \`public-rental-housing\` | Person (QUERY): \`name sex birthDate maritalStatus currentAddress phone spouse children companies licences realEstate\`; Parcel (QUERY): \`unitNumber area location landUse\`; LegalEntity (QUERY): \`uscc name status legalRepresentative\`; Licence (QUERY): \`kind name issuer validUntil status\`; Person (COMPARE): \`name birthDate annualIncome\` |
| \`minimum-living-allowance\` | Person (QUERY): \`name sex birthDate alive registeredDivision registeredAddress (unmasked) maritalStatus spouse children guardian employment socialInsurance minimumLivingAllowance realEstate\`; LegalEntity (QUERY): \`name status\`; Parcel (QUERY): \`area landUse\`; Person (COMPARE): \`name annualIncome\` |
| \`elderly-allowance\` | Person (OBTAIN): \`name sex birthDate alive registeredDivision phone\` |
| \`business-opening\` | LegalEntity (QUERY): \`uscc name kind status legalRepresentative registeredAddress registrationNumber registeredCapital annualReports licences\`; Licence (QUERY): \`kind name status validUntil number\`; Person (QUERY): \`name\`; Person (COMPARE): \`name birthDate\`; Licence (COMPARE): \`number holderName\` |
| \`population-statistics\` | Person (AGGREGATE): \`sex birthDate ethnicity registeredDivision maritalStatus annualIncome\` |`;

/** `scenario Type.field MODE`, with `unmasked` where it is. */
function tableItems(): string[] {
  return [...TABLE.matchAll(/^\| `([\w-]+)` \| (.*) \|$/gm)].flatMap(([, scenario, cell]) =>
    [...(cell as string).matchAll(/(\w+) \((\w+)\): `([^`]+)`/g)].flatMap(([, type, mode, fields]) =>
      [...(fields as string).matchAll(/(\w+)( \(unmasked\))?/g)].map(
        ([, field, unmasked]) => `${scenario} ${type}.${field} ${mode}${unmasked ? " unmasked" : ""}`,
      ),
    ),
  );
}

describe("the seeded scenarios", () => {
  it("need exactly what graph.md's table says", () => {
    const seeded = SEEDED_SCENARIOS.flatMap(({ code, items }) =>
      items.map((item) => `${code} ${item.coordinate} ${item.mode}${item.unmasked ? " unmasked" : ""}`),
    );
    expect(seeded).toEqual(tableItems());
    expect(seeded).toHaveLength(79);
  });

  it("rest on a statute where no consent is asked", () => {
    const statutory = SEEDED_SCENARIOS.filter(({ statutoryBasis }) => statutoryBasis !== null).map(({ code }) => code);
    expect(statutory).toEqual(["minimum-living-allowance", "population-statistics"]);
  });

  it("are each held by one development account, as wide as the scenario and no wider", () => {
    const held = SEEDED_SHARING_GRANTS.map(({ scenario, department, application, divisions }) => [scenario, department, application, ...divisions]);
    expect(held).toEqual([
      ["public-rental-housing", DEPARTMENTS.housing.code, "housing-desk", "540000"],
      ["minimum-living-allowance", DEPARTMENTS.civilAffairs.code, "social-assistance", "540000"],
      ["elderly-allowance", DEPARTMENTS.civilAffairs.code, "social-assistance", "540100"],
      ["business-opening", DEPARTMENTS.marketRegulation.code, "business-registration", "540000"],
      ["population-statistics", DEPARTMENTS.statistics.code, "statistics-desk", "540000"],
    ]);
    for (const grant of SEEDED_SHARING_GRANTS) {
      const scenario = SEEDED_SCENARIOS.find(({ code }) => code === grant.scenario);
      expect([grant.items, grant.statutoryBasis, grant.status]).toEqual([scenario?.items, scenario?.statutoryBasis, "ACTIVE"]);
    }
  });
});

describeOnEngines("seeding", (engine) => {
  const store = useConsentStore(engine);
  const standing = { idNumber: ZHANG, dataSubject: COMPANY, capacity: "LEGAL_REPRESENTATIVE" as const, validFrom: NOW, validUntil: hours(1) };

  it("adds everything once, though two begin at once", async () => {
    const both = await Promise.all([seedConsent(store.database(), [standing]), seedConsent(store.database(), [standing])]);
    const added = both.map(({ scenarios, sharingGrants, standings }) => [scenarios, sharingGrants, standings]);
    expect(added.reduce((total, one) => total.map((count, index) => count + (one[index] ?? 0)))).toEqual([5, 5, 1]);
    const snapshot = await readGrantSnapshot(store.database(), null);
    expect(snapshot?.grants.map(({ id }) => id).sort()).toEqual(SEEDED_SHARING_GRANTS.map(({ id }) => id).sort());
    expect(await scenarioOf(store.database().manager, "elderly-allowance")).toEqual(SEEDED_SCENARIOS[2]);
  });

  it("keeps what has changed since", async () => {
    await changeSharingGrant(store.database(), store.newId, {
      id: "seeded-business-opening",
      version: 1,
      event: "SUSPEND",
      actor: "authority",
      reason: "test",
      now: NOW,
    });
    const before = await readGrantSnapshot(store.database(), null);
    expect(await seedConsent(store.database(), [standing])).toEqual({ scenarios: 0, sharingGrants: 0, standings: 0 });
    expect(await readGrantSnapshot(store.database(), before?.version ?? 0)).toBeNull();
  });

  it("makes a standing that counts from its beginning until just before its end", async () => {
    expect(await readStandings(store.database(), ZHANG, hours(-1))).toEqual([]);
    expect(await readStandings(store.database(), ZHANG, NOW)).toEqual([COMPANY]);
    expect(await readStandings(store.database(), ZHANG, hours(1))).toEqual([]);
    expect(await readStandings(store.database(), "54010219900101002X", NOW)).toEqual([]);
  });
});
