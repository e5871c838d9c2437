import { createPublicKey, randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { definition } from "../../consent/api/definition.js";
import { consentEndpoints } from "../../consent/api/endpoints.js";
import { withdrawConsent } from "../../consent/store/consents.js";
import { ConsentItemRow, ConsentRecordRow } from "../../consent/store/rows/consent-record-row.js";
import { addSharingGrants } from "../../consent/store/sharing-grants.js";
import { readSigningKey } from "../../gateway/execution/signing-key.js";
import { idNumberOf } from "../../gateway/testing/world.js";
import { serveSubgraph } from "../../subgraphs/kit/server.js";
import { createNonceStore } from "../../subgraphs/kit/signature/nonce-store.js";
import { createRequestVerifier } from "../../subgraphs/kit/signature/verify-request.js";
import { CONSENTS, GRANT } from "./questions.js";
import type { BenchKeys } from "./token.js";

/** The consent service of a benchmark. */
export interface BenchConsentService {
  readonly url: string;
  /** Withdraws the consent of the nth person, as that person; resolves when it is done. */
  withdraw(n: number): Promise<void>;
}

/**
 * The real consent service, with the benchmark's sharing grant and consents.
 * @param databaseUrl of `DATABASE_URL`; SQLite where there is none
 */
export async function startConsentService(keys: BenchKeys, databaseUrl?: string): Promise<BenchConsentService> {
  const clock = (): Date => new Date();
  const { keyId, privateKey } = readSigningKey(keys.signingKey);
  const service = await serveSubgraph(definition, {
    port: 0,
    verifyRequest: createRequestVerifier({
      keys: new Map([[keyId, createPublicKey(privateKey)]]),
      subgraph: "consent",
      clock,
      nonces: createNonceStore(new Date(Date.now() - 60_000)),
    }),
    cursorKey: Buffer.alloc(32),
    databaseUrl,
    dataDirectory: mkdtempSync(join(tmpdir(), "assent-bench-")),
    endpoints: consentEndpoints(clock),
  });
  await addSharingGrants(service.database, [GRANT]);
  for (const { id, version, dataSubject, department, scenario, case: caseNumber, status, givenAt, until, items } of CONSENTS) {
    await service.database
      .getRepository(ConsentRecordRow)
      .insert({ id, version, request: id, dataSubject, department, scenario, caseNumber, status, noticeHash: "", givenAt, until });
    await service.database
      .getRepository(ConsentItemRow)
      .insert(items.map((coordinate) => ({ consent: id, coordinate, state: "GIVEN" as const, modes: ["QUERY", "OBTAIN"] as const })));
  }
  return {
    url: service.url,
    async withdraw(n) {
      await withdrawConsent(service.database, randomUUID, { consent: CONSENTS[n]?.id ?? "", idNumber: idNumberOf(n), items: null, now: clock() });
    },
  };
}
