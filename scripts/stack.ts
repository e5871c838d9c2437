import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { consentEndpoints } from "../consent/api/endpoints.js";
import { guardianConsentsUntil } from "../consent/model/standing.js";
import { seedConsent } from "../consent/store/seed.js";
import { AUDIT_MIGRATIONS, createAuditAppender } from "../gateway/audit/audit-store.js";
import { gatewaySettings, readGatewayConfig } from "../gateway/config.js";
import { createRequestSigner } from "../gateway/execution/sign-request.js";
import { createIdentifier } from "../gateway/identity/create-identifier.js";
import type { TrustedIssuer } from "../gateway/identity/trusted-clients.js";
import { type Gateway, startGateway } from "../gateway/main.js";
import { openDatabase } from "../subgraphs/kit/database.js";
import type { SubgraphDefinition } from "../subgraphs/kit/definition.js";
import { type RunningSubgraph, serveSubgraph } from "../subgraphs/kit/server.js";
import { createNonceStore } from "../subgraphs/kit/signature/nonce-store.js";
import { createRequestVerifier } from "../subgraphs/kit/signature/verify-request.js";
import { departmentDefinitions } from "./departments.js";
import { type Keys, openKeys } from "./keys.js";
import { CAST } from "./seed/cast.js";
import { type Registers, seedRegisters } from "./seed/load.js";

/** Everything in one process, as on a laptop. */
export interface StackOptions {
  /** Variables as a shell has them: those of `gateway/config.ts`, `DATABASE_URL`, `DATA_DIR` and the keys' files. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** false: every service takes a free port. */
  readonly fixedPorts: boolean;
  readonly persons: number;
  /** Where tokens come from, once the data is there. */
  readonly issuers: readonly TrustedIssuer[];
  readonly onSeeding?: (persons: number) => void;
  readonly log: (level: "info" | "warn" | "error", message: string, details?: Record<string, unknown>) => void;
}

/** A running stack. */
export interface Stack {
  readonly gateway: Gateway;
  readonly subgraphs: ReadonlyMap<string, RunningSubgraph>;
  /** Whether this start invented the people. */
  readonly seeded: boolean;
  close(): Promise<void>;
}

/** Default ports of the subgraphs, on loopback. */
const PORTS: Readonly<Record<string, number>> = { population: 4101, "legal-entity": 4102, geospatial: 4103, licence: 4104, consent: 4105 };

/** The invented people of development come of this seed. */
const SEED = 1;

/** Opens and migrates every database, seeds what is not seeded, and starts every subgraph and the gateway. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { environment, log } = options;
  const dataDirectory = environment.DATA_DIR ?? "data";
  const keys = openKeys({ directory: join(dataDirectory, "keys"), environment, development: true });
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closeOne of closing.splice(0).reverse()) await closeOne();
  };
  try {
    const subgraphs = new Map<string, RunningSubgraph>();
    for (const definition of await departmentDefinitions()) {
      const running = await startSubgraph(definition, keys, options);
      subgraphs.set(definition.name, running);
      closing.push(running.close);
    }
    const seeded = await seed(subgraphs, options);
    const audit = await openDatabase({ name: "audit", entities: [], migrations: AUDIT_MIGRATIONS, url: environment.DATABASE_URL, directory: dataDirectory });
    closing.push(() => audit.destroy());
    const config = readGatewayConfig(environment);
    const urls = Object.fromEntries([...subgraphs].map(([name, { url }]) => [name, url]));
    const clock = (): Date => new Date();
    const gateway = await startGateway({
      ...gatewaySettings(config),
      ...(options.fixedPorts ? {} : { port: 0 }),
      subgraphUrls: urls,
      supergraphSdl: readFileSync(config.SUPERGRAPH_FILE, "utf8"),
      sign: createRequestSigner({ ...keys.signingKey(), clock, nonce: () => randomBytes(16).toString("base64url") }),
      identify: createIdentifier({ issuers: options.issuers, clock, onRefused: (reason) => log("info", "a token was refused", { reason }) }),
      appendAudit: createAuditAppender(audit),
      pseudonymKey: keys.secret("audit-pseudonym"),
      clock,
      log,
    });
    closing.push(gateway.close);
    return { gateway, subgraphs, seeded, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Starts one subgraph with its own key and port; the consent service has its endpoints for gateways too. */
export function startSubgraph(definition: SubgraphDefinition, keys: Keys, { environment, fixedPorts, log }: Pick<StackOptions, "environment" | "fixedPorts" | "log">): Promise<RunningSubgraph> {
  const { name } = definition;
  const variable = `${name.replaceAll("-", "_").toUpperCase()}_PORT`;
  const clock = (): Date => new Date();
  return serveSubgraph(definition, {
    port: fixedPorts ? Number(environment[variable] ?? PORTS[name] ?? 0) : 0,
    verifyRequest: createRequestVerifier({ keys: keys.gatewayKeys(), subgraph: name, clock, nonces: createNonceStore(clock()) }),
    cursorKey: keys.secret(`${name}-cursor`),
    databaseUrl: environment.DATABASE_URL,
    dataDirectory: environment.DATA_DIR ?? "data",
    log: (message, details) => log("warn", `${name}: ${message}`, details),
    ...(name === "consent" ? { endpoints: consentEndpoints(clock) } : {}),
  });
}

async function seed(subgraphs: ReadonlyMap<string, RunningSubgraph>, { persons, onSeeding }: StackOptions): Promise<boolean> {
  const database = (name: string) => {
    const running = subgraphs.get(name);
    if (!running) throw new Error(`there is no subgraph ${name}`);
    return running.database;
  };
  const registers: Registers = { population: database("population"), "legal-entity": database("legal-entity"), geospatial: database("geospatial"), licence: database("licence") };
  const seeded = await seedRegisters(registers, { persons, seed: SEED }, (done) => onSeeding?.(done));
  await seedConsent(database("consent"), [
    { idNumber: CAST.zhang, dataSubject: `PERSON:${CAST.child}`, capacity: "GUARDIAN", validFrom: new Date("2023-05-01"), validUntil: guardianConsentsUntil("2023-05-01") },
    { idNumber: CAST.zhang, dataSubject: `LEGAL_ENTITY:${CAST.company}`, capacity: "LEGAL_REPRESENTATIVE", validFrom: new Date("2016-03-15"), validUntil: null },
  ]);
  return seeded;
}
