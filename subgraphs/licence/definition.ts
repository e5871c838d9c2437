import { defineSubgraph } from "../kit/definition.js";
import { LegalEntityResolver, PersonResolver } from "./graph/holder-resolvers.js";
import { LegalEntity, Person } from "./graph/holders.js";
import { Licence } from "./graph/licence.js";
import { LicenceResolver } from "./graph/licence-resolver.js";
import { LicenceVerification } from "./graph/licence-verification.js";
import { LicenceVerificationResolver } from "./graph/licence-verification-resolver.js";
import { createLoaders, type LicenceLoaders } from "./loaders.js";
import { CreateRegister1764000000000 } from "./migrations/1764000000000-create-register.js";
import { LicenceRow } from "./store/licence-row.js";

/** The register of electronic licences, as a subgraph. */
export const definition = defineSubgraph<LicenceLoaders>({
  name: "licence",
  resolvers: [LicenceResolver, LicenceVerificationResolver, PersonResolver, LegalEntityResolver],
  orphanedTypes: [Licence, LicenceVerification, Person, LegalEntity],
  references: {
    Licence: { key: "identifier", load: ({ identifier }, { loaders }) => loaders.licences.load(String(identifier)) },
    // There is a verification of every identifier: that a licence does not exist must not show.
    LicenceVerification: { key: "identifier", load: ({ identifier }) => ({ identifier }) },
    // Whether such a person or legal entity exists is not this department's to say.
    Person: { key: "idNumber", load: ({ idNumber }) => ({ idNumber }) },
    LegalEntity: { key: "uscc", load: ({ uscc }) => ({ uscc }) },
  },
  entities: [LicenceRow],
  migrations: [CreateRegister1764000000000],
  createLoaders,
});
