import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountNamed } from "../development-issuer/accounts.js";
import { type DevelopmentIssuer, startDevelopmentIssuer } from "../development-issuer/issuer.js";
import { requestPersonToken } from "../development-issuer/request-token.js";
import { CAST } from "../seed/cast.js";
import { startProcess, type TestProcess } from "./child-process.js";
import { freePorts, operatorsEnvironment, SUBGRAPHS } from "./documented-processes.js";

const root = resolve(import.meta.dirname, "../..");
const README = readFileSync(join(root, "README.md"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "assent-readme-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Commands of the tour, in order, each with the answer that the README prints below it. */
interface Step {
  readonly command: string;
  readonly answer: unknown;
}

function stepsOfTour(): Step[] {
  const tour = README.slice(README.indexOf("## Five minutes"), README.indexOf("## How to call"));
  const blocks = [...tour.matchAll(/^```(bash|json)\n(.*?)^```$/gms)].map(([, language, text]) => ({ language, text: text as string }));
  const steps = blocks.flatMap(({ language, text }, index) => {
    if (language !== "bash") return [];
    const next = blocks[index + 1];
    return [{ command: text, answer: next?.language === "json" ? JSON.parse(next.text) : null }];
  });
  expect(steps.filter(({ answer }) => answer !== null)).toHaveLength(blocks.filter(({ language }) => language === "json").length);
  return steps;
}

/** What the README prints, with `…` for what is left out or differs. */
function asPrinted(value: unknown): unknown {
  if (value === "…") return expect.anything();
  if (typeof value === "string" && value.includes("…")) return expect.stringMatching(patternOf(value));
  if (Array.isArray(value)) return value.map(asPrinted);
  if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, asPrinted(part)]));
  return value;
}

function patternOf(text: string): RegExp {
  const literal = text.split("…").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literal.join(".+")}$`, "s");
}

const SAID_WHEN_READY = "Ctrl-C stops everything";

describe("README.md", { timeout: 120_000 }, () => {
  const start = () => startProcess(["npm", "start"], environment, SAID_WHEN_READY);
  const environment: Record<string, string> = { ...(process.env as Record<string, string>), DATA_DIR: folder };
  let running: TestProcess | undefined;

  beforeAll(async () => {
    delete environment.NODE_ENV;
    Object.assign(environment, await freePorts());
    running = await start();
  }, 120_000);
  afterAll(() => running?.stop());

  it("has a tour that works as printed", () => {
    const steps = stepsOfTour();
    const mark = "\u0001";
    const script = steps
      .map(({ command }) => `${command}\nprintf '${mark}'\n`)
      .join("")
      .replaceAll(":4000/", `:${environment.PORT}/`);
    const { stdout, stderr } = spawnSync("bash", ["-c", script], { cwd: root, env: environment, encoding: "utf8" });
    expect(stderr).toBe("");
    const outputs = stdout.split(mark).map((text) => text.trim().split("\n").at(-1) ?? "");
    for (const [index, { command, answer }] of steps.entries()) {
      if (answer === null) continue;
      const given = JSON.parse(outputs[index] ?? "null");
      expect({ command, ...given }).toMatchObject({ command, ...(asPrinted(answer) as object) });
      expect("errors" in given, command).toBe("errors" in (answer as object));
    }
  });

  it("names the cast as it is seeded", () => {
    for (const name of ["zhang", "li", "child", "wang", "zhangFather", "zhangMother", "liFather", "liMother", "outsider", "company", "home", "shop"] as const)
      expect(README).toContain(`\`${CAST[name]}\``);
  });

  it("starts again in seconds, on the data of the first start", async () => {
    expect(running?.output()).toContain("Inventing 2000 persons");
    await running?.stop();
    running = await start();
    expect(running.output()).not.toContain("Inventing");
    expect(Number(/started in ([\d.]+) s/.exec(running.output())?.[1])).toBeLessThan(10);
  });

  it("names only files and commands that exist", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
    for (const [, name] of README.matchAll(/npm run (?:--silent )?([\w:]+)/g)) expect(Object.keys(scripts)).toContain(name);
    for (const [, file] of README.matchAll(/\]\(((?!http)[^)]+)\)/g)) expect(readFileSync(join(root, file as string), "utf8")).not.toBe("");
  });
});

// After the README's, whose `npm start` built what runs here and seeded what is asked for.
describe("docs/operations.md", { timeout: 120_000 }, () => {
  const started = new Map<string, TestProcess>();
  const gateways: string[] = [];
  let issuer: DevelopmentIssuer;
  let token: string;
  let environment: Record<string, string>;

  beforeAll(async () => {
    issuer = await startDevelopmentIssuer({ enabled: true, port: 0, environment: {}, onError: () => {} });
    const account = accountNamed("housing-caseworker");
    if (!account) throw new Error("there is no such account");
    token = await requestPersonToken(account, issuer);
    environment = operatorsEnvironment(folder, await freePorts(), issuer.issuer);
    const startService = async (name: string, change: Record<string, string> = {}): Promise<TestProcess> =>
      startProcess(["node", "dist/scripts/service.js", name], { ...environment, ...change }, " answers at ");
    await Promise.all(SUBGRAPHS.map(async (name) => started.set(name, await startService(name))));
    for (const name of ["gateway-1", "gateway-2"]) {
      const gateway = await startService("gateway", { PORT: "0", METRICS_PORT: "0", GATEWAY_NAME: name });
      started.set(name, gateway);
      gateways.push(/ answers at (\S+)/.exec(gateway.output())?.[1] ?? "");
    }
  }, 120_000);
  afterAll(async () => {
    await Promise.all([...started.values()].map((each) => each.stop()));
    await issuer.close();
  });

  const ask = async (gateway: string) => {
    const response = await fetch(`${gateway}/graphql`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${token}`,
        "assent-scenario": "public-rental-housing",
        "assent-case": "2026-4001",
      },
      body: JSON.stringify({ query: `{ person(idNumber: "${CAST.zhang}") { name } }` }),
    });
    return (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };
  };

  it("starts each service as its own process, and two gateways side by side", async () => {
    expect(gateways).toHaveLength(2);
    for (const gateway of gateways) expect(await ask(gateway)).toMatchObject({ data: { person: { name: "张伟" } } });
  });

  it.each(["start.js", "seed/main.js"])("keeps %s out of production: by NODE_ENV, and by what only production sets", (program) => {
    const run = (env: Record<string, string | undefined>): string => {
      const { status, stderr } = spawnSync("node", [join("dist/scripts", program)], { cwd: root, env, encoding: "utf8" });
      expect(status).toBe(1);
      return stderr;
    };
    expect(run(environment)).toContain('NODE_ENV must not be set, or be "development"');
    expect(run({ ...environment, NODE_ENV: undefined })).toMatch(/unset AUDIT_PSEUDONYM_KEY_FILE, .*TRUSTED_CLIENTS/);
  });

  it("says how the consent service fails: nothing is decided, and nobody is ready", async () => {
    await started.get("consent")?.stop();
    for (const gateway of gateways) {
      await expect.poll(async () => (await fetch(`${gateway}/health/ready`)).status, { timeout: 20_000 }).toBe(503);
      expect((await ask(gateway)).errors?.map(({ extensions }) => extensions.code)).toEqual(["DECISION_UNAVAILABLE"]);
    }
  });
});
