import { randomBytes } from "node:crypto";
import type { DataSource } from "typeorm";
import type { SignedContext } from "../../../consent/model/signed-context.js";
import type { SubgraphDefinition } from "../definition.js";
import { serveSubgraph } from "../server.js";
import { CASEWORKER } from "./callers.js";
import { watchStatements } from "./statements.js";

/** One answer: data, and of each error its code and path. */
interface TestAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
  readonly data: any;
  readonly errors: readonly { readonly code: string; readonly path: string }[];
}

/** A department that runs on a loopback port and believes whoever asks: the signature is left out, everything else is real. */
export interface TestSubgraph {
  readonly database: DataSource;
  ask(query: string, variables?: Readonly<Record<string, unknown>>, caller?: Partial<SignedContext>): Promise<TestAnswer>;
  /** Asks `_entities` with a selection on one type; the representations bear `__typename` already or get it. */
  entities(typeName: string, selection: string, representations: readonly object[], caller?: Partial<SignedContext>): Promise<TestAnswer>;
  /** The SQL statements since this was last asked. */
  takeStatements(): string[];
  close(): Promise<void>;
}

/** A caseworker application whose sharing grant covers Lhasa. */
const TEST_CALLER: SignedContext = { ...CASEWORKER, divisions: ["540100"] };

const CALLER_HEADER = "x-test-caller";

/** Starts a department on an empty database of its own. */
export async function openTestSubgraph(definition: SubgraphDefinition, databaseUrl: string): Promise<TestSubgraph> {
  const running = await serveSubgraph(definition, {
    port: 0,
    cursorKey: randomBytes(32),
    databaseUrl,
    clock: () => new Date("2026-01-15T00:00:00Z"),
    verifyRequest: async ({ headers }) => ({ ok: true, context: JSON.parse(decodeURIComponent(String(headers[CALLER_HEADER]))) }),
  });
  const statements = watchStatements(running.database);
  const ask: TestSubgraph["ask"] = async (query, variables = {}, caller = {}) => {
    const context = encodeURIComponent(JSON.stringify({ ...TEST_CALLER, ...caller }));
    const headers = { "content-type": "application/json", [CALLER_HEADER]: context };
    const response = await fetch(running.url, { method: "POST", headers, body: JSON.stringify({ query, variables }) });
    return readAnswer(await response.json());
  };
  return {
    database: running.database,
    ask,
    entities: (typeName, selection, representations, caller) =>
      ask(
        `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${typeName} { ${selection} } } }`,
        { representations: representations.map((representation) => ({ __typename: typeName, ...representation })) },
        caller,
      ),
    takeStatements: () => statements.take().map(({ sql }) => sql),
    close: () => running.close(),
  };
}

function readAnswer(body: unknown): TestAnswer {
  const { data, errors } = body as { data?: unknown; errors?: { path?: (string | number)[]; extensions: { code: string } }[] };
  return { data, errors: (errors ?? []).map(({ path, extensions }) => ({ code: extensions.code, path: path?.join(".") ?? "" })) };
}
