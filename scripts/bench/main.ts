import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";
import autocannon from "autocannon";
import { QUESTIONS, type BenchQuestion } from "./questions.js";
import { benchEnvironment, benchKeys } from "./token.js";
import { VARIANTS, type Variant } from "./variants.js";

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "8" }, connections: { type: "string", default: "32" }, json: { type: "boolean", default: false } },
});
const seconds = Number(values.seconds);
const connections = Number(values.connections);

/** As `npm start` runs; the peers get the same. */
const NODE_FLAGS = ["--max-semi-space-size=64"];

/**
 * Load before a measurement, for as long again: after 1,000 requests a gateway still compiles (threads beside the main one
 * took 15 % of its CPU time on one hop, after 15,000 requests 6 %), and one that runs for months does not.
 */
const WARMING_SECONDS = Math.max(6, seconds);

/** One row of the table. */
interface Measured {
  readonly variant: Variant;
  readonly question: string;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMs: number;
  readonly peakMiB: number;
}

function heard<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once("message", (message) => resolve(message as T));
    child.once("exit", (code) => reject(new Error(`a benchmark process ended with ${code}`)));
  });
}

const script = (name: string): string => new URL(`${name}.js`, import.meta.url).pathname;
const keys = await benchKeys();

async function measure(variant: Variant, question: BenchQuestion, child: ChildProcess, port: number): Promise<Measured> {
  const options = {
    url: `http://127.0.0.1:${port}/graphql`,
    method: "POST" as const,
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${keys.token}`,
      "assent-scenario": "public-rental-housing",
      "assent-case": "2025-0001",
    },
    body: JSON.stringify({ query: question.query, variables: question.variables }),
    connections,
  };
  await checkAnswer(variant, options);
  await autocannon({ ...options, duration: WARMING_SECONDS });
  child.send("usage");
  const before = await heard<{ cpuMs: number }>(child);
  const result = await autocannon({ ...options, duration: seconds });
  child.send("usage");
  const after = await heard<{ cpuMs: number; peakMiB: number }>(child);
  const done = result["2xx"];
  if (result.non2xx > 0 || result.errors > 0 || done === 0) throw new Error(`${variant} failed under load: ${result.non2xx} refused, ${result.errors} errors`);
  return {
    variant,
    question: question.name,
    requestsPerSecond: Math.round(done / result.duration),
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    cpuMs: (after.cpuMs - before.cpuMs) / done,
    peakMiB: Math.round(after.peakMiB),
  };
}

/** A gateway that answers with an error is not measured. */
async function checkAnswer(variant: Variant, { url, headers, body }: { url: string; headers: Record<string, string>; body: string }): Promise<void> {
  const answer = await fetch(url, { method: "POST", headers, body });
  const { data, errors } = (await answer.json()) as { data?: unknown; errors?: unknown };
  if (!data || errors || JSON.stringify(data).includes("null")) throw new Error(`${variant} does not answer: ${JSON.stringify(errors ?? data).slice(0, 300)}`);
}

function print(rows: readonly Measured[]): void {
  const of = (variant: Variant, question: string): Measured => rows.find((row) => row.variant === variant && row.question === question) as Measured;
  for (const { name } of QUESTIONS) {
    console.log(`\n${name}`);
    console.log(`  ${"".padEnd(58)} ${"req/s".padStart(7)} ${"p50 ms".padStart(8)} ${"p99 ms".padStart(8)} ${"CPU ms".padStart(8)} ${"peak MiB".padStart(9)}`);
    for (const [variant, title] of Object.entries(VARIANTS)) {
      const row = of(variant as Variant, name);
      const cells = [
        String(row.requestsPerSecond).padStart(7),
        row.p50Ms.toFixed(1).padStart(8),
        row.p99Ms.toFixed(1).padStart(8),
        row.cpuMs.toFixed(2).padStart(8),
        String(row.peakMiB).padStart(9),
      ];
      console.log(`  ${title.padEnd(58)} ${cells.join(" ")}`);
    }
    const ratio = (a: Variant, b: Variant): string => `${(of(a, name).cpuMs / of(b, name).cpuMs).toFixed(2)}×`;
    console.log(`  governance, against decisions that always permit (target ≤ 1.50×): ${ratio("assent", "apollo-permitting")} of @apollo/gateway's`);
    console.log(`                                                                     ${ratio("assent", "assent-permitting")} of our own execution's`);
    console.log(`  barrier, against no @requires:                                     ${ratio("assent-permitting", "assent-plain")}`);
    console.log(`  governed against @apollo/gateway as shipped (target < 1×):         ${ratio("assent", "apollo-shipped")}`);
  }
}

function printMachine(): void {
  const version = (name: string): string => (JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")) as { version: string }).version;
  const [cpu] = cpus();
  console.log(`${cpu?.model.trim() ?? "unknown processor"}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB; Node ${process.version}`);
  console.log(["@apollo/gateway", "@apollo/server", "graphql", "undici", "fastify", "autocannon"].map((name) => `${name} ${version(name)}`).join(", "));
  console.log(
    `${connections} connections, ${seconds} s a measurement after ${WARMING_SECONDS} s of warming; CPU of the gateway's own process a request; node ${NODE_FLAGS.join(" ")}`,
  );
}

printMachine();
const departments = fork(script("departments-process"), [], { env: { ...process.env, ...benchEnvironment(keys) } });
const { port: departmentsPort, consentUrl } = await heard<{ port: number; consentUrl: string }>(departments);
const rows: Measured[] = [];
for (const variant of Object.keys(VARIANTS) as Variant[]) {
  for (const question of QUESTIONS) {
    // A process of its own for each figure: the peak of memory is that question's.
    const child = fork(script("gateway-process"), [variant, `http://127.0.0.1:${departmentsPort}`, consentUrl], {
      execArgv: NODE_FLAGS,
      env: { ...process.env, NODE_ENV: "production", APOLLO_TELEMETRY_DISABLED: "true", ...benchEnvironment(keys) },
    });
    const { port } = await heard<{ port: number }>(child);
    rows.push(await measure(variant, question, child, port));
    child.disconnect();
    process.stderr.write(`  measured ${rows.length} of ${Object.keys(VARIANTS).length * QUESTIONS.length}\r`);
  }
}
departments.disconnect();
if (values.json) console.log(JSON.stringify(rows, null, 2));
else print(rows);
