import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import type { SignedReceipt } from "../consent/api/receipt-schema.js";
import { MAX_RECEIPT_LENGTH, type ReceiptKeySet, readReceiptKeySet, verifyReceipt } from "../consent/api/receipt-signer.js";
import { dataSubjectKey, isDataSubjectKey } from "../consent/model/data-subject.js";
import { isBoundTo } from "../consent/model/receipt-binding.js";
import { describeReceipt, FAULTS } from "./receipt/describe-receipt.js";

/** What the command prints and how it ends: 0 valid, 1 not valid, 2 not asked as it should be. */
export interface ReceiptOutcome {
  readonly exitCode: 0 | 1 | 2;
  /** To standard output: what a valid receipt says. */
  readonly output: string;
  /** To standard error. */
  readonly message: string;
}

/** What the command takes from outside. */
export interface ReceiptSurroundings {
  /** `RECEIPT_PUBLIC_KEYS_FILE`; `INIT_CWD`, where npm was called, which is where names of files begin. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: Date;
  /** Standard input, read with `--about` alone. */
  readonly readInput: () => Promise<string>;
}

const USAGE = `Usage: npm run --silent receipt -- verify FILE [--keys JWKS_FILE] [--about]
  --keys   public keys of who signs receipts; else RECEIPT_PUBLIC_KEYS_FILE, else data/keys/consent-receipt.jwks.json
  --about  whether it is about you: reads your identity number or credit code from standard input, and shows it nowhere`;
const DEFAULT_KEYS = "data/keys/consent-receipt.jwks.json";

/** `npm run receipt -- verify FILE`: verifies a receipt without any network and says what it says, in Chinese and English. */
export async function runReceipt(args: readonly string[], { environment, now, readInput }: ReceiptSurroundings): Promise<ReceiptOutcome> {
  const asked = parse(args);
  if (!asked) return failed(2, USAGE);
  const place = environment.INIT_CWD ?? ".";
  const jws = readReceiptFile(resolve(place, asked.file));
  if (jws === null) return failed(2, "FILE names no file that can be read.");
  const keys = readKeys(asked.keys ? resolve(place, asked.keys) : (environment.RECEIPT_PUBLIC_KEYS_FILE ?? DEFAULT_KEYS));
  if (typeof keys === "string") return failed(2, keys);
  const verdict = await verifyReceipt(jws, keys);
  if (!verdict.isValid) return notValid(verdict.fault, FAULTS[verdict.fault]);
  const { receipt, keyId } = verdict;
  if (asked.about && !(await isAbout(receipt, await readInput()))) {
    return notValid("NOT_ABOUT_YOU", { "zh-CN": "所输入的号码不是本回执的号码", en: "it is not about who has that number" });
  }
  return { exitCode: 0, output: describeReceipt(receipt, keyId, now), message: "" };
}

interface Asked {
  readonly file: string;
  readonly keys: string | undefined;
  readonly about: boolean;
}

function parse(args: readonly string[]): Asked | null {
  try {
    const options = { keys: { type: "string" }, about: { type: "boolean", default: false } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [verb, file, ...others] = positionals;
    return verb === "verify" && file && others.length === 0 && values.keys !== "" ? { file, keys: values.keys, about: values.about } : null;
  } catch {
    return null;
  }
}

/** One character more than a receipt may have, and a line feed, are read at the most: the rest of a larger file is not needed. */
function readReceiptFile(path: string): string | null {
  try {
    const file = openSync(path, "r");
    try {
      const buffer = Buffer.alloc(MAX_RECEIPT_LENGTH + 3);
      let length = 0;
      for (let read = -1; read !== 0 && length < buffer.length; length += read) read = readSync(file, buffer, length, buffer.length - length, null);
      return buffer.toString("latin1", 0, length).replace(/\r?\n$/, "");
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}

function readKeys(path: string): ReceiptKeySet | string {
  let json: string;
  try {
    json = readFileSync(path, "utf8");
  } catch {
    return "The keys of receipts cannot be read: name them with --keys.";
  }
  try {
    return readReceiptKeySet(json);
  } catch (error) {
    return error instanceof Error ? error.message : "The keys of receipts cannot be read.";
  }
}

async function isAbout({ header }: SignedReceipt, input: string): Promise<boolean> {
  const key = dataSubjectKey(header.pii_principal_id.kind, input.trim().toUpperCase());
  return isDataSubjectKey(key) && (await isBoundTo(header.pii_principal_id, key));
}

function notValid(code: string, because: { readonly "zh-CN": string; readonly en: string }): ReceiptOutcome {
  return failed(1, `${code}\n回执无效：${because["zh-CN"]}。\nThe receipt is not valid: ${because.en}.`);
}

function failed(exitCode: 1 | 2, message: string): ReceiptOutcome {
  return { exitCode, output: "", message };
}

if (import.meta.filename === process.argv[1]) {
  const surroundings = { environment: process.env, now: new Date(), readInput: () => text(process.stdin) };
  const { exitCode, output, message } = await runReceipt(process.argv.slice(2), surroundings);
  if (output) console.log(output);
  if (message) console.error(message);
  process.exitCode = exitCode;
}
