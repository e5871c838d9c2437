import { parseArgs } from "node:util";
import { accountNamed, DEVELOPMENT_ACCOUNTS, type DevelopmentAccount, serviceClientOf } from "./development-issuer/accounts.js";
import { requestPersonToken, requestServiceToken } from "./development-issuer/request-token.js";
import { readRunFile } from "./development-issuer/run-file.js";

/** What the command prints and how it ends. */
export interface TokenOutcome {
  readonly exitCode: 0 | 1 | 2;
  /** To standard output: the token alone. */
  readonly output: string;
  /** To standard error. */
  readonly message: string;
}

const USAGE = "Usage: npm run --silent token -- <account> [--service]";

/**
 * `npm run --silent token -- <account>`: a token for an account of graph.md from the `npm start` that listens on `PORT`;
 * `--service` for the application itself, without a caseworker.
 * @param runDirectory where starts leave their run files; `data/run` by default
 */
export async function runToken(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  runDirectory?: string,
): Promise<TokenOutcome> {
  const asked = parse(args);
  if (!asked) return failed(2, `${USAGE}\n${accountList()}`);
  if (asked.service && !serviceClientOf(asked.account)) return failed(2, `${asked.account.name} is no application, so there is no --service for it.`);
  const port = Number(environment.PORT ?? 4000);
  const nobody = `No Assent listens on port ${port}. Start it with "npm start", or set PORT to the port of the one that runs.`;
  const running = readRunFile(port, runDirectory);
  if (!running) return failed(1, nobody);
  try {
    const output = await (asked.service ? requestServiceToken : requestPersonToken)(asked.account, running);
    return { exitCode: 0, output, message: "" };
  } catch (error) {
    // fetch throws a TypeError when nobody answers: the start is gone and has left its file.
    return failed(1, error instanceof TypeError ? nobody : `No token: ${error instanceof Error ? error.message : "the issuer failed"}.`);
  }
}

function parse(args: readonly string[]): { readonly account: DevelopmentAccount; readonly service: boolean } | null {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: { service: { type: "boolean", default: false } }, allowPositionals: true });
    const account = positionals.length === 1 ? accountNamed(positionals[0] as string) : null;
    return account && { account, service: values.service };
  } catch {
    return null;
  }
}

function accountList(): string {
  return `Accounts:\n${DEVELOPMENT_ACCOUNTS.map(({ name, role }) => `  ${name.padEnd(26)}${role}`).join("\n")}`;
}

function failed(exitCode: 1 | 2, message: string): TokenOutcome {
  return { exitCode, output: "", message };
}

if (import.meta.filename === process.argv[1]) {
  const { exitCode, output, message } = await runToken(process.argv.slice(2), process.env);
  if (output) console.log(output);
  if (message) console.error(message);
  process.exitCode = exitCode;
}
