import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { guardianConsentsUntil } from "../consent/model/standing.js";
import { seedConsent } from "../consent/store/seed.js";
import type { TrustedIssuer } from "../gateway/identity/trusted-clients.js";
import type { Gateway } from "../gateway/main.js";
import type { RunningSubgraph } from "../subgraphs/kit/server.js";
import { departmentDefinitions } from "./departments.js";
import { openKeys } from "./keys.js";
import { CAST } from "./seed/cast.js";
import { type Registers, seedRegisters } from "./seed/load.js";
import { receiptPublicKey, type ServiceOptions, startGatewayService, startSubgraph } from "./services.js";

/** Everything in one process, as on a laptop. */
export interface StackOptions extends Omit<ServiceOptions, "keys"> {
  readonly persons: number;
  /** Where tokens come from. */
  readonly issuers: readonly TrustedIssuer[];
  /** @param persons seeded so far */
  readonly onSeeding?: (persons: number) => void;
  /** Where the gateway reaches a subgraph, when something stands between the two; where the subgraph listens by default. */
  readonly reachedAt?: (name: string, url: string) => Promise<string>;
}

/** A running stack. */
export interface Stack {
  readonly gateway: Gateway;
  readonly subgraphs: ReadonlyMap<string, RunningSubgraph>;
  /** Whether this start invented the people. */
  readonly seeded: boolean;
  close(): Promise<void>;
}

/** The invented people of development come of this seed. */
const SEED = 1;

/**
 * Opens and migrates every database, seeds what is not seeded, and starts every subgraph and the gateway.
 * @throws Error when a part cannot be started; what had been started is closed again
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { environment } = options;
  const directory = join(environment.DATA_DIR ?? "data", "keys");
  const keys = openKeys({ directory, environment, development: true });
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closeOne of closing.splice(0).reverse()) await closeOne();
  };
  try {
    // Where `npm run receipt` looks for it.
    writeFileSync(join(directory, "consent-receipt.jwks.json"), JSON.stringify({ keys: [receiptPublicKey(keys)] }));
    const subgraphs = new Map<string, RunningSubgraph>();
    for (const definition of await departmentDefinitions()) {
      const running = await startSubgraph(definition, { ...options, keys });
      subgraphs.set(definition.name, running);
      closing.push(running.close);
    }
    const seeded = await seed(subgraphs, options);
    const { reachedAt = async (_, url) => url } = options;
    const urls = Object.fromEntries(await Promise.all([...subgraphs].map(async ([name, { url }]) => [name, await reachedAt(name, url)] as const)));
    const gateway = await startGatewayService({ ...options, keys }, options.issuers, urls);
    closing.push(gateway.close);
    return { gateway, subgraphs, seeded, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function seed(subgraphs: ReadonlyMap<string, RunningSubgraph>, { persons, onSeeding }: StackOptions): Promise<boolean> {
  const database = (name: string) => {
    const running = subgraphs.get(name);
    if (!running) throw new Error(`there is no subgraph ${name}`);
    return running.database;
  };
  const registers: Registers = {
    population: database("population"),
    "legal-entity": database("legal-entity"),
    geospatial: database("geospatial"),
    licence: database("licence"),
  };
  const seeded = await seedRegisters(registers, { persons, seed: SEED }, (done) => onSeeding?.(done));
  await seedConsent(database("consent"), [
    {
      idNumber: CAST.zhang,
      dataSubject: `PERSON:${CAST.child}`,
      capacity: "GUARDIAN",
      validFrom: new Date("2023-05-01"),
      validUntil: guardianConsentsUntil("2023-05-01"),
    },
    {
      idNumber: CAST.zhang,
      dataSubject: `LEGAL_ENTITY:${CAST.company}`,
      capacity: "LEGAL_REPRESENTATIVE",
      validFrom: new Date("2016-03-15"),
      validUntil: null,
    },
  ]);
  return seeded;
}
