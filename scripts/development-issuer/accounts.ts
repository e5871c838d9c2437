import type { Role } from "../../consent/model/caller.js";
import { DEPARTMENTS } from "../../consent/model/departments.js";

/** Whom a development token can be for (graph.md, "Development accounts"). */
export interface DevelopmentAccount {
  /** Also the token's `sub`, and the `operator` of caseworkers. */
  readonly name: string;
  readonly role: Role;
  /** Where this person signs in. */
  readonly clientId: string;
  /** Credit code. */
  readonly department: string | null;
  readonly application: string | null;
  /** Which of the seeded cast a citizen is. */
  readonly castMember: "zhang" | "li" | "wang" | null;
}

const caseworker = (name: string, application: string, department: keyof typeof DEPARTMENTS): DevelopmentAccount => ({
  name,
  role: "application",
  clientId: application,
  department: DEPARTMENTS[department].code,
  application,
  castMember: null,
});
const citizen = (castMember: "zhang" | "li" | "wang"): DevelopmentAccount => ({
  name: `citizen-${castMember}`,
  role: "citizen",
  clientId: "portal",
  department: null,
  application: null,
  castMember,
});
const official = (name: string, role: Role, clientId: string, department: keyof typeof DEPARTMENTS | null): DevelopmentAccount => ({
  name,
  role,
  clientId,
  department: department && DEPARTMENTS[department].code,
  application: null,
  castMember: null,
});

/** The accounts of graph.md, in its order, and an officer of a consumer department, who applies for what its system needs. */
export const DEVELOPMENT_ACCOUNTS: readonly DevelopmentAccount[] = [
  caseworker("housing-caseworker", "housing-desk", "housing"),
  caseworker("civil-affairs-caseworker", "social-assistance", "civilAffairs"),
  caseworker("market-caseworker", "business-registration", "marketRegulation"),
  caseworker("statistics-analyst", "statistics-desk", "statistics"),
  citizen("zhang"),
  citizen("li"),
  citizen("wang"),
  official("population-officer", "officer", "portal", "publicSecurity"),
  official("legal-entity-officer", "officer", "portal", "marketRegulation"),
  official("geospatial-officer", "officer", "portal", "naturalResources"),
  official("licence-officer", "officer", "portal", "governmentServices"),
  official("housing-officer", "officer", "portal", "housing"),
  official("authority-officer", "authority", "portal", "bigData"),
  official("auditor", "auditor", "audit-console", null),
  official("security-admin", "security", "security-console", null),
];

/** The account of a name; null when there is none. */
export function accountNamed(name: string): DevelopmentAccount | null {
  return DEVELOPMENT_ACCOUNTS.find((account) => account.name === name) ?? null;
}

/** The client under which an application calls without a caseworker; null for whoever is no application. */
export function serviceClientOf({ application }: DevelopmentAccount): string | null {
  return application && `${application}-service`;
}
