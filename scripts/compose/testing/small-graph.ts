import { readFileSync } from "node:fs";
import { SHARING_LINK_SDL, SHARING_SPEC_SDL } from "../../../consent/model/sharing-spec.js";
import type { SubgraphSource } from "../subgraph-view.js";

const FEDERATION = `@link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@inaccessible", "@shareable", "@provides", "@override", "@interfaceObject", "@context", "@fromContext", "@composeDirective"])`;

/** What a department's schema begins with when it links everything under its own name. */
export const HEADER = `extend schema\n  ${FEDERATION}\n  ${SHARING_LINK_SDL}\nscalar Decision @inaccessible\n${SHARING_SPEC_SDL}`;

/** A department's schema behind the usual header. */
export function department(name: string, sdl: string): SubgraphSource {
  return { name, sdl: `${HEADER}\n${sdl}` };
}

/** The decisions subgraph as the gateway has it. */
export const decisions: SubgraphSource = {
  name: "decisions",
  sdl: readFileSync(new URL("../../../gateway/decisions/schema.graphql", import.meta.url), "utf8"),
};

const U = "@sharing(type: UNCONDITIONAL)";
const R = '@requires(fields: "decision")';
const CONSENT = '@sharing(type: CONDITIONAL, modes: [QUERY], consent: true, basis: "《个人信息保护法》第十三条")';

