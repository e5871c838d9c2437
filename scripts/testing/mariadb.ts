import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { createConnection } from "mysql2/promise";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** `mysql://…` of the run's own MariaDB; null where the machine has none. */
    mariadbUrl: string | null;
  }
}

const SERVER_PATHS = ["/usr/sbin/mariadbd", "/usr/bin/mariadbd", "/usr/local/sbin/mariadbd"];

/** Nothing here outlives the run, so nothing waits for the disk. */
const SERVER_OPTIONS = [
  "--bind-address=127.0.0.1",
  "--innodb-flush-log-at-trx-commit=0",
  "--sync-binlog=0",
  "--skip-log-bin",
  "--skip-name-resolve",
  "--max-connections=500",
];

/** Starts one MariaDB for the whole run, in a temporary folder, on a free port of loopback; nothing it holds is kept. */
export default async function startMariadb(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const server = mariadbServer();
  if (!server) {
    if (process.env.CI === "true") throw new Error("CI tests both engines: install mariadb-server (.ci/run does)");
    console.warn("No MariaDB on this machine: the tests of stores are skipped on it and run on SQLite alone (apt-get install mariadb-server).");
    project.provide("mariadbUrl", null);
    return undefined;
  }
  const { url, stop } = await startMariadbServer(server);
  project.provide("mariadbUrl", url);
  return stop;
}

/** Where Debian has the server; undefined on a machine without it. */
export function mariadbServer(): string | undefined {
  return SERVER_PATHS.find(existsSync);
}

/** A running server of its own, with nothing in it. */
export interface MariadbServer {
  /** `mysql://root@127.0.0.1:port`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a server in a temporary folder, on a free port of loopback. @param server its program */
export async function startMariadbServer(server: string): Promise<MariadbServer> {
  const folder = mkdtempSync(join(tmpdir(), "assent-mariadb-"));
  const user = `--user=${userInfo().username}`;
  execFileSync("mariadb-install-db", [`--datadir=${folder}`, "--auth-root-authentication-method=normal", "--skip-test-db", user], { stdio: "ignore" });
  const port = await freePort();
  const options = ["--no-defaults", `--datadir=${folder}`, `--port=${port}`, `--socket=${join(folder, "socket")}`, user, ...SERVER_OPTIONS];
  const running = spawn("sh", ["-c", WATCHED, "sh", folder, server, ...options], { stdio: ["pipe", "ignore", "ignore"] });
  await untilReady(port, running);
  return {
    url: `mysql://root@127.0.0.1:${port}`,
    async stop() {
      running.stdin.end();
      await new Promise((resolve) => running.once("exit", resolve));
    },
  };
}

/** Ends the server and removes what it held when standard input closes, and so also when this run is killed. */
const WATCHED = 'folder="$1"; shift; "$@" </dev/null & cat >/dev/null; kill "$!"; wait "$!"; rm -rf "$folder"';

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return address.port;
}

async function untilReady(port: number, running: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 300 && running.exitCode === null; attempt++) {
    try {
      const connection = await createConnection({ host: "127.0.0.1", port, user: "root" });
      await connection.end();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error("MariaDB did not start");
}
