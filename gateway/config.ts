import { z } from "zod";

const positive = (fallback: number) => z.coerce.number().int().positive().default(fallback);
const url = (port: number) => z.url({ protocol: /^https?$/ }).default(`http://127.0.0.1:${port}/graphql`);

/**
 * Every variable that a gateway reads, with its default and what it is for (`docs/configuration.md` is made of it).
 * Units stand in the names; limits hold before planning.
 */
export const GATEWAY_VARIABLES = z.object({
  HOST: z.string().default("127.0.0.1").describe("Address that the gateway listens on"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000).describe("Port of `POST /graphql`"),
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).default(4009).describe("Port of the Prometheus metrics, on loopback"),
  GATEWAY_NAME: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/)
    .default("gateway")
    .describe("Name of this gateway on the record"),
  SUPERGRAPH_FILE: z.string().default("gateway/supergraph.graphql").describe("The composed supergraph"),
  POPULATION_URL: url(4101).describe("Endpoint of the population subgraph"),
  LEGAL_ENTITY_URL: url(4102).describe("Endpoint of the legal entity subgraph"),
  GEOSPATIAL_URL: url(4103).describe("Endpoint of the geospatial subgraph"),
  LICENCE_URL: url(4104).describe("Endpoint of the e-licence subgraph"),
  CONSENT_URL: url(4105).describe("Endpoint of the consent subgraph"),
  MAX_BODY_BYTES: positive(1_048_576).describe("Largest request body"),
  MAX_TOKENS: positive(4000).describe("Lexical tokens of a document"),
  MAX_DEPTH: positive(20).describe("Levels of nested selections, fragments expanded"),
  MAX_FIELDS: positive(1000).describe("Fields and fragments selected in a document, fragments expanded"),
  MAX_ALIASES: positive(50).describe("Aliased fields, fragments expanded"),
  MAX_FETCHES: positive(60).describe("Estimated fetches of an operation"),
  MAX_COST: positive(50_000).describe("Estimated values of an answer, lists counted with their page size"),
  MAX_DATA_SUBJECTS_PER_OPERATION: positive(3).describe("Data subjects that the roots of a QUERY or COMPARE operation may name"),
  MAX_DATA_SUBJECTS_PER_CASE: positive(10).describe("Data subjects that a case may name over its life"),
  SUBGRAPH_DEADLINE_MS: positive(5000).describe("From sending a fetch to the last byte of its answer"),
  SUBGRAPH_MAX_ANSWER_BYTES: positive(16_777_216).describe("Largest answer of a subgraph"),
  SUBGRAPH_CONNECTIONS: positive(64).describe("Kept connections to each subgraph"),
  MAX_PREPARED_OPERATIONS: positive(2000).describe("Operations kept prepared"),
  MAX_PLANS: positive(2000).describe("Query plans kept"),
  SNAPSHOT_INTERVAL_MS: positive(1000).describe("Pause between two readings of the sharing grants"),
  LEASE_MS: positive(5000).describe("After so long without word from the consent service nothing protected is released"),
  UNGOVERNED_FIELDS: z
    .enum(["deny", "allow"])
    .default("deny")
    .describe("`deny` refuses what no sharing rule governs; `allow` is for putting an existing federation behind the gateway"),
  INTROSPECTION: z
    .enum(["true", "false"])
    .default("true")
    .transform((text) => text === "true")
    .describe("Whether authenticated callers may read the schema"),
});

/** A gateway's configuration: parsed once, frozen. */
export type GatewayConfig = Readonly<z.output<typeof GATEWAY_VARIABLES>>;

/** @throws Error that names every variable that is wrong, and never shows a value */
export function readGatewayConfig(environment: Readonly<Record<string, string | undefined>>): GatewayConfig {
  const parsed = GATEWAY_VARIABLES.safeParse(environment);
  if (parsed.success) return Object.freeze(parsed.data);
  const names = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))];
  throw new Error(`These environment variables are wrong: ${names.join(", ")}. See the configuration table in README.md.`);
}

/** Limits and endpoints in the form that `startGateway` takes. */
export function gatewaySettings(config: GatewayConfig) {
  return {
    name: config.GATEWAY_NAME,
    host: config.HOST,
    port: config.PORT,
    metricsPort: config.METRICS_PORT,
    subgraphUrls: {
      population: config.POPULATION_URL,
      "legal-entity": config.LEGAL_ENTITY_URL,
      geospatial: config.GEOSPATIAL_URL,
      licence: config.LICENCE_URL,
      consent: config.CONSENT_URL,
    },
    documentLimits: { maxTokens: config.MAX_TOKENS, maxDepth: config.MAX_DEPTH, maxFields: config.MAX_FIELDS, maxAliases: config.MAX_ALIASES },
    operationLimits: {
      maxFetches: config.MAX_FETCHES,
      maxCost: config.MAX_COST,
      maxDataSubjectsPerOperation: config.MAX_DATA_SUBJECTS_PER_OPERATION,
      maxDataSubjectsPerCase: config.MAX_DATA_SUBJECTS_PER_CASE,
    },
    subgraphLimits: {
      deadlineMs: config.SUBGRAPH_DEADLINE_MS,
      maxAnswerBytes: config.SUBGRAPH_MAX_ANSWER_BYTES,
      connections: config.SUBGRAPH_CONNECTIONS,
    },
    maxBodyBytes: config.MAX_BODY_BYTES,
    maxPreparedOperations: config.MAX_PREPARED_OPERATIONS,
    maxPlans: config.MAX_PLANS,
    snapshotIntervalMs: config.SNAPSHOT_INTERVAL_MS,
    leaseMs: config.LEASE_MS,
    ungovernedFields: config.UNGOVERNED_FIELDS,
    introspection: config.INTROSPECTION,
  };
}
