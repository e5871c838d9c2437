import { defineSubgraph } from "../kit/definition.js";
import { LegalEntity } from "./graph/legal-entity.js";
import { LegalEntityResolver } from "./graph/legal-entity-resolver.js";
import { Person } from "./graph/person.js";
import { PersonResolver } from "./graph/person-resolver.js";
import { ShareholderResolver } from "./graph/shareholder-resolver.js";
import { createLoaders, type LegalEntityLoaders } from "./loaders.js";
import { CreateRegister1764000000000 } from "./migrations/1764000000000-create-register.js";
import { AnnualReportRow } from "./store/annual-report-row.js";
import { LegalEntityRow } from "./store/legal-entity-row.js";
import { ShareholdingRow } from "./store/shareholding-row.js";
import { ENUM_REVEALS } from "./terms.js";

/** The register of legal entities, as a subgraph. */
export const definition = defineSubgraph<LegalEntityLoaders>({
  name: "legal-entity",
  resolvers: [LegalEntityResolver, PersonResolver, ShareholderResolver],
  orphanedTypes: [LegalEntity, Person],
  references: {
    LegalEntity: {
      key: "uscc",
      load: ({ uscc }, { loaders }) => loaders.legalEntities.load(String(uscc)),
      divisionOf: ({ division }: LegalEntityRow) => division,
    },
    // Whether such a person exists is not this department's to say.
    Person: { key: "idNumber", load: ({ idNumber }) => ({ idNumber }) },
  },
  enumReveals: ENUM_REVEALS,
  entities: [LegalEntityRow, ShareholdingRow, AnnualReportRow],
  migrations: [CreateRegister1764000000000],
  createLoaders,
});
