import { developmentTrust } from "./development-issuer/trusted-clients.js";
import { startDevelopmentIssuer } from "./development-issuer/issuer.js";
import { writeRunFile } from "./development-issuer/run-file.js";
import { DEVELOPMENT_ACCOUNTS } from "./development-issuer/accounts.js";
import { CAST } from "./seed/cast.js";
import { createProgress } from "./seed/progress.js";
import { type Stack, startStack } from "./stack.js";

/** Invented people of a development installation, the cast apart. */
const PERSONS = Number(process.env.PERSONS ?? 2000);

function log(level: "info" | "warn" | "error", message: string, details: Record<string, unknown> = {}): void {
  if (level === "info") return;
  console.error(JSON.stringify({ at: new Date().toISOString(), level, message, ...details }));
}

/** `npm start`: everything in one process, with a development issuer; for a laptop, never for production. */
async function start(): Promise<void> {
  const startedAt = Date.now();
  const issuer = await startDevelopmentIssuer({
    enabled: true,
    port: Number(process.env.ISSUER_PORT ?? 4010),
    environment: process.env,
    onError: (error) => log("error", "the development issuer failed", { error: error.name }),
  });
  let progress: ReturnType<typeof createProgress> | null = null;
  const stack = await startStack({
    environment: process.env,
    fixedPorts: true,
    persons: PERSONS,
    issuers: developmentTrust(issuer.issuer),
    onSeeding: (persons) => {
      if (!progress) console.log(`Inventing ${PERSONS} persons and their registers …`);
      progress ??= createProgress("persons", PERSONS);
      progress.update(persons);
    },
    log,
  });
  (progress as ReturnType<typeof createProgress> | null)?.stop();
  const port = Number(new URL(stack.gateway.url).port);
  const removeRunFile = writeRunFile(port, issuer);
  printNext(stack, port, (Date.now() - startedAt) / 1000);
  const stop = (): void => {
    removeRunFile();
    void Promise.all([stack.close(), issuer.close()]).then(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

function printNext({ gateway }: Stack, port: number, seconds: number): void {
  const prefix = port === 4000 ? "" : `PORT=${port} `;
  console.log(`
Assent answers at ${gateway.url}/graphql (started in ${seconds.toFixed(1)} s). Every person in it is invented.

Ask as a caseworker, in another terminal:

  TOKEN=$(${prefix}npm run --silent token -- housing-caseworker)
  curl -s ${gateway.url}/graphql -H "Authorization: Bearer $TOKEN" \\
    -H 'Assent-Scenario: public-rental-housing' -H 'Assent-Case: 2026-0001' -H 'Content-Type: application/json' \\
    -d '{"query":"{ person(idNumber: \\"${CAST.zhang}\\") { name phone } }"}'

Accounts: ${DEVELOPMENT_ACCOUNTS.map(({ name }) => name).join(", ")}.
The README has a tour of five minutes. Ctrl-C stops everything.`);
}

start().catch((error: unknown) => {
  const { code, port } = error as { code?: string; port?: number };
  if (code === "EADDRINUSE") console.error(`Port ${port} is taken. Is another "npm start" running? Set PORT, ISSUER_PORT or <SUBGRAPH>_PORT to a free one.`);
  else console.error(error instanceof Error ? error.message : "Assent could not start.", (error as { cause?: { message?: string } }).cause?.message ?? "");
  process.exit(1);
});
