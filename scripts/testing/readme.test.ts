import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CAST } from "../seed/cast.js";
import { freePort } from "./mariadb.js";

const root = resolve(import.meta.dirname, "../..");
const README = readFileSync(join(root, "README.md"), "utf8");

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

const PORTS = ["PORT", "ISSUER_PORT", "METRICS_PORT", "POPULATION_PORT", "LEGAL_ENTITY_PORT", "GEOSPATIAL_PORT", "LICENCE_PORT", "CONSENT_PORT"];

describe("README.md", { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "assent-readme-"));
  const environment: Record<string, string> = { ...(process.env as Record<string, string>), DATA_DIR: folder };
  let running: ChildProcess | undefined;
  let output = "";

  /** `npm start` in a process group of its own, as a terminal has it; resolves when it says what to do next. */
  async function start(): Promise<void> {
    output = "";
    const child = spawn("npm", ["start"], { cwd: root, env: environment, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    running = child;
    await new Promise<void>((done, failed) => {
      const read = (chunk: Buffer): void => {
        output += chunk.toString("utf8");
        if (output.includes("Ctrl-C stops everything")) done();
      };
      child.stdout.on("data", read);
      child.stderr.on("data", read);
      child.once("exit", () => failed(new Error(`npm start ended:\n${output}`)));
    });
  }

  /** Ctrl-C. */
  async function stop(): Promise<void> {
    const child = running;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    process.kill(-child.pid, "SIGINT");
    await ended;
  }

  beforeAll(async () => {
    delete environment.NODE_ENV;
    for (const name of PORTS) environment[name] = String(await freePort());
    await start();
  }, 120_000);
  afterAll(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });

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
    expect(output).toContain("Inventing 2000 persons");
    await stop();
    await start();
    expect(output).not.toContain("Inventing");
    expect(Number(/started in ([\d.]+) s/.exec(output)?.[1])).toBeLessThan(10);
  });

  it("names only files and commands that exist", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
    for (const [, name] of README.matchAll(/npm run (?:--silent )?([\w:]+)/g)) expect(Object.keys(scripts)).toContain(name);
    for (const [, file] of README.matchAll(/\]\(((?!http)[^)]+)\)/g)) expect(readFileSync(join(root, file as string), "utf8")).not.toBe("");
  });
});
