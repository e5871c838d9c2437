import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAuditAppender, openAuditDatabase } from "../../gateway/audit/audit-store.js";
import { gatewaySettings, readGatewayConfig } from "../../gateway/config.js";
import { createRequestSigner } from "../../gateway/execution/sign-request.js";
import { readSigningKey } from "../../gateway/execution/signing-key.js";
import { createIdentifier } from "../../gateway/identity/create-identifier.js";
import { readTrustedClients } from "../../gateway/identity/trusted-clients.js";
import { startGateway } from "../../gateway/main.js";
import { CASEWORKER } from "../../gateway/testing/callers.js";
import { DEPARTMENT_NAMES } from "../../gateway/testing/test-schemas.js";
import { AUDIENCE, type BenchKeys, ISSUER } from "./token.js";

/** The whole gateway as it runs: tokens, facts, grants, consents by look-up, signatures, and a durable record. @returns its port */
export async function startGoverned(supergraphSdl: string, departments: string, consent: string, keys: BenchKeys): Promise<number> {
  const clock = (): Date => new Date();
  const audit = await openAuditDatabase({ directory: mkdtempSync(join(tmpdir(), "assent-bench-")) });
  const clients = { [CASEWORKER.clientId]: { roles: ["application"] } };
  const issuers = readTrustedClients(JSON.stringify([{ issuer: ISSUER, jwksUri: `${ISSUER}/jwks`, audience: AUDIENCE, clients }]));
  const gateway = await startGateway({
    ...gatewaySettings(readGatewayConfig({ MAX_COST: "1000000" })),
    port: 0,
    metricsPort: null,
    subgraphUrls: { ...Object.fromEntries(DEPARTMENT_NAMES.map((name) => [name, `${departments}/${name}`])), consent },
    supergraphSdl,
    sign: createRequestSigner({ ...readSigningKey(keys.signingKey), clock, nonce: randomUUID }),
    identify: createIdentifier({ issuers, clock, fetch: async () => new Response(keys.jwks, { headers: { "content-type": "application/json" } }) }),
    appendAudit: createAuditAppender(audit),
    pseudonymKey: randomBytes(32),
    clock,
    log: (level, message, details) => console.error(level, message, details),
  });
  return Number(new URL(gateway.url).port);
}
