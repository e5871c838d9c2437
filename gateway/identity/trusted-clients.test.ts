import { describe, expect, it } from "vitest";
import { readTrustedClients } from "./trusted-clients.js";

const GOOD = {
  issuer: "https://issuer.example",
  jwksUri: "https://issuer.example/jwks",
  audience: "https://assent.example/graphql",
  clients: { "housing-desk": { roles: ["application"], departments: ["11540100MB1A0001X3"] }, portal: { roles: ["citizen"] } },
};
const read = (...issuers: unknown[]) => readTrustedClients(JSON.stringify(issuers));

describe("TRUSTED_CLIENTS", () => {
  it("names issuers, and for each its clients and their roles", () => {
    const [issuer] = read(GOOD, { ...GOOD, issuer: "https://second.example", signInClaim: "idp_session" });
    expect(issuer).toMatchObject({ issuer: "https://issuer.example", signInClaim: "auth_time" });
    expect(issuer?.clients.get("housing-desk")).toEqual({ roles: new Set(["application"]), departments: new Set(["11540100MB1A0001X3"]) });
    expect(issuer?.clients.get("portal")).toEqual({ roles: new Set(["citizen"]), departments: null });
    expect(issuer?.clients.get("constructor")).toBeUndefined();
  });

  it.each(["http://127.0.0.1:4010/jwks", "http://[::1]:4010/jwks", "http://localhost:4010/jwks"])(
    "takes keys over plain HTTP from this machine: %s",
    (jwksUri) => {
      expect(read({ ...GOOD, jwksUri })).toHaveLength(1);
    },
  );

  it.each([
    ["keys over plain HTTP", [{ ...GOOD, jwksUri: "http://issuer.example/jwks" }], "0.jwksUri"],
    ["keys over plain HTTP from a look-alike", [{ ...GOOD, jwksUri: "http://127.0.0.1.example/jwks" }], "0.jwksUri"],
    ["keys from a file", [{ ...GOOD, jwksUri: "file:///etc/passwd" }], "0.jwksUri"],
    ["no audience", [{ ...GOOD, audience: undefined }], "0.audience"],
    ["an empty audience", [{ ...GOOD, audience: "" }], "0.audience"],
    ["a role that there is not", [GOOD, { ...GOOD, issuer: "b", clients: { secret: { roles: ["admin"] } } }], "1.clients"],
    ["a client without roles", [{ ...GOOD, clients: { secret: { roles: [] } } }], "0.clients"],
    ["an issuer twice", [GOOD, GOOD], "(whole)"],
    ["a member that there is not", [{ ...GOOD, audiences: [] }], "0"],
    ["no issuer", [], "(whole)"],
  ])("refuses %s, and shows no value", (_, issuers, place) => {
    expect(() => read(...issuers)).toThrow(place);
    expect(() => read(...issuers)).not.toThrow(/secret|admin|passwd/);
  });

  it("refuses what is not JSON", () => expect(() => readTrustedClients("secret")).toThrow(/^TRUSTED_CLIENTS is wrong at: \(whole\)\.$/));
});
