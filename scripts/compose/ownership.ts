import type { IdentifierStandard } from "../../consent/model/sharing-spec.js";

/** Who may define a type's fields, and how the type is governed. */
export interface TypeOwnership {
  /**
   * `PERSON`: about a natural person, every field but the key requires a decision. `REGISTER`: of another register,
   * only what needs consent or a mask does. `OPEN`: reference data for everyone. `PLATFORM`: the platform's own.
   */
  readonly governance: "PERSON" | "REGISTER" | "OPEN" | "PLATFORM";
  /** The one field by which subgraphs refer to it; null where none may. */
  readonly key: string | null;
  /** The standard of its key, where there is one that a gateway can check. */
  readonly standard: IdentifierStandard | null;
  /** The subgraph that defines every field which `extensions` does not give to another. */
  readonly home: string;
  /** Field → the other subgraph that defines it. */
  readonly extensions: Readonly<Record<string, string>>;
  /** Of `OPEN` types only: the value objects of which it may consist beside scalars, enums and open types. */
  readonly parts?: readonly string[];
}

/**
 * Type → who defines its fields. A type with a key that is not here does not compose. A line for a root type says who
 * defines the platform's own roots, those with `@access`; roots into a register belong to the register's home.
 */
export type OwnershipRegistry = Readonly<Record<string, TypeOwnership>>;

/**
 * The ownership registry: the sharing authority's, outside every department's schema, so that no department can give
 * itself a field of another's register. A department that is to add a field to such a type needs a line here.
 */
export const OWNERSHIP: OwnershipRegistry = {
  Person: {
    governance: "PERSON",
    key: "idNumber",
    standard: "GB_11643",
    home: "population",
    extensions: { companies: "legal-entity", realEstate: "geospatial", licences: "licence" },
  },
  PersonVerification: { governance: "PERSON", key: "idNumber", standard: "GB_11643", home: "population", extensions: {} },
  LegalEntity: {
    governance: "REGISTER",
    key: "uscc",
    standard: "GB_32100",
    home: "legal-entity",
    extensions: { realEstate: "geospatial", premises: "geospatial", licences: "licence" },
  },
  Parcel: { governance: "REGISTER", key: "unitNumber", standard: null, home: "geospatial", extensions: {} },
  Licence: { governance: "REGISTER", key: "identifier", standard: "GBT_36904", home: "licence", extensions: {} },
  LicenceVerification: { governance: "REGISTER", key: "identifier", standard: "GBT_36904", home: "licence", extensions: {} },
  AdministrativeDivision: {
    governance: "OPEN",
    key: "code",
    standard: "GBT_2260",
    home: "geospatial",
    extensions: {},
    parts: ["Location", "Bounds"],
  },
  Query: { governance: "PLATFORM", key: null, standard: null, home: "consent", extensions: {} },
  Mutation: { governance: "PLATFORM", key: null, standard: null, home: "consent", extensions: {} },
};

/** The subgraph to which the registry gives a field; null when the registry does not know the type. */
export function ownerInRegistry(registry: OwnershipRegistry, typeName: string, fieldName: string): string | null {
  const type = Object.hasOwn(registry, typeName) ? registry[typeName] : undefined;
  if (!type) return null;
  return (Object.hasOwn(type.extensions, fieldName) ? type.extensions[fieldName] : undefined) ?? type.home;
}

/** Whether the registry says that a type is open reference data. */
export function isOpenInRegistry(registry: OwnershipRegistry, typeName: string): boolean {
  return Object.hasOwn(registry, typeName) && registry[typeName]?.governance === "OPEN";
}
