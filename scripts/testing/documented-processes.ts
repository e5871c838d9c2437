import { spawnSync } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DEVELOPMENT_AUDIENCE } from "../development-issuer/terms.js";
import { freePort } from "./mariadb.js";

const root = resolve(import.meta.dirname, "../..");

/** The services that docs/operations.md starts before a gateway. */
export const SUBGRAPHS = ["population", "legal-entity", "geospatial", "licence", "consent"] as const;

const PORTS = ["PORT", "ISSUER_PORT", "METRICS_PORT", ...SUBGRAPHS.map((name) => `${variableOf(name)}_PORT`)];

/** A free port in each variable that names one. */
export async function freePorts(): Promise<Record<string, string>> {
  const ports: Record<string, string> = {};
  for (const name of PORTS) ports[name] = String(await freePort());
  return ports;
}

/** What an operator sets for services of their own: keys as docs/operations.md makes them, endpoints, and who is trusted. */
export function operatorsEnvironment(folder: string, ports: Readonly<Record<string, string>>, issuer: string): Record<string, string> {
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const signingKey = file("gateway.pem", generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }) as string);
  const clients = { "housing-desk": { roles: ["application"], departments: ["11540100MB1A0001X3"] } };
  const environment: Record<string, string> = {
    ...(process.env as Record<string, string>),
    ...ports,
    NODE_ENV: "production",
    DATA_DIR: folder,
    GATEWAY_SIGNING_KEY_FILE: signingKey,
    CONSENT_RECEIPT_KEY_FILE: file("consent-receipt.pem", generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }) as string),
    GATEWAY_PUBLIC_KEYS_FILE: file("public.json", keySetCommand(folder)),
    AUDIT_PSEUDONYM_KEY_FILE: file("audit.hex", randomBytes(32).toString("hex")),
    TRUSTED_CLIENTS: JSON.stringify([{ issuer, jwksUri: `${issuer}/jwks`, audience: DEVELOPMENT_AUDIENCE, clients }]),
  };
  for (const name of SUBGRAPHS) {
    const variable = variableOf(name);
    environment[`${variable}_URL`] = `http://127.0.0.1:${ports[`${variable}_PORT`]}/graphql`;
    environment[`${variable}_CURSOR_KEY_FILE`] = file(`${name}.hex`, randomBytes(32).toString("hex"));
  }
  return environment;
}

function variableOf(service: string): string {
  return service.replaceAll("-", "_").toUpperCase();
}

/** Runs the command of docs/operations.md that makes a key set of `gateway.pem`. */
function keySetCommand(folder: string): string {
  const command = /^node -p .*gateway\.pem$/m.exec(readFileSync(join(root, "docs/operations.md"), "utf8"))?.[0] ?? "exit 1";
  return spawnSync("bash", ["-c", command], { cwd: folder, encoding: "utf8" }).stdout;
}
