import { Refusal } from "../consent/model/errors.js";

const FRAMES = 3;

/**
 * Of an error only what may be logged: the code of our own, and of any other its class and where it was thrown. Never its
 * message, which may quote a value, nor a line of it that looks like a frame (architecture.md, rule 9).
 */
export function describeError(error: unknown): string {
  if (error instanceof Refusal) return error.code;
  if (!(error instanceof Error)) return "unknown";
  return [error.constructor.name, ...framesOf(error)].join(" ");
}

function framesOf({ stack = "", message }: Error): string[] {
  const at = stack.indexOf(message);
  if (at < 0) return [];
  const lines = stack.slice(at + message.length).split("\n");
  return lines
    .slice(1)
    .map((line) => line.trim())
    .filter((line) => line.startsWith("at "))
    .slice(0, FRAMES);
}
