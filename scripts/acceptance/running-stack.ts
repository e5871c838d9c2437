import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { accountNamed } from "../development-issuer/accounts.js";
import { type DevelopmentIssuer, startDevelopmentIssuer } from "../development-issuer/issuer.js";
import { requestPersonToken } from "../development-issuer/request-token.js";
import { developmentTrust } from "../development-issuer/trusted-clients.js";
import { type Stack, startStack } from "../stack.js";
import { createListeningPosts, type Overheard } from "./listening-post.js";

/** One question to the gateway. */
export interface Question {
  /** An account of graph.md; null asks without a token. */
  readonly account: string | null;
  readonly scenario?: string;
  readonly case?: string;
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** One error of an answer. */
export interface AnsweredError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly [detail: string]: unknown };
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The body as it came. */
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: the shape of the data is the query's
  readonly data: any;
  readonly errors: readonly AnsweredError[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** A whole installation that listens, with invented people and nobody's consent. */
export interface RunningStack {
  readonly url: string;
  readonly stack: Stack;
  /** `DATA_DIR`: databases of SQLite, and keys. */
  readonly directory: string;
  ask(question: Question): Promise<Answer>;
  /** A token from the sign-in of the development issuer. */
  token(account: string): Promise<string>;
  /** Requests that the gateway has sent since `clear`, its reading of the sharing grants apart, which no operation causes. */
  heard(): readonly Overheard[];
  clear(): void;
  /** Cuts the wires between the gateway and some subgraphs, and mends all others. */
  cut(subgraphs: readonly string[]): void;
}

/** Invented people of an acceptance test, the cast apart. */
const PERSONS = 300;

/**
 * Starts everything before the tests of a file (or of a `describe`) and ends it after them.
 * @param databaseUrl of `DATABASE_URL`; SQLite files in a temporary folder where there is none
 * @param variables what else the environment says
 */
export function useRunningStack(databaseUrl: () => string | undefined = () => undefined, variables: Readonly<Record<string, string>> = {}): RunningStack {
  let directory = "";
  const posts = createListeningPosts();
  const tokens = new Map<string, Promise<string>>();
  let issuer: DevelopmentIssuer | undefined;
  let stack: Stack | undefined;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "assent-acceptance-"));
    const environment = { ...variables, DATA_DIR: directory, DATABASE_URL: databaseUrl() };
    issuer = await startDevelopmentIssuer({ enabled: true, port: 0, environment: {}, onError: () => {} });
    stack = await startStack({
      environment,
      fixedPorts: false,
      persons: PERSONS,
      issuers: developmentTrust(issuer.issuer),
      reachedAt: posts.open,
      log: () => {},
    });
  }, 120_000);
  afterAll(async () => {
    await stack?.close();
    await issuer?.close();
    await posts.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const running = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error("the stack runs only during tests");
    return part;
  };
  const token = (name: string): Promise<string> => {
    const account = accountNamed(name);
    if (!account) throw new Error(`there is no account ${name}`);
    const known = tokens.get(name) ?? requestPersonToken(account, running(issuer));
    tokens.set(name, known);
    return known;
  };
  return {
    get url() {
      return `${running(stack).gateway.url}/graphql`;
    },
    get stack() {
      return running(stack);
    },
    get directory() {
      return directory;
    },
    token,
    async ask(question) {
      const authorization = question.account === null ? null : `Bearer ${await token(question.account)}`;
      return post(`${running(stack).gateway.url}/graphql`, authorization, question);
    },
    heard: () => posts.heard.filter(({ path }) => path !== "/snapshot" && path !== "/changes"),
    clear: posts.clear,
    cut: posts.cut,
  };
}

async function post(url: string, authorization: string | null, { scenario, case: caseNumber, query, operationName, variables }: Question): Promise<Answer> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(authorization === null ? {} : { authorization }),
      ...(scenario === undefined ? {} : { "assent-scenario": scenario }),
      ...(caseNumber === undefined ? {} : { "assent-case": caseNumber }),
    },
    body: JSON.stringify({ query, operationName, variables }),
  });
  const text = await response.text();
  const { data = null, errors = [], extensions = {} } = JSON.parse(text) as Partial<Answer>;
  return { status: response.status, headers: response.headers, text, data, errors, extensions };
}
