import { request as httpRequest } from "node:http";
import { networkInterfaces } from "node:os";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "../../consent/model/caller.js";
import { DEPARTMENTS } from "../../consent/model/departments.js";
import { createIdentifier } from "../../gateway/identity/create-identifier.js";
import { CAST } from "../seed/cast.js";
import { accountNamed, DEVELOPMENT_ACCOUNTS, type DevelopmentAccount } from "./accounts.js";
import { type DevelopmentIssuer, startDevelopmentIssuer } from "./issuer.js";
import { requestPersonToken, requestServiceToken } from "./request-token.js";
import { DEVELOPMENT_AUDIENCE, REDIRECT_URI } from "./terms.js";
import { developmentTrust } from "./trusted-clients.js";

const OPTIONS = { enabled: true, port: 0, environment: {}, onError: (error: Error) => expect.unreachable(error.message) };

let running: DevelopmentIssuer;
let identify: ReturnType<typeof createIdentifier>;
const refused: string[] = [];

beforeAll(async () => {
  running = await startDevelopmentIssuer(OPTIONS);
  identify = createIdentifier({ issuers: developmentTrust(running.issuer), clock: () => new Date(), onRefused: (reason) => refused.push(reason) });
});
afterAll(() => running.close());

const account = (name: string): DevelopmentAccount => accountNamed(name) ?? expect.unreachable(name);
const callerOf = (token: string, isApplication: boolean): Promise<Caller> =>
  identify({ authorization: `Bearer ${token}`, scenario: isApplication ? "public-rental-housing" : undefined, case: isApplication ? "2025-0001" : undefined });

describe("the development issuer", () => {
  it.each(DEVELOPMENT_ACCOUNTS.map(({ name }) => name))("signs %s in, and the gateway accepts the token", async (name) => {
    const { role, clientId, department, application } = account(name);
    const caller = await callerOf(await requestPersonToken(account(name), running), role === "application");
    expect(caller).toMatchObject({ role, sub: name, clientId });
    if (caller.role === "application") expect(caller).toMatchObject({ department, application, operator: name });
    else if (caller.role !== "citizen") expect(caller).toMatchObject({ department });
  });

  it("knows the cast and the departments of the accounts", async () => {
    expect(await callerOf(await requestPersonToken(account("citizen-zhang"), running), false)).toMatchObject({ idNumber: CAST.zhang });
    expect(await callerOf(await requestPersonToken(account("citizen-wang"), running), false)).toMatchObject({ idNumber: CAST.wang });
    expect(account("population-officer").department).toBe(DEPARTMENTS.publicSecurity.code);
  });

  it("issues access tokens of RFC 9068, for the gateway, for an hour", async () => {
    const token = await requestPersonToken(account("housing-caseworker"), running);
    expect(decodeProtectedHeader(token)).toMatchObject({ typ: "at+jwt", alg: "EdDSA" });
    const { iss, aud, exp = 0, iat = 0, jti } = decodeJwt(token);
    expect({ iss, aud, seconds: exp - iat }).toEqual({ iss: running.issuer, aud: DEVELOPMENT_AUDIENCE, seconds: 3600 });
    expect(jti).not.toBe(decodeJwt(await requestPersonToken(account("housing-caseworker"), running)).jti);
  });

  it("gives an application itself a token without operator", async () => {
    const token = await requestServiceToken(account("housing-caseworker"), running);
    expect(decodeJwt(token)).not.toHaveProperty("operator");
    expect(await callerOf(token, true)).toMatchObject({ application: "housing-desk", clientId: "housing-desk-service", operator: null });
    await expect(requestServiceToken(account("citizen-li"), running)).rejects.toThrow("no application");
  });

  it("makes its keys and its secret anew at each start", async () => {
    const second = await startDevelopmentIssuer(OPTIONS);
    expect(second.secret).not.toBe(running.secret);
    const keys = async (issuer: string): Promise<unknown> => (await fetch(`${issuer}/jwks`)).json();
    expect(await keys(second.issuer)).not.toEqual(await keys(running.issuer));
    const theirs = createIdentifier({ issuers: developmentTrust(second.issuer), clock: () => new Date() });
    const token = await requestPersonToken(account("auditor"), running);
    await expect(theirs({ authorization: `Bearer ${token}`, scenario: undefined, case: undefined })).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await second.close();
  });
});

describe("the development issuer lets nobody in", () => {
  it("with another secret", async () => {
    const stranger = { issuer: running.issuer, secret: "guessed" };
    await expect(requestPersonToken(account("citizen-li"), stranger)).rejects.toThrow("does not let this account in");
    await expect(requestServiceToken(account("housing-caseworker"), stranger)).rejects.toThrow("gives no token");
  });

  it("as an account that works with another client", async () => {
    const misplaced = { ...account("auditor"), clientId: "housing-desk" };
    await expect(requestPersonToken(misplaced, running)).rejects.toThrow("does not let this account in");
  });

  it("with a code that nobody was given", async () => {
    const form = new URLSearchParams({
      grant_type: "authorization_code",
      code: "guessed",
      redirect_uri: REDIRECT_URI,
      client_id: "portal",
      code_verifier: "a".repeat(43),
    });
    const response = await fetch(`${running.issuer}/token`, { method: "POST", body: form });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: "invalid_grant" });
  });

  it("as a person by client credentials or password", async () => {
    for (const grant_type of ["client_credentials", "password", "refresh_token", "implicit"]) {
      const response = await fetch(`${running.issuer}/token`, {
        method: "POST",
        body: new URLSearchParams({ grant_type, client_id: "portal", username: "citizen-li", password: running.secret }),
      });
      expect(response.status).toBe(400);
    }
  });

  it("by another name for this machine", async () => {
    const { port } = new URL(running.issuer);
    const status = await new Promise((resolve, reject) => {
      httpRequest({ host: "127.0.0.1", port, path: "/jwks", headers: { host: `rebound.example:${port}` } }, (response) => resolve(response.resume().statusCode))
        .on("error", reject)
        .end();
    });
    expect(status).toBe(421);
  });

  it("from another machine: it listens on loopback alone", async () => {
    const { port } = new URL(running.issuer);
    expect(new URL(running.issuer).hostname).toBe("127.0.0.1");
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === "IPv4");
    for (const { address } of others) await expect(fetch(`http://${address}:${port}/jwks`)).rejects.toThrow("fetch failed");
  });
});

describe("the development issuer does not start", () => {
  it("unless it is enabled", async () => {
    await expect(startDevelopmentIssuer({ ...OPTIONS, enabled: false })).rejects.toThrow("not enabled");
  });

  it("in production, enabled or not", async () => {
    await expect(startDevelopmentIssuer({ ...OPTIONS, environment: { NODE_ENV: "production" } })).rejects.toThrow("is only for development");
  });

  it("on a port that is taken", async () => {
    await expect(startDevelopmentIssuer({ ...OPTIONS, port: Number(new URL(running.issuer).port) })).rejects.toThrow("EADDRINUSE");
  });
});
