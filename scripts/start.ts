import { requireDevelopment } from "./development-only.js";
import { DEVELOPMENT_ACCOUNTS } from "./development-issuer/accounts.js";
import { startDevelopmentIssuer } from "./development-issuer/issuer.js";
import { writeRunFile } from "./development-issuer/run-file.js";
import { developmentTrust } from "./development-issuer/trusted-clients.js";
import { explainFailure, logProblem, stopOnSignals } from "./process-life.js";
import { CAST } from "./seed/cast.js";
import { createProgress, type Progress } from "./seed/progress.js";
import { portIn } from "./services.js";
import { type Stack, startStack } from "./stack.js";

const DEFAULT_PERSONS = 2000;

/** `npm start`: everything in one process, with a development issuer; for a laptop, never for production. */
async function start(environment: NodeJS.ProcessEnv): Promise<void> {
  requireDevelopment(environment, "npm start is");
  const startedAt = Date.now();
  const persons = Number(environment.PERSONS ?? DEFAULT_PERSONS);
  if (!Number.isInteger(persons) || persons < 0) throw new Error("PERSONS is no number of persons.");
  const closing: (() => unknown)[] = [];
  stopOnSignals(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  const issuer = await startDevelopmentIssuer({
    enabled: true,
    port: portIn(environment, "ISSUER_PORT", 4010),
    environment,
    onError: (error) => logProblem("error", "the development issuer failed", { error: error.name }),
  });
  closing.push(issuer.close);
  const progress = seedingProgress(persons);
  const stack = await startStack({
    environment,
    fixedPorts: true,
    persons,
    issuers: developmentTrust(issuer.issuer),
    onSeeding: progress.update,
    log: logProblem,
  }).finally(progress.stop);
  closing.push(stack.close);
  const port = Number(new URL(stack.gateway.url).port);
  closing.push(writeRunFile(port, issuer));
  printNext(stack, port, (Date.now() - startedAt) / 1000);
}

/** Shown only when there is something to seed. */
function seedingProgress(persons: number): Progress {
  let progress: Progress | null = null;
  return {
    update(done) {
      if (!progress) {
        console.log(`Inventing ${persons} persons and their registers …`);
        progress = createProgress("persons", persons);
      }
      progress.update(done);
    },
    stop: () => progress?.stop(),
  };
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

start(process.env).catch(explainFailure);
