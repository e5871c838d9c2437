import { citizenIdCheck, creditCodeCheck, licenceIdentifierCheck, organisationCodeCheck } from "../../consent/model/identifiers.js";

/** A reference from one register to another: the type and its key, as it travels on the wire. */
export type Reference = Readonly<{ __typename: string } & Record<string, string>>;

/** A value in a row: a leaf, a reference, a value object, or a list of them. */
export type RowValue = string | number | boolean | null | Reference | { readonly [name: string]: RowValue } | readonly RowValue[];

/** What a register holds of one object, by field name; the key is one of the fields. */
export type Row = Readonly<Record<string, RowValue>>;

/** Every register's rows: type → key → row. Every person in it is invented. */
export type World = ReadonlyMap<string, ReadonlyMap<string, Row>>;

/** Key field by type, as the test schemas have it. */
export const KEYS: Readonly<Record<string, string>> = {
  Person: "idNumber",
  PersonVerification: "idNumber",
  LegalEntity: "uscc",
  Parcel: "unitNumber",
  Licence: "identifier",
  AdministrativeDivision: "code",
};

/** Division that the test grants cover, and one that they do not. */
export const INSIDE = "540102";
export const OUTSIDE = "110101";

/** A valid identity number (GB 11643) of the nth invented person. */
export function idNumberOf(n: number): string {
  const first17 = `54010219900101${String(n).padStart(3, "0")}`;
  return `${first17}${citizenIdCheck(first17)}`;
}

/** A valid credit code (GB 32100) of the nth invented company. */
export function creditCodeOf(n: number): string {
  const organisation = `MA6T${String(n).padStart(4, "0")}`;
  const first17 = `91540100${organisation}${organisationCodeCheck(organisation)}`;
  return `${first17}${creditCodeCheck(first17)}`;
}

/** A valid licence identifier (GB/T 36904) of the nth invented licence. */
export function licenceIdOf(n: number): string {
  const parts = ["11100000000013338W009", "11330105002500287C", `20250522${String(n).padStart(2, "0")}`, "002"];
  return `1.2.156.3005.2.${parts.join(".")}.${licenceIdentifierCheck(parts.join(""))}`;
}

/** The nth invented parcel's unit number. */
export function unitNumberOf(n: number): string {
  return `540102001001GB${String(n).padStart(5, "0")}F00000001`;
}

/** A reference to an object of another register. */
export function refer(__typename: string, key: string): Reference {
  return { __typename, [KEYS[__typename] as string]: key };
}

/** The key of a reference. */
export function keyOf(reference: Readonly<Record<string, unknown>>, typeName: string): string {
  return String(reference[KEYS[typeName] as string]);
}

/** Whether a value is a reference to an object with a key of its own. */
export function isReference(value: unknown): value is Reference {
  return typeof value === "object" && value !== null && "__typename" in value;
}

/** A value that stands nowhere else in the world: where it appears tells whose it is and what. */
export function sentinel(typeName: string, n: number, field: string): string {
  return `¤${typeName}${n}.${field}¤`;
}

/** Every sentinel in a text, parsed. */
export function sentinelsIn(text: string): { readonly typeName: string; readonly n: number; readonly field: string }[] {
  return [...text.matchAll(/¤([A-Za-z]+)(\d+)\.(\w+)¤/g)].map(([, typeName, n, field]) => ({
    typeName: typeName as string,
    n: Number(n),
    field: field as string,
  }));
}

/** A row by type and key. */
export function rowOf(world: World, typeName: string, key: string): Row | undefined {
  return world.get(typeName === "PersonVerification" ? "Person" : typeName)?.get(key);
}
