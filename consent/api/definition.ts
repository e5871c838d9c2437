import { defineSubgraph } from "../../subgraphs/kit/definition.js";
import { CONSENT_DATABASE } from "../store/consent-database.js";
import { ConsentMutations } from "./consent-mutations.js";
import { ConsentRequestResolver } from "./consent-request-resolver.js";
import { SharingGrantResolver } from "./sharing-grant-resolver.js";
import { LegalEntity, Person } from "./graph/data-subjects.js";
import { type ConsentLoaders, createLoaders } from "./loaders.js";
import { ReceiptResolver } from "./receipt-resolver.js";
import type { ReceiptSigner } from "./receipt-signer.js";
import { SharingApplicationResolver } from "./sharing-application-resolver.js";
import { MeResolver } from "./me-resolver.js";

/** The consent service, as a subgraph. It resolves no data subject: it only refers to them by key. */
export const definition = defineSubgraph<ConsentLoaders>({
  ...CONSENT_DATABASE,
  resolvers: [SharingApplicationResolver, SharingGrantResolver, MeResolver, ConsentMutations, ConsentRequestResolver, ReceiptResolver],
  orphanedTypes: [Person, LegalEntity],
  references: {},
  createLoaders,
});

/** The same service, with a key for receipts. */
export function signingReceipts(receipts: ReceiptSigner): typeof definition {
  return { ...definition, createLoaders: (database) => createLoaders(database, receipts) };
}
