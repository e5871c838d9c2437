import { DEPARTMENTS } from "../model/departments.js";
import type { GrantItem, Scenario, SharingGrant } from "../model/sharing-grant.js";
import type { SharingMode } from "../model/sharing.js";

/** `Type`, mode and the fields of one line of graph.md's table; a field with `!` leaves its department unmasked. */
function items(type: string, mode: SharingMode, fields: string): GrantItem[] {
  return fields.split(" ").map((field) => ({ coordinate: `${type}.${field.replace("!", "")}`, mode, unmasked: field.endsWith("!") }));
}

/** The scenarios of the development accounts: for each the least that it needs (graph.md, "Seeded scenarios"). */
export const SEEDED_SCENARIOS: readonly Scenario[] = [
  {
    code: "public-rental-housing",
    name: "Public rental housing · 公租房资格审核",
    purpose: "Checking whether a household may rent public housing · 审核申请家庭是否符合公共租赁住房保障条件",
    statutoryBasis: null,
    items: [
      ...items("Person", "QUERY", "name sex birthDate maritalStatus currentAddress phone spouse children companies licences realEstate"),
      ...items("Parcel", "QUERY", "unitNumber area location landUse"),
      ...items("LegalEntity", "QUERY", "uscc name status legalRepresentative"),
      ...items("Licence", "QUERY", "kind name issuer validUntil status"),
      ...items("Person", "COMPARE", "name birthDate annualIncome"),
    ],
  },
  {
    code: "minimum-living-allowance",
    name: "Minimum living allowance · 最低生活保障审核",
    purpose: "Checking whether a household may draw the minimum living allowance · 审核申请家庭是否符合最低生活保障条件",
    statutoryBasis: "《社会救助暂行办法》第五十八条",
    items: [
      ...items(
        "Person",
        "QUERY",
        "name sex birthDate alive registeredDivision registeredAddress! maritalStatus spouse children guardian employment socialInsurance minimumLivingAllowance realEstate",
      ),
      ...items("LegalEntity", "QUERY", "name status"),
      ...items("Parcel", "QUERY", "area landUse"),
      ...items("Person", "COMPARE", "name annualIncome"),
    ],
  },
  {
    code: "elderly-allowance",
    name: "Elderly allowance · 高龄津贴名单",
    purpose: "Listing those to whom the city offers the allowance for the elderly · 梳理符合高龄津贴发放条件的老年人名单",
    statutoryBasis: null,
    items: items("Person", "OBTAIN", "name sex birthDate alive registeredDivision phone"),
  },
  {
    code: "business-opening",
    name: "Business opening · 企业开办",
    purpose: "Opening a business without papers that the government already holds · 办理企业开办，免提交政府部门已有的证明材料",
    statutoryBasis: null,
    items: [
      ...items(
        "LegalEntity",
        "QUERY",
        "uscc name kind status legalRepresentative registeredAddress registrationNumber registeredCapital annualReports licences",
      ),
      ...items("Licence", "QUERY", "kind name status validUntil number"),
      ...items("Person", "QUERY", "name"),
      ...items("Person", "COMPARE", "name birthDate"),
      ...items("Licence", "COMPARE", "number holderName"),
    ],
  },
  {
    code: "population-statistics",
    name: "Population statistics · 人口统计",
    purpose: "Counting the population · 开展人口统计调查分析",
    statutoryBasis: "《中华人民共和国统计法》第二十条",
    items: items("Person", "AGGREGATE", "sex birthDate ethnicity registeredDivision maritalStatus annualIncome"),
  },
];

/** Who holds which scenario, and where; the province unless the scenario is the city's own. */
const HOLDERS: Readonly<Record<string, { department: string; application: string; divisions: readonly string[] }>> = {
  "public-rental-housing": { department: DEPARTMENTS.housing.code, application: "housing-desk", divisions: ["540000"] },
  "minimum-living-allowance": { department: DEPARTMENTS.civilAffairs.code, application: "social-assistance", divisions: ["540000"] },
  "elderly-allowance": { department: DEPARTMENTS.civilAffairs.code, application: "social-assistance", divisions: ["540100"] },
  "business-opening": { department: DEPARTMENTS.marketRegulation.code, application: "business-registration", divisions: ["540000"] },
  "population-statistics": { department: DEPARTMENTS.statistics.code, application: "statistics-desk", divisions: ["540000"] },
};

/** The sharing grants of the development accounts, each exactly as wide as its scenario. */
export const SEEDED_SHARING_GRANTS: readonly SharingGrant[] = SEEDED_SCENARIOS.flatMap((scenario) => {
  const holder = HOLDERS[scenario.code];
  if (!holder) return [];
  const { code, statutoryBasis, items: held } = scenario;
  return [
    {
      ...holder,
      id: `seeded-${code}`,
      version: 1,
      scenario: code,
      statutoryBasis,
      items: held,
      status: "ACTIVE" as const,
      validFrom: new Date("2025-01-01T00:00:00Z"),
      validUntil: new Date("2035-01-01T00:00:00Z"),
    },
  ];
});
