import { spawn } from "node:child_process";
import { resolve } from "node:path";

/** A process of a test. */
export interface TestProcess {
  /** What it has printed, to both outputs. */
  output(): string;
  /** As Ctrl-C in its terminal: the signal goes to its whole group. Resolves when it has ended. */
  stop(): Promise<void>;
}

/**
 * Starts a command in the project's root, in a process group of its own, as a terminal has it.
 * @returns when it has printed `ready`
 * @throws Error with its output when it ends before that
 */
export async function startProcess(command: readonly [string, ...string[]], environment: Record<string, string>, ready: string): Promise<TestProcess> {
  const [program, ...args] = command;
  const cwd = resolve(import.meta.dirname, "../..");
  const child = spawn(program, args, { cwd, env: environment, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  await new Promise<void>((done, failed) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString("utf8");
      if (output.includes(ready)) done();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", () => failed(new Error(`${command.join(" ")} ended:\n${output}`)));
  });
  return {
    output: () => output,
    async stop() {
      if (child.pid && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, "SIGINT");
      await ended;
    },
  };
}