/** Five departments, each as small as it can be and still use every directive; it composes without a finding. */
const smallGraph = {
  population: `
type Query {
  person(idNumber: ID! @reveals(field: "Person.idNumber") @identifier(standard: GB_11643)): Person
  persons(where: PersonFilter!, first: Int = 20, after: String): PersonConnection! @exercises(mode: OBTAIN)
  personVerification(idNumber: ID! @reveals(field: "Person.idNumber") @identifier(standard: GB_11643)): PersonVerification! @exercises(mode: COMPARE)
  personStatistics(groupBy: [PersonDimension!]!): Statistics! @exercises(mode: AGGREGATE)
}
interface DataSubject { name: String }
type Person implements DataSubject @key(fields: "idNumber") {
  idNumber: ID! @sharing(type: CONDITIONAL, modes: [QUERY, COMPARE, OBTAIN], basis: "《居民身份证法》第六条")
  decision: Decision @external
  name: String ${U} ${R}
  sex: Sex ${U} ${R}
  phone: String @sharing(type: CONDITIONAL, modes: [QUERY, COMPARE, OBTAIN], consent: true, basis: "《个人信息保护法》第十三条", mask: PHONE) ${R}
  spouse: Person ${CONSENT} ${R}
  children: [Person] ${CONSENT} ${R}
  employment: Employment ${CONSENT} ${R}
  biometricTemplate: String @sharing(type: WITHHELD, basis: "《个人信息保护法》第二十八条") @inaccessible ${R}
}
type Employment { status: String employer: LegalEntity }
type LegalEntity @key(fields: "uscc", resolvable: false) { uscc: ID! }
enum Sex { FEMALE MALE }
input PersonFilter { sex: Sex @reveals(field: "Person.sex") }
enum PersonDimension { SEX @reveals(field: "Person.sex") }
type PersonConnection { edges: [PersonEdge!]! pageInfo: PageInfo! }
type PersonEdge { cursor: String! node: Person }
type PageInfo @shareable { hasNextPage: Boolean! endCursor: String }
type Statistics { rows: [StatisticsRow!]! }
type StatisticsRow { dimensions: [StatisticsDimension!]! count: Int! measures: [StatisticsMeasure!]! }
type StatisticsDimension { dimension: String! value: String }
type StatisticsMeasure { measure: String! value: Float }
type PersonVerification @key(fields: "idNumber") {
  idNumber: ID! @sharing(type: CONDITIONAL, modes: [COMPARE], basis: "《居民身份证法》第六条")
  decision: Decision @external
  verdict(claims: PersonClaims!): Verdict @exercises(mode: COMPARE) ${R}
}
input PersonClaims { phone: String @reveals(field: "Person.phone") }
enum Verdict { MATCH NO_MATCH }
`,
  "legal-entity": `
type Query {
  legalEntity(uscc: ID! @reveals(field: "LegalEntity.uscc") @identifier(standard: GB_32100)): LegalEntity
}
interface DataSubject { name: String }
type LegalEntity implements DataSubject @key(fields: "uscc") {
  uscc: ID! ${U}
  decision: Decision @external
  name: String ${U}
  legalRepresentative: Person ${U}
  shareholders: [String] ${CONSENT} ${R}
}
type Person @key(fields: "idNumber") {
  idNumber: ID!
  decision: Decision @external
  companies: [LegalEntity] ${CONSENT} ${R}
}
`,
  geospatial: `
type Query {
  administrativeDivision(code: ID! @identifier(standard: GBT_2260)): AdministrativeDivision
  parcel(unitNumber: ID! @reveals(field: "Parcel.unitNumber")): Parcel
}
type AdministrativeDivision @key(fields: "code") { code: ID! name: String! parent: AdministrativeDivision }
interface DataSubject { name: String }
type Parcel @key(fields: "unitNumber") {
  unitNumber: ID! ${U}
  ownerKeys: [String!] @inaccessible
  decision: Decision @external
  area: Float ${U}
  owners: [DataSubject] ${CONSENT} ${R}
}
type Person implements DataSubject @key(fields: "idNumber") {
  idNumber: ID!
  name: String @external
  decision: Decision @external
  realEstate: [Parcel] ${CONSENT} ${R}
}
type LegalEntity implements DataSubject @key(fields: "uscc") {
  uscc: ID!
  name: String @external
  premises: [Parcel] ${U}
}
`,
  licence: `
type Query {
  licence(identifier: ID! @reveals(field: "Licence.identifier") @identifier(standard: GBT_36904)): Licence
  licenceVerification(identifier: ID! @reveals(field: "Licence.identifier") @identifier(standard: GBT_36904)): LicenceVerification! @exercises(mode: COMPARE)
}
interface DataSubject { name: String }
enum HolderType @inaccessible { PERSON LEGAL_ENTITY }
type Licence @key(fields: "identifier") {
  identifier: ID! ${U}
  holderType: HolderType @inaccessible
  holderId: ID @inaccessible
  decision: Decision @external
  kind: String ${U}
  number: String @sharing(type: CONDITIONAL, modes: [QUERY, COMPARE], consent: true, basis: "《行政许可法》第四十条", mask: NUMBER) ${R}
  holder: DataSubject ${CONSENT} ${R}
}
type LicenceVerification @key(fields: "identifier") {
  identifier: ID! ${U}
  holderType: HolderType @inaccessible
  holderId: ID @inaccessible
  decision: Decision @external
  verdict(number: String @reveals(field: "Licence.number")): LicenceVerdict @exercises(mode: COMPARE) ${R}
}
enum LicenceVerdict { MATCH NO_MATCH }
type Person implements DataSubject @key(fields: "idNumber") {
  idNumber: ID!
  name: String @external
  decision: Decision @external
  licences: [Licence] ${CONSENT} ${R}
}
type LegalEntity implements DataSubject @key(fields: "uscc") {
  uscc: ID!
  name: String @external
  licences: [Licence] ${U}
}
`,
  consent: `
type Query { me: Me! @access(roles: [application, citizen]) }
type Mutation { withdrawConsent(consent: ID!): Boolean @access(roles: [citizen]) }
interface DataSubject { name: String }
type Me { person: Person represents: [DataSubject!]! }
type Person implements DataSubject @key(fields: "idNumber", resolvable: false) { idNumber: ID! name: String @external }
type LegalEntity implements DataSubject @key(fields: "uscc", resolvable: false) { uscc: ID! name: String @external }
`,
} as const;

export type SmallDepartment = keyof typeof smallGraph;

/** The small graph as sources, with changes to some departments' schemas. */
export function smallSources(change: Partial<Record<SmallDepartment | "decisions", (sdl: string) => string>> = {}): SubgraphSource[] {
  const changed = (source: SubgraphSource, by: ((sdl: string) => string) | undefined): SubgraphSource => {
    if (!by) return source;
    const sdl = by(source.sdl);
    if (sdl === source.sdl) throw new Error(`the change of ${source.name} changes nothing`);
    return { name: source.name, sdl };
  };
  const names = Object.keys(smallGraph) as SmallDepartment[];
  return [...names.map((name) => changed(department(name, smallGraph[name]), change[name])), changed(decisions, change.decisions)];
}
