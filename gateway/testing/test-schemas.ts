import { readFileSync } from "node:fs";
import { SHARING_LINK_SDL, SHARING_SPEC_SDL } from "../../consent/model/sharing-spec.js";

const HEADER = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@composeDirective", "@inaccessible", "@shareable"])
  ${SHARING_LINK_SDL}
scalar Decision @inaccessible
${SHARING_SPEC_SDL}`;

const U = "@sharing(type: UNCONDITIONAL)";
const C = '@sharing(type: CONDITIONAL, modes: [QUERY, COMPARE, OBTAIN], basis: "《居民身份证法》第六条")';
const ASK = '@sharing(type: CONDITIONAL, modes: [QUERY, COMPARE, OBTAIN], consent: true, basis: "《个人信息保护法》第十三条")';
const INCOME = '@sharing(type: CONDITIONAL, modes: [COMPARE, AGGREGATE], consent: true, basis: "《社会救助暂行办法》第十一条")';
const R = '@requires(fields: "decision")';
const DATA_SUBJECT = "interface DataSubject { name: String }";

const POPULATION = `
type Query {
  person(idNumber: ID! @reveals(field: "Person.idNumber") @identifier(standard: GB_11643)): Person
  persons(where: PersonFilter!, first: Int = 20, after: String): PersonConnection! @exercises(mode: OBTAIN)
  personVerification(idNumber: ID! @reveals(field: "Person.idNumber") @identifier(standard: GB_11643)): PersonVerification! @exercises(mode: COMPARE)
}
${DATA_SUBJECT}
type Person implements DataSubject @key(fields: "idNumber") {
  idNumber: ID! ${C}
  decision: Decision @external
  name: String ${U} ${R}
  sex: Sex ${U} ${R}
  birthDate: Date ${U} ${R}
  registeredDivision: String ${U} ${R}
  phone: String ${ASK} ${R}
  maritalStatus: String ${ASK} ${R}
  spouse: Person ${ASK} ${R}
  guardian: Person ${ASK} ${R}
  children: [Person] ${ASK} ${R}
  employment: Employment ${ASK} ${R}
  socialInsurance: [SocialInsurance] ${ASK} ${R}
  annualIncome: Int ${INCOME} ${R}
}
type Employment { status: String since: Date employer: LegalEntity }
type SocialInsurance { kind: InsuranceKind number: String employer: LegalEntity }
enum InsuranceKind { PENSION MEDICAL }
enum Sex { FEMALE MALE }
scalar Date
type LegalEntity @key(fields: "uscc", resolvable: false) { uscc: ID! }
input PersonFilter {
  sex: Sex @reveals(field: "Person.sex")
  registeredDivision: String @reveals(field: "Person.registeredDivision")
}
type PersonConnection { edges: [PersonEdge!]! pageInfo: PageInfo! }
type PersonEdge { cursor: String! node: Person }
type PageInfo { hasNextPage: Boolean! endCursor: String }
type PersonVerification @key(fields: "idNumber") {
  idNumber: ID! @sharing(type: CONDITIONAL, modes: [COMPARE], basis: "《居民身份证法》第六条")
  decision: Decision @external
  verdict(claims: PersonClaims!): Verdict @exercises(mode: COMPARE) ${R}
}
input PersonClaims {
  name: String @reveals(field: "Person.name")
  phone: String @reveals(field: "Person.phone")
  birthDate: Date @reveals(field: "Person.birthDate")
  maritalStatus: String @reveals(field: "Person.maritalStatus")
}
enum Verdict { MATCH NO_MATCH }
`;

const LEGAL_ENTITY = `
type Query { legalEntity(uscc: ID! @reveals(field: "LegalEntity.uscc") @identifier(standard: GB_32100)): LegalEntity }
${DATA_SUBJECT}
type LegalEntity implements DataSubject @key(fields: "uscc") {
  uscc: ID! ${U}
  decision: Decision @external
  name: String ${U}
  status: EntityStatus ${U}
  legalRepresentative: Person ${U}
  shareholders: [String] ${ASK} ${R}
  annualReports: [AnnualReport] ${ASK} ${R}
}
type AnnualReport { year: Int revenue: String auditor: Person }
enum EntityStatus { OPEN CLOSED }
type Person @key(fields: "idNumber") {
  idNumber: ID!
  decision: Decision @external
  companies: [LegalEntity] ${ASK} ${R}
}
`;

const GEOSPATIAL = `
type Query {
  parcel(unitNumber: ID! @reveals(field: "Parcel.unitNumber")): Parcel
  administrativeDivision(code: ID! @identifier(standard: GBT_2260)): AdministrativeDivision
}
type AdministrativeDivision @key(fields: "code") { code: ID! name: String! }
${DATA_SUBJECT}
type Parcel @key(fields: "unitNumber") {
  unitNumber: ID! ${U}
  ownerKeys: [String!] @inaccessible
  decision: Decision @external
  area: Float ${U}
  division: AdministrativeDivision ${U}
  owners: [DataSubject] ${ASK} ${R}
  mortgages: [String] ${ASK} ${R}
}
type Person implements DataSubject @key(fields: "idNumber") {
  idNumber: ID!
  name: String @external
  decision: Decision @external
  realEstate: [Parcel] ${ASK} ${R}
}
type LegalEntity implements DataSubject @key(fields: "uscc") {
  uscc: ID!
  name: String @external
  decision: Decision @external
  realEstate: [Parcel] ${ASK} ${R}
  premises: [Parcel] ${U}
}
`;

const LICENCE = `
type Query { licence(identifier: ID! @reveals(field: "Licence.identifier") @identifier(standard: GBT_36904)): Licence }
${DATA_SUBJECT}
enum HolderType @inaccessible { PERSON LEGAL_ENTITY }
type Licence @key(fields: "identifier") {
  identifier: ID! ${U}
  holderType: HolderType @inaccessible
  holderId: ID @inaccessible
  decision: Decision @external
  kind: String ${U}
  name: String ${U}
  status: String ${U}
  number: String ${ASK} ${R}
  holder: DataSubject ${ASK} ${R}
}
type LicenceVerification @key(fields: "identifier") {
  identifier: ID! ${U}
  holderType: HolderType @inaccessible
  holderId: ID @inaccessible
}
type Person implements DataSubject @key(fields: "idNumber") {
  idNumber: ID!
  name: String @external
  decision: Decision @external
  licences: [Licence] ${ASK} ${R}
}
type LegalEntity implements DataSubject @key(fields: "uscc") {
  uscc: ID!
  name: String @external
  licences: [Licence] ${U}
}
`;

const CONSENT = `
type Query { me: Me! @access(roles: [application, citizen]) }
${DATA_SUBJECT}
type Me { role: String! person: Person represents: [DataSubject!]! }
type Person implements DataSubject @key(fields: "idNumber", resolvable: false) { idNumber: ID! name: String @external }
type LegalEntity implements DataSubject @key(fields: "uscc", resolvable: false) { uscc: ID! name: String @external }
`;

/** Subgraphs of the test graph that are asked over the wire. */
export const DEPARTMENT_NAMES = ["population", "legal-entity", "geospatial", "licence", "consent"] as const;
export type DepartmentName = (typeof DEPARTMENT_NAMES)[number];

/** Each department's SDL, modelled on the real ones and small; names and rules are of graph.md. */
export const DEPARTMENT_SCHEMAS: Readonly<Record<DepartmentName, string>> = {
  population: `${HEADER}\n${POPULATION}`,
  "legal-entity": `${HEADER}\n${LEGAL_ENTITY}`,
  geospatial: `${HEADER}\n${GEOSPATIAL}`,
  licence: `${HEADER}\n${LICENCE}`,
  consent: `${HEADER}\n${CONSENT}`,
};

/** The schema that the gateway answers in process: the real one, beside the sources also where this runs built. */
export const DECISIONS_SCHEMA = readFileSync(new URL(import.meta.url.replace("/dist/", "/").replace(/testing\/[^/]*$/, "decisions/schema.graphql")), "utf8");
