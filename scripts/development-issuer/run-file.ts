import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";

/** What `npm start` leaves for `npm run token`: where its issuer listens, and the secret of this start. */
export interface RunningStart {
  readonly issuer: string;
  readonly secret: string;
}

const schema = z.object({ issuer: z.url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/ }), secret: z.string().min(1) });

/** In the checkout, wherever the data is: the port alone names a start. */
const DIRECTORY = join("data", "run");

/**
 * Writes what the start that listens on `port` leaves, for nobody else's eyes.
 * @returns removes it again
 */
export function writeRunFile(port: number, { issuer, secret }: RunningStart, directory = DIRECTORY): () => void {
  const file = fileOf(port, directory);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  rmSync(draft, { force: true });
  writeFileSync(draft, JSON.stringify({ issuer, secret }), { mode: 0o600, flag: "wx" });
  renameSync(draft, file);
  return () => rmSync(file, { force: true });
}

/** What the start on `port` left; null when there is none that can be read. */
export function readRunFile(port: number, directory = DIRECTORY): RunningStart | null {
  try {
    return schema.parse(JSON.parse(readFileSync(fileOf(port, directory), "utf8")));
  } catch {
    return null;
  }
}

function fileOf(port: number, directory: string): string {
  return join(directory, `${port}.json`);
}
