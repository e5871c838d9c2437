import { generateKeyPairSync } from "node:crypto";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { DEPARTMENTS } from "../../consent/model/departments.js";
import { CASEWORKER } from "../../gateway/testing/callers.js";

/** Issuer and audience of the benchmark's token. */
export const ISSUER = "http://127.0.0.1:1/bench";
export const AUDIENCE = "assent";

/** What the processes of a run share: a caseworker's token with the key that proves it, and the gateway's signing key. */
export interface BenchKeys {
  readonly token: string;
  /** JSON Web Key Set of the issuer. */
  readonly jwks: string;
  /** Ed25519, PKCS #8 in PEM. */
  readonly signingKey: string;
}

/** Makes the keys of one run. */
export async function benchKeys(): Promise<BenchKeys> {
  const { publicKey, privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  const { sub, clientId, application, operator } = CASEWORKER;
  const department = DEPARTMENTS.housing.code;
  const token = await new SignJWT({ client_id: clientId, role: "application", department, application, operator, auth_time: Math.floor(Date.now() / 1000) })
    .setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid: "bench" })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(`${sub} caseworker`)
    .setJti("bench")
    .setIssuedAt()
    .setExpirationTime("2h")
    .sign(privateKey);
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "bench", alg: "EdDSA", use: "sig" }] });
  return { token, jwks, signingKey: generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }) as string };
}

/** Hands the keys to a process of the run, by its environment. */
export function benchEnvironment(keys: BenchKeys): Record<string, string> {
  return { BENCH_KEYS: JSON.stringify(keys) };
}

/** Reads them there. */
export function readBenchKeys(environment: Readonly<Record<string, string | undefined>>): BenchKeys {
  return JSON.parse(environment.BENCH_KEYS ?? "") as BenchKeys;
}
