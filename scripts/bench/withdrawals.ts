import { type ChildProcess, fork } from "node:child_process";
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { idNumberOf } from "../../gateway/testing/world.js";
import { mariadbServer, startMariadbServer } from "../testing/mariadb.js";
import { PERSONS } from "./questions.js";
import { benchEnvironment, benchKeys } from "./token.js";

/**
 * `npm run bench:withdrawals`: three gateway processes over one consent service on MariaDB. How long after a withdrawal's answer
 * does the last gateway still show the item? Then the same with the announcement channel cut, and with the database cut.
 */
const { values } = parseArgs({ options: { withdrawals: { type: "string", default: "200" } } });
const GATEWAYS = 3;
/** Of the persons, the last ones are for the channel that is cut and for the database that is cut. */
const CUT_WITHDRAWALS = 15;
const LEASE_MS = 5000;
const withdrawals = Math.min(Number(values.withdrawals), PERSONS - CUT_WITHDRAWALS - 1);

const server = mariadbServer();
if (!server) throw new Error("This measurement needs MariaDB: apt-get install mariadb-server.");
const mariadb = await startMariadbServer(server);
const keys = await benchKeys();
const script = (name: string): string => new URL(`${name}.js`, import.meta.url).pathname;
const heard = <T>(child: ChildProcess): Promise<T> => new Promise((resolve) => child.once("message", (message) => resolve(message as T)));
const environment = { ...process.env, NODE_ENV: "production", ...benchEnvironment(keys) };

const departments = fork(script("departments-process"), [], { env: { ...environment, BENCH_CONSENT_DATABASE: `${mariadb.url}/bench` } });
const { port, consentUrl } = await heard<{ port: number; consentUrl: string }>(departments);
const channel = await createCutableChannel(consentUrl);
const gateways: { readonly process: ChildProcess; readonly url: string }[] = [];
for (let n = 0; n < GATEWAYS; n++) {
  const gateway = fork(script("gateway-process"), ["assent", `http://127.0.0.1:${port}`, channel.url], {
    env: environment,
    stdio: ["ignore", "inherit", "ignore", "ipc"],
  });
  gateways.push({ process: gateway, url: `http://127.0.0.1:${(await heard<{ port: number }>(gateway)).port}/graphql` });
}

/** A person's phone at a gateway, or null with the code that stands in its place. */
async function phoneOf(url: string, n: number): Promise<{ readonly phone: string | null; readonly code: string | null }> {
  const answer = await ask(url, n, "query Phone($id: ID!) { person(idNumber: $id) { phone } }", { id: idNumberOf(n) });
  return { phone: answer.data?.person?.phone ?? null, code: answer.errors?.[0]?.extensions?.code ?? null };
}

interface Body {
  readonly data?: { readonly person?: { readonly phone?: string | null } | null; readonly administrativeDivision?: unknown } | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

async function ask(url: string, n: number, query: string, variables: object): Promise<Body> {
  const headers = {
    "content-type": "application/json",
    authorization: `Bearer ${keys.token}`,
    "assent-scenario": "public-rental-housing",
    "assent-case": `withdrawal-${n}`,
  };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query, variables }) });
  return (await answer.json()) as Body;
}

/** Milliseconds from the withdrawal's answer to the moment at which every gateway has refused; 0 when all had before it. */
async function measure(n: number): Promise<number> {
  for (const { url } of gateways) {
    const { phone, code } = await phoneOf(url, n);
    if (phone === null) throw new Error(`a gateway shows nothing before the withdrawal: ${code}`);
  }
  const refused = gateways.map(async ({ url }) => {
    for (;;) {
      const { phone } = await phoneOf(url, n);
      if (phone === null) return performance.now();
    }
  });
  const withdrawn = heard(departments).then(() => performance.now());
  departments.send({ withdraw: n });
  const answeredAt = await withdrawn;
  return Math.max(0, Math.max(...(await Promise.all(refused))) - answeredAt);
}

async function measureAll(from: number, count: number): Promise<number[]> {
  const lags: number[] = [];
  for (let n = from; n < from + count; n++) {
    lags.push(await measure(n));
    if (process.stdout.isTTY) process.stdout.write(`\r  ${lags.length} of ${count} withdrawals`);
  }
  if (process.stdout.isTTY) process.stdout.write("\r");
  return lags.sort((a, b) => a - b);
}

const percentile = (sorted: readonly number[], share: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
const line = (what: string, lags: readonly number[]): void =>
  console.log(`${what}: ${lags.length} withdrawals, p50 ${percentile(lags, 0.5)} ms, p99 ${percentile(lags, 0.99)} ms, longest ${percentile(lags, 1)} ms`);

console.log(`${GATEWAYS} gateway processes, one consent service on MariaDB; from the withdrawal's answer to the last gateway's refusal`);
line("announcement channel up (bound 1000 ms)", await measureAll(0, withdrawals));

channel.cut("/changes");
line(`announcement channel cut (bound ${LEASE_MS} ms)`, await measureAll(withdrawals, CUT_WITHDRAWALS));

channel.mend();
const last = PERSONS - 1;
await pause(1000);
for (const { url } of gateways) if ((await phoneOf(url, last)).phone === null) throw new Error("a gateway shows nothing before the database is cut");
const cutAt = performance.now();
await mariadb.stop();
const shown = await Promise.all(
  gateways.map(async ({ url }) => {
    let lastShown = cutAt;
    for (;;) {
      const { phone, code } = await phoneOf(url, last);
      if (phone === null) return { lastShown, code };
      lastShown = performance.now();
    }
  }),
);
await pause(LEASE_MS);
const open = await Promise.all(gateways.map(({ url }) => ask(url, last, 'query Open { administrativeDivision(code: "540102") { code name } }', {})));
const still = await Promise.all(gateways.map(({ url }) => phoneOf(url, last)));
console.log(
  `database cut (bound ${LEASE_MS} ms): protected last shown after ${Math.max(...shown.map(({ lastShown }) => lastShown - cutAt)).toFixed(1)} ms, then ${[...new Set(shown.map(({ code }) => code))].join()}; ` +
    `${still.filter(({ phone }) => phone === null).length} of ${GATEWAYS} gateways refuse it after the lease (${[...new Set(still.map(({ code }) => code))].join()}), ` +
    `${open.filter(({ data }) => data?.administrativeDivision).length} of ${GATEWAYS} still answer what nothing governs`,
);
for (const { process: gateway } of gateways) gateway.disconnect();
departments.disconnect();
channel.close();

/** Passes requests on to the consent service, but not those of a path while it is cut. */
async function createCutableChannel(target: string) {
  const to = new URL(target);
  let closed: string | null = null;
  const proxy = createServer((incoming, outgoing) => {
    if (incoming.url === closed) return incoming.socket.destroy();
    const { method, url: path, headers } = incoming;
    const passed = httpRequest({ host: to.hostname, port: to.port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on("error", () => outgoing.destroy());
    outgoing.on("close", () => passed.destroy());
    incoming.pipe(passed);
    open.set(outgoing, path ?? "");
    outgoing.on("close", () => open.delete(outgoing));
  });
  const open = new Map<import("node:http").ServerResponse, string>();
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}${to.pathname}`,
    cut(path: string): void {
      closed = path;
      for (const [response, of] of open) if (of === path) response.destroy();
    },
    mend(): void {
      closed = null;
    },
    close: () => proxy.close(),
  };
}
