import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, inject } from "vitest";

/** One database engine of a test. */
export interface TestEngine {
  readonly kind: "sqlite" | "mariadb";
  /** The `url` for `openDatabase`: a fresh, empty database each time. */
  url(): string;
}

/**
 * Describes a store on both engines. Without MariaDB on the machine its half is skipped, and says so; with `CI=true`
 * the run fails before it begins (`mariadb.ts`).
 */
export function describeOnEngines(name: string, tests: (engine: TestEngine) => void): void {
  describe(`${name} (SQLite)`, () => {
    const folder = mkdtempSync(join(tmpdir(), "assent-sqlite-"));
    let made = 0;
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    tests({ kind: "sqlite", url: () => `sqlite:${join(folder, `${(made += 1)}.sqlite`)}` });
  });
  const server = inject("mariadbUrl");
  const title = server ? `${name} (MariaDB)` : `${name} (MariaDB; skipped: no mariadb-server on this machine, apt-get install mariadb-server)`;
  describe.skipIf(!server)(title, () => {
    tests({ kind: "mariadb", url: () => `${server}/t${randomBytes(6).toString("hex")}` });
  });
}
