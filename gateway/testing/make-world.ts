import { creditCodeOf, idNumberOf, INSIDE, licenceIdOf, OUTSIDE, type Reference, refer, type Row, sentinel, unitNumberOf, type World } from "./world.js";

/** Numbers of objects; one that no row has is a dangling reference. */
export interface PersonPlan {
  readonly spouse?: number | null;
  readonly guardian?: number | null;
  readonly children?: readonly number[];
  readonly companies?: readonly number[];
  readonly licences?: readonly number[];
  readonly realEstate?: readonly number[];
  readonly employer?: number | null;
  /** Lives where the test grants do not reach. */
  readonly outside?: boolean;
  readonly sex?: "FEMALE" | "MALE";
}

export interface CompanyPlan {
  readonly legalRepresentative?: number | null;
  readonly auditor?: number | null;
  readonly licences?: readonly number[];
  readonly premises?: readonly number[];
  readonly realEstate?: readonly number[];
  readonly outside?: boolean;
}

/** A holder or owner: a person or a company, by number. */
export interface HolderPlan {
  readonly kind: "PERSON" | "LEGAL_ENTITY";
  readonly n: number;
}

/** A world in numbers; `makeWorld` fills it with sentinels. */
export interface WorldPlan {
  readonly people: readonly PersonPlan[];
  readonly companies?: readonly CompanyPlan[];
  readonly licences?: readonly HolderPlan[];
  readonly parcels?: readonly (readonly HolderPlan[])[];
}

/** Builds the rows of a world: the nth plan of each kind is the nth object. */
export function makeWorld({ people, companies = [], licences = [], parcels = [] }: WorldPlan): World {
  return new Map([
    [
      "Person",
      keyed(
        people.map((plan, n) => personRow(plan, n)),
        "idNumber",
      ),
    ],
    [
      "LegalEntity",
      keyed(
        companies.map((plan, n) => companyRow(plan, n)),
        "uscc",
      ),
    ],
    [
      "Licence",
      keyed(
        licences.map((plan, n) => licenceRow(plan, n)),
        "identifier",
      ),
    ],
    [
      "Parcel",
      keyed(
        parcels.map((plan, n) => parcelRow(plan, n)),
        "unitNumber",
      ),
    ],
    [
      "AdministrativeDivision",
      keyed(
        [INSIDE, OUTSIDE].map((code) => ({ code, name: `division ${code}` })),
        "code",
      ),
    ],
  ]);
}

function keyed(rows: readonly Row[], key: string): Map<string, Row> {
  return new Map(rows.map((row) => [String(row[key]), row]));
}

const person = (n: number): Reference => refer("Person", idNumberOf(n));
const company = (n: number): Reference => refer("LegalEntity", creditCodeOf(n));
const licence = (n: number): Reference => refer("Licence", licenceIdOf(n));
const parcel = (n: number): Reference => refer("Parcel", unitNumberOf(n));
const orNull = <T>(n: number | null | undefined, make: (n: number) => T): T | null => (n === null || n === undefined ? null : make(n));

function personRow(plan: PersonPlan, n: number): Row {
  const own = (field: string): string => sentinel("Person", n, field);
  const employer = orNull(plan.employer, company);
  return {
    idNumber: idNumberOf(n),
    name: own("name"),
    sex: plan.sex ?? (n % 2 === 0 ? "FEMALE" : "MALE"),
    birthDate: own("birthDate"),
    registeredDivision: plan.outside ? OUTSIDE : INSIDE,
    phone: own("phone"),
    maritalStatus: own("maritalStatus"),
    annualIncome: 10_000 + n,
    spouse: orNull(plan.spouse, person),
    guardian: orNull(plan.guardian, person),
    children: (plan.children ?? []).map(person),
    employment: { status: own("employment"), since: own("employment"), employer },
    socialInsurance: [
      { kind: "PENSION", number: own("socialInsurance"), employer },
      { kind: "MEDICAL", number: own("socialInsurance"), employer: null },
    ],
    companies: (plan.companies ?? []).map(company),
    licences: (plan.licences ?? []).map(licence),
    realEstate: (plan.realEstate ?? []).map(parcel),
  };
}

function companyRow(plan: CompanyPlan, n: number): Row {
  const own = (field: string): string => sentinel("LegalEntity", n, field);
  return {
    uscc: creditCodeOf(n),
    division: plan.outside ? OUTSIDE : INSIDE,
    name: own("name"),
    status: n % 2 === 0 ? "OPEN" : "CLOSED",
    legalRepresentative: orNull(plan.legalRepresentative, person),
    shareholders: [own("shareholders"), own("shareholders")],
    annualReports: [{ year: 2020 + n, revenue: own("annualReports"), auditor: orNull(plan.auditor, person) }],
    licences: (plan.licences ?? []).map(licence),
    premises: (plan.premises ?? []).map(parcel),
    realEstate: (plan.realEstate ?? []).map(parcel),
  };
}

function licenceRow({ kind, n: holder }: HolderPlan, n: number): Row {
  const own = (field: string): string => sentinel("Licence", n, field);
  return {
    identifier: licenceIdOf(n),
    holderType: kind,
    holderId: kind === "PERSON" ? idNumberOf(holder) : creditCodeOf(holder),
    kind: own("kind"),
    name: own("name"),
    status: "VALID",
    number: own("number"),
    holder: kind === "PERSON" ? person(holder) : company(holder),
  };
}

function parcelRow(owners: readonly HolderPlan[], n: number): Row {
  const own = (field: string): string => sentinel("Parcel", n, field);
  return {
    unitNumber: unitNumberOf(n),
    ownerKeys: owners.map(({ kind, n: owner }) => `${kind}:${kind === "PERSON" ? idNumberOf(owner) : creditCodeOf(owner)}`),
    area: 100.5 + n,
    division: refer("AdministrativeDivision", INSIDE),
    owners: owners.map(({ kind, n: owner }) => (kind === "PERSON" ? person(owner) : company(owner))),
    mortgages: [own("mortgages")],
  };
}
