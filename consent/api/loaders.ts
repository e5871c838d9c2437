import { randomUUID } from "node:crypto";
import DataLoader from "dataloader";
import type { DataSource } from "typeorm";
import type { SubgraphContext } from "../../subgraphs/kit/definition.js";
import { consentsOfRequests, type StoredConsent } from "../store/consents.js";
import { type Notice, noticesOf } from "../store/notices.js";
import { readCommitted } from "../store/transactions.js";
import type { ReceiptSigner } from "./receipt-signer.js";

/** What resolvers look up in batches, and where new ids come from. */
export interface ConsentLoaders {
  /** By hash. */
  readonly notices: DataLoader<string, Notice | null>;
  /** By the id of the request that it answered. */
  readonly consents: DataLoader<string, StoredConsent | null>;
  readonly newId: () => string;
  /** Signs receipts; null where no key was given. */
  readonly receipts: ReceiptSigner | null;
}

export type ConsentContext = SubgraphContext<ConsentLoaders>;

/** The loaders of one request. */
export function createLoaders(database: DataSource, receipts: ReceiptSigner | null = null): ConsentLoaders {
  return {
    notices: new DataLoader(async (hashes) => {
      const notices = await readCommitted(database, (manager) => noticesOf(manager, hashes));
      return hashes.map((hash) => notices.get(hash) ?? null);
    }),
    consents: new DataLoader(async (requests) => {
      const consents = await readCommitted(database, (manager) => consentsOfRequests(manager, requests));
      return requests.map((request) => consents.get(request) ?? null);
    }),
    newId: randomUUID,
    receipts,
  };
}
