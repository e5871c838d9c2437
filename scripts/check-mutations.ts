import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MUTATIONS, type Mutation } from "./mutations/mutations.js";

/** What became of a mutation. Only `killed` is good: a mutation that no longer applies or starts shows nothing. */
type Fate = "killed" | "SURVIVED" | "DOES NOT APPLY" | "DOES NOT RUN";

interface Result {
  readonly mutation: Mutation;
  readonly fate: Fate;
  /** The first test that failed, or what stands in the way. */
  readonly by: string;
  readonly seconds: number;
}

const SOURCES = ["consent", "gateway", "scripts", "subgraphs", "package.json", "tsconfig.json"];

/** No database server and no output: only what the tests of the gateway need of `vitest.config.ts`. */
const VITEST_CONFIG = `import { fileURLToPath } from "node:url";
const replacement = fileURLToPath(new URL("node_modules/graphql/index.js", import.meta.url));
export default { resolve: { alias: [{ find: /^graphql$/, replacement }] }, test: { testTimeout: 60000 } };
`;

/** Copies the sources; a mutation never touches the checkout. */
async function copySources(root: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), "assent-mutant-"));
  for (const name of SOURCES) await cp(join(root, name), join(copy, name), { recursive: true });
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
  await writeFile(join(copy, "vitest.config.mjs"), VITEST_CONFIG);
  return copy;
}

/** Breaks the copy. @returns how to mend it, or null when a text does not stand exactly once where it should */
async function mutate(copy: string, { edits }: Mutation): Promise<(() => Promise<void>) | null> {
  const originals = new Map<string, string>();
  const mend = async (): Promise<void> => {
    for (const [file, text] of originals) await writeFile(file, text);
  };
  for (const { file, find, replace } of edits) {
    const path = join(copy, file);
    const text = await readFile(path, "utf8");
    if (text.split(find).length !== 2) {
      await mend();
      return null;
    }
    if (!originals.has(path)) originals.set(path, text);
    await writeFile(
      path,
      text.replace(find, () => replace),
    );
  }
  return mend;
}

interface TestReport {
  readonly numTotalTests: number;
  readonly numPassedTests: number;
  readonly testResults: readonly { readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[] }[];
}

async function runTests(copy: string, files: readonly string[]): Promise<TestReport | null> {
  const report = join(copy, "report.json");
  await rm(report, { force: true });
  const vitest = join(copy, "node_modules", "vitest", "vitest.mjs");
  const args = [vitest, "run", ...files, "--root", copy, "--bail", "1", "--reporter", "json", "--outputFile", report];
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: copy, stdio: "ignore" });
    child.once("error", reject);
    child.once("exit", () => resolve());
  });
  const text = await readFile(report, "utf8").catch(() => null);
  return text === null ? null : (JSON.parse(text) as TestReport);
}

async function fateOf(copy: string, mutation: Mutation): Promise<Result> {
  const started = Date.now();
  const result = (fate: Fate, by: string): Result => ({ mutation, fate, by, seconds: Math.round((Date.now() - started) / 1000) });
  const mend = await mutate(copy, mutation);
  if (!mend) return result("DOES NOT APPLY", "the source has changed: mend scripts/mutations/mutations.ts");
  const report = await runTests(copy, mutation.tests);
  await mend();
  if (!report || report.numTotalTests === 0) return result("DOES NOT RUN", "no test started");
  const failed = report.testResults.flatMap(({ assertionResults }) => assertionResults).find(({ status }) => status === "failed");
  return failed ? result("killed", failed.fullName) : result("SURVIVED", mutation.tests.join(" "));
}

function print({ mutation, fate, by, seconds }: Result): void {
  process.stdout.write(`${fate.padEnd(14)}  ${mutation.rule.padEnd(20)}  ${mutation.name.padEnd(52)}  ${String(seconds).padStart(3)} s  ${by}\n`);
}

/** Breaks each rule on purpose and demands that a test notices; names on the command line choose some of them. */
async function main(chosen: readonly string[]): Promise<number> {
  const copy = await copySources(process.cwd());
  try {
    const mutations = MUTATIONS.filter(({ name }) => chosen.length === 0 || chosen.some((part) => name.includes(part)));
    const whole = await runTests(copy, [...new Set(mutations.flatMap(({ tests }) => tests))]);
    if (!whole || whole.numTotalTests === 0 || whole.numPassedTests < whole.numTotalTests) {
      process.stderr.write("the tests fail without any mutation: mend them first\n");
      return 1;
    }
    const results: Result[] = [];
    for (const mutation of mutations) {
      const result = await fateOf(copy, mutation);
      print(result);
      results.push(result);
    }
    const killed = results.filter(({ fate }) => fate === "killed").length;
    process.stdout.write(`${killed} of ${results.length} mutations were noticed\n`);
    return killed === results.length ? 0 : 1;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

process.exitCode = await main(process.argv.slice(2));
