import { createPublicKey } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { definition } from "../../consent/api/definition.js";
import { consentEndpoints } from "../../consent/api/endpoints.js";
import { ConsentItemRow, ConsentRecordRow } from "../../consent/store/rows/consent-record-row.js";
import { addSharingGrants } from "../../consent/store/sharing-grants.js";
import { readSigningKey } from "../../gateway/execution/signing-key.js";
import { serveSubgraph } from "../../subgraphs/kit/server.js";
import { createNonceStore } from "../../subgraphs/kit/signature/nonce-store.js";
import { createRequestVerifier } from "../../subgraphs/kit/signature/verify-request.js";
import { CONSENTS, GRANT } from "./questions.js";
import type { BenchKeys } from "./token.js";

/** The real consent service over SQLite, with the benchmark's sharing grant and consents. @returns its endpoint */
export async function startConsentService(keys: BenchKeys): Promise<string> {
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
  return service.url;
}
