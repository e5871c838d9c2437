import { defineSubgraph } from "../kit/definition.js";
import { AdministrativeDivision } from "./graph/administrative-division.js";
import { DivisionResolver } from "./graph/division-resolver.js";
import { LegalEntity } from "./graph/legal-entity.js";
import { LegalEntityResolver, PersonResolver } from "./graph/owner-resolvers.js";
import { Parcel } from "./graph/parcel.js";
import { ParcelResolver } from "./graph/parcel-resolver.js";
import { Person } from "./graph/person.js";
import { createLoaders, type GeospatialLoaders } from "./loaders.js";
import { CreateRegisters1764000000000 } from "./migrations/1764000000000-create-registers.js";
import { DivisionRow } from "./store/division-row.js";
import { MortgageRow, ParcelOwnerRow, PremisesRow } from "./store/parcel-relation-rows.js";
import { ParcelRow } from "./store/parcel-row.js";

/** The registers of administrative divisions and of parcels, as a subgraph. */
export const definition = defineSubgraph<GeospatialLoaders>({
  name: "geospatial",
  resolvers: [DivisionResolver, ParcelResolver, PersonResolver, LegalEntityResolver],
  orphanedTypes: [AdministrativeDivision, Parcel, Person, LegalEntity],
  references: {
    AdministrativeDivision: { key: "code", load: ({ code }, { loaders }) => loaders.divisions.load(String(code)) },
    Parcel: {
      key: "unitNumber",
      load: ({ unitNumber }, { loaders }) => loaders.parcels.load(String(unitNumber)),
      divisionOf: ({ division }: ParcelRow) => division,
    },
    // Whether such a person or legal entity exists is not this department's to say.
    Person: { key: "idNumber", load: ({ idNumber }) => ({ idNumber }) },
    LegalEntity: { key: "uscc", load: ({ uscc }) => ({ uscc }) },
  },
  entities: [DivisionRow, ParcelRow, ParcelOwnerRow, PremisesRow, MortgageRow],
  migrations: [CreateRegisters1764000000000],
  createLoaders,
});
