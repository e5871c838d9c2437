import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DevelopmentIssuer, startDevelopmentIssuer } from "./development-issuer/issuer.js";
import { readRunFile, writeRunFile } from "./development-issuer/run-file.js";
import { runToken } from "./token.js";

let directory: string;
let issuer: DevelopmentIssuer;
let removeRunFile: () => void;
const PORT = "4000";

beforeAll(async () => {
  directory = join(mkdtempSync(join(tmpdir(), "assent-token-")), "run");
  issuer = await startDevelopmentIssuer({ enabled: true, port: 0, environment: {}, onError: (error) => expect.unreachable(error.message) });
  removeRunFile = writeRunFile(4000, issuer, directory);
});
afterAll(async () => {
  await issuer.close();
  rmSync(join(directory, ".."), { recursive: true });
});

describe("npm run token", () => {
  it("prints a token of a person who signed in, and nothing else", async () => {
    const { exitCode, output, message } = await runToken(["housing-caseworker"], { PORT }, directory);
    expect({ exitCode, message }).toEqual({ exitCode: 0, message: "" });
    expect(decodeJwt(output)).toMatchObject({ role: "application", operator: "housing-caseworker", iss: issuer.issuer });
  });

  it("looks on port 4000 unless PORT says otherwise", async () => {
    expect(await runToken(["auditor"], {}, directory)).toMatchObject({ exitCode: 0 });
    expect(await runToken(["auditor"], { PORT: "4100" }, directory)).toEqual({
      exitCode: 1,
      output: "",
      message: 'No Assent listens on port 4100. Start it with "npm start", or set PORT to the port of the one that runs.',
    });
  });

  it("prints a token of the application itself with --service", async () => {
    const { output } = await runToken(["housing-caseworker", "--service"], { PORT }, directory);
    expect(decodeJwt(output)).toMatchObject({ sub: "housing-desk-service", role: "application" });
    expect(decodeJwt(output)).not.toHaveProperty("operator");
    expect(await runToken(["citizen-li", "--service"], { PORT }, directory)).toMatchObject({ exitCode: 2, message: expect.stringContaining("no application") });
  });

  it.each([[["nobody"]], [[]], [["citizen-li", "citizen-wang"]], [["citizen-li", "--admin"]]])("lists the accounts and ends with 2 for %j", async (args) => {
    const { exitCode, output, message } = await runToken(args, { PORT }, directory);
    expect({ exitCode, output }).toEqual({ exitCode: 2, output: "" });
    for (const name of ["housing-caseworker", "citizen-zhang", "population-officer", "auditor", "security-admin"]) expect(message).toContain(name);
  });

  it("says so when the start is gone and has left its file", async () => {
    const gone = await startDevelopmentIssuer({ enabled: true, port: 0, environment: {}, onError: (error) => expect.unreachable(error.message) });
    await gone.close();
    writeRunFile(4200, gone, directory);
    expect(await runToken(["auditor"], { PORT: "4200" }, directory)).toMatchObject({
      exitCode: 1,
      message: expect.stringContaining("No Assent listens on port 4200"),
    });
  });

  it("says so when another issuer has taken the port since", async () => {
    writeRunFile(4300, { issuer: issuer.issuer, secret: "of an earlier start" }, directory);
    expect(await runToken(["auditor"], { PORT: "4300" }, directory)).toEqual({
      exitCode: 1,
      output: "",
      message: "No token: the issuer does not let this account in.",
    });
  });
});

describe("the run file", () => {
  it("may be read by nobody else, leaves nothing beside it, and goes with its start", () => {
    const remove = writeRunFile(4400, issuer, directory);
    expect(readRunFile(4400, directory)).toEqual({ issuer: issuer.issuer, secret: issuer.secret });
    expect(statSync(join(directory, "4400.json")).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory).filter((name) => !name.endsWith(".json"))).toEqual([]);
    remove();
    expect(readRunFile(4400, directory)).toBeNull();
    removeRunFile();
    expect(readRunFile(4000, directory)).toBeNull();
  });

  it("is not followed to another machine", () => {
    writeRunFile(4500, { issuer: "http://issuer.example", secret: "s" }, directory);
    expect(readRunFile(4500, directory)).toBeNull();
  });
});
