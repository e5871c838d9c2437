import { pino } from "pino";

/** After so long a process that is told to stop stops, whatever is still open. */
const STOP_WITHIN_MS = 10_000;

/** To standard error, so that standard output stays for people; `info` only where `LOG_LEVEL` asks for it. */
const logger = pino({ level: process.env.LOG_LEVEL ?? "warn", base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd: 2, sync: true }));

/** Writes one JSON object a line; nobody passes it a value, an identity number or a token. */
export function logProblem(level: "info" | "warn" | "error", message: string, details: Record<string, unknown> = {}): void {
  logger[level](details, message);
}

/** On SIGINT and SIGTERM closes what is open and ends the process; a second signal ends it at once. */
export function stopOnSignals(close: () => Promise<void>): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        logProblem("error", "not everything could be closed", { error: error instanceof Error ? error.name : "unknown" });
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

/** Says to whoever starts a process why it did not start, and ends it. */
export function explainFailure(error: unknown): never {
  const { code, port } = error as { readonly code?: string; readonly port?: number };
  if (code === "EADDRINUSE") console.error(`Port ${port} is taken. Is another one running? The variables that end in PORT choose others (docs/operations.md).`);
  else console.error(error instanceof Error ? [error.message, causeOf(error)].filter(Boolean).join(" ") : "It could not start.");
  process.exit(1);
}

function causeOf({ cause }: Error): string {
  if (!(cause instanceof Error)) return "";
  const { code } = cause as { readonly code?: string };
  return `(${[code, cause.message].filter(Boolean).join(": ")})`;
}
