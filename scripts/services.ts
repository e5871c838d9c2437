import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { signingReceipts } from "../consent/api/definition.js";
import { createReceiptSigner } from "../consent/api/receipt-signer.js";
import { consentEndpoints } from "../consent/api/endpoints.js";
import { startSweeping } from "../consent/store/sweep.js";
import { publishCatalogue } from "../consent/store/catalogue.js";
import { createAuditAppender, openAuditDatabase } from "../gateway/audit/audit-store.js";
import { gatewaySettings, readGatewayConfig } from "../gateway/config.js";
import { describeError } from "../gateway/describe-error.js";
import { createRequestSigner } from "../gateway/execution/sign-request.js";
import { createIdentifier } from "../gateway/identity/create-identifier.js";
import type { TrustedIssuer } from "../gateway/identity/trusted-clients.js";
import { type Gateway, type GatewayOptions, startGateway } from "../gateway/main.js";
import type { SubgraphDefinition } from "../subgraphs/kit/definition.js";
import { type RunningSubgraph, serveSubgraph } from "../subgraphs/kit/server.js";
import { createNonceStore } from "../subgraphs/kit/signature/nonce-store.js";
import { createRequestVerifier } from "../subgraphs/kit/signature/verify-request.js";
import { catalogueItems } from "./catalogue-items.js";
import type { Keys } from "./keys.js";

/** What a service of this installation is started with. */
export interface ServiceOptions {
  /** Variables as a shell has them: docs/operations.md lists them. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly keys: Keys;
  /** false: a free port instead of the configured one. */
  readonly fixedPorts: boolean;
  readonly log: GatewayOptions["log"];
}

/** Default ports of the subgraphs. */
const PORTS: Readonly<Record<string, number>> = { population: 4101, "legal-entity": 4102, geospatial: 4103, licence: 4104, consent: 4105 };

const clock = (): Date => new Date();

/** What time has ended is written down within the hour; nothing waits for it. */
const SWEEP_MS = 3_600_000;

/**
 * Starts one subgraph with its own database, key and port; the consent service has its endpoints for gateways too.
 * @throws Error when its database cannot be opened, a key is missing or the port is taken
 */
export async function startSubgraph(
  definition: SubgraphDefinition,
  { environment, keys, fixedPorts, log }: ServiceOptions,
  host = "127.0.0.1",
): Promise<RunningSubgraph> {
  const { name } = definition;
  const isConsent = name === "consent";
  const variable = `${name.replaceAll("-", "_").toUpperCase()}_PORT`;
  const served = isConsent ? signingReceipts(createReceiptSigner({ ...keys.receiptKey(), clock })) : definition;
  const running = await serveSubgraph(served, {
    port: fixedPorts ? portIn(environment, variable, PORTS[name] ?? 0) : 0,
    host,
    verifyRequest: createRequestVerifier({ keys: keys.gatewayKeys(), subgraph: name, clock, nonces: createNonceStore(clock()) }),
    cursorKey: keys.secret(`${name}-cursor`),
    databaseUrl: environment.DATABASE_URL,
    dataDirectory: environment.DATA_DIR ?? "data",
    log: (message, details) => log("warn", `${name}: ${message}`, details),
    ...(isConsent ? { endpoints: consentEndpoints(clock) } : {}),
  });
  // What can be applied for is what the supergraph in use shares.
  if (!isConsent) return running;
  await publishCatalogue(running.database, catalogueItems(readFileSync(readGatewayConfig(environment).SUPERGRAPH_FILE, "utf8")));
  const onFailure = (error: unknown): void => log("warn", "consent: a sweep failed; the next one does its work", { error: describeError(error) });
  const stopSweeping = startSweeping(running.database, { newId: randomUUID, clock, everyMs: SWEEP_MS, onFailure });
  return { ...running, close: () => stopSweeping().then(running.close) };
}

/** The public half of the key of receipts, for a key set that verifies them. */
export function receiptPublicKey(keys: Keys): object {
  return createReceiptSigner({ ...keys.receiptKey(), clock }).publicKey;
}

/** A port from a variable. @throws Error that names the variable when it is none */
export function portIn(environment: ServiceOptions["environment"], variable: string, fallback: number): number {
  const port = Number(environment[variable] ?? fallback);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${variable} is no port.`);
  return port;
}

/**
 * Starts a gateway with the audit database.
 * @param issuers whose tokens it accepts
 * @param subgraphUrls where the subgraphs are, where it is not as the configuration says
 * @throws Error when a variable is wrong, the audit database cannot be opened, a key is missing or the port is taken
 */
export async function startGatewayService(
  { environment, keys, fixedPorts, log }: ServiceOptions,
  issuers: readonly TrustedIssuer[],
  subgraphUrls?: Readonly<Record<string, string>>,
): Promise<Gateway> {
  const config = readGatewayConfig(environment);
  const settings = gatewaySettings(config);
  const audit = await openAuditDatabase({ url: environment.DATABASE_URL, directory: environment.DATA_DIR ?? "data" });
  try {
    const gateway = await startGateway({
      ...settings,
      port: fixedPorts ? settings.port : 0,
      metricsPort: fixedPorts ? settings.metricsPort : null,
      subgraphUrls: subgraphUrls ?? settings.subgraphUrls,
      supergraphSdl: readFileSync(config.SUPERGRAPH_FILE, "utf8"),
      sign: createRequestSigner({ ...keys.signingKey(), clock, nonce: randomUUID }),
      identify: createIdentifier({ issuers, clock, onRefused: (reason, detail) => log("info", "a token was refused", { reason, detail }) }),
      appendAudit: createAuditAppender(audit),
      pseudonymKey: keys.secret("audit-pseudonym"),
      clock,
      log,
    });
    const close = (): Promise<void> => gateway.close().finally(() => audit.destroy());
    return { ...gateway, close };
  } catch (error) {
    await audit.destroy();
    throw error;
  }
}
