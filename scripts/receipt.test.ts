import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createReceiptSigner } from "../consent/api/receipt-signer.js";
import { buildReceipt, type ReceiptSource } from "../consent/model/consent-receipt.js";
import { gatewayKeyId } from "../consent/model/gateway-key.js";
import { ID_NUMBER, RECEIPT_SOURCE } from "../consent/model/testing/receipt-source.js";
import { type ReceiptOutcome, type ReceiptSurroundings, runReceipt } from "./receipt.js";

const NOW = new Date("2026-03-07T00:00:00Z");
const { privateKey } = generateKeyPairSync("ed25519");
const signer = createReceiptSigner({ privateKey, keyId: gatewayKeyId(privateKey), clock: () => new Date("2026-03-06T01:02:03Z") });

let directory: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "assent-receipt-"));
  write("keys.json", JSON.stringify({ keys: [signer.publicKey] }));
  write("mine.jws", `${await signer.sign(buildReceipt(RECEIPT_SOURCE))}\n`);
});
afterAll(() => rmSync(directory, { recursive: true }));

describe("npm run receipt -- verify FILE", () => {
  it("says in Chinese who gave what to whom, until when, and what was withdrawn", async () => {
    const { exitCode, output, message } = await run(["verify", "mine.jws", "--keys", "keys.json"]);
    expect({ exitCode, message }).toEqual({ exitCode: 0, message: "" });
    const [chinese] = output.split("\n\n") as [string];
    for (const line of [
      `同意回执有效 · ${RECEIPT_SOURCE.receiptId}`,
      `签发: 2026-03-06 09:02:03 +08:00 · 密钥 ${signer.publicKey.kid}`,
      "状态: 已同意",
      "答复人: 自然人 · 本人",
      "提供部门: 公安局 (11540100MB1A00052K)、民政局 (11540100MB1A000283)",
      "使用部门: 住房和城乡建设局 (11540100MB1A0001X3)",
      "用途: 公租房资格审核 (public-rental-housing) · 办件 2026-0001",
      "期限: 至约定日期 · 2026-03-02 09:00:00 +08:00 – 2026-09-02 00:00:00 +08:00",
      "  Person.phone (联系电话): 查阅 – 已同意",
      "  Person.maritalStatus (婚姻状况): 查阅 – 已撤回",
      "  Person.registeredAddress (户籍地址): 查阅 – 不同意",
      "  2026-03-05 09:00:00 +08:00 部分撤回 · 本人",
    ])
      expect(chinese.split("\n")).toContain(line);
  });

  it("and says it in English", async () => {
    const { output } = await run(["verify", "mine.jws", "--keys", "keys.json"]);
    const english = output.split("\n\n")[1] as string;
    for (const line of [
      "State: given",
      "Answered by: a person · data subject",
      "Used by: Housing and Urban-Rural Development Bureau (11540100MB1A0001X3)",
      "  Person.maritalStatus: query – withdrawn",
      "This is how it stood when it was signed; what was withdrawn since is not in it.",
    ])
      expect(english.split("\n")).toContain(line);
    expect(english).not.toMatch(/\p{Script=Han}/u);
  });

  it("says when all of it is withdrawn, and when its term is over by now", async () => {
    await signedFile("withdrawn.jws", { status: "WITHDRAWN" });
    expect((await run(["verify", "withdrawn.jws", "--keys", "keys.json"])).output).toContain("\nState: withdrawn\n");
    const { exitCode, output } = await run(["verify", "mine.jws", "--keys", "keys.json"], { now: new Date("2026-09-01T16:00:00Z") });
    expect({ exitCode, ended: output.includes("State: given, and its term is over by now") }).toEqual({ exitCode: 0, ended: true });
    expect(output).toContain("状态: 已同意，期限现已届满");
  });

  it("lets no text of a receipt steer the terminal", async () => {
    await signedFile("steering.jws", { items: RECEIPT_SOURCE.consent.items.map((item) => ({ ...item, name: "\u001b[2J\r\u202e电话" })) });
    const { output } = await run(["verify", "steering.jws", "--keys", "keys.json"]);
    expect(output).toContain("(\uFFFD[2J\uFFFD\uFFFD电话)");
  });

  it("finds the keys where RECEIPT_PUBLIC_KEYS_FILE says", async () => {
    expect(await run(["verify", "mine.jws"], { environment: { INIT_CWD: directory, RECEIPT_PUBLIC_KEYS_FILE: join(directory, "keys.json") } })).toMatchObject({
      exitCode: 0,
    });
  });

  it("ends with 1 and the reason for what is not valid, and prints nothing of it", async () => {
    write("altered.jws", (await signer.sign(buildReceipt(RECEIPT_SOURCE))).replace(/.$/, "!"));
    write("large.jws", "A".repeat(300 * 1024));
    expect(await run(["verify", "altered.jws", "--keys", "keys.json"])).toEqual({
      exitCode: 1,
      output: "",
      message: "MALFORMED\n回执无效：不是回执的紧凑签名格式。\nThe receipt is not valid: not a signed receipt in compact form.",
    });
    expect((await run(["verify", "large.jws", "--keys", "keys.json"])).message).toMatch(/^TOO_LARGE\n/);
  });

  it.each([[[]], [["verify"]], [["sign", "mine.jws"]], [["verify", "mine.jws", "mine.jws"]], [["verify", "mine.jws", "--force"]]])(
    "ends with 2 for %j",
    async (args) => {
      expect(await run(args)).toMatchObject({ exitCode: 2, output: "", message: expect.stringContaining("Usage: npm run --silent receipt -- verify FILE") });
    },
  );

  it("ends with 2 where a file cannot be read, or holds no keys, and names no path", async () => {
    write("private.json", JSON.stringify({ keys: [privateKey.export({ format: "jwk" })] }));
    const cases = [
      ["verify", "none.jws", "--keys", "keys.json"],
      ["verify", "mine.jws", "--keys", "none.json"],
      ["verify", "mine.jws", "--keys", "private.json"],
      ["verify", ".", "--keys", "keys.json"],
    ];
    for (const args of cases) {
      const { exitCode, output, message } = await run(args);
      expect({ exitCode, output }).toEqual({ exitCode: 2, output: "" });
      expect(message).not.toContain(directory);
    }
  });
});

describe("npm run receipt -- verify FILE --about", () => {
  it("knows the number of its data subject, and prints it nowhere", async () => {
    const { exitCode, output } = await run(["verify", "mine.jws", "--keys", "keys.json", "--about"], { readInput: async () => `${ID_NUMBER.toLowerCase()}\n` });
    expect(exitCode).toBe(0);
    expect(output.toUpperCase()).not.toContain(ID_NUMBER);
  });

  it.each(["110105194912310020", "", "no number"])("ends with 1 for another: %j", async (number) => {
    const { exitCode, output, message } = await run(["verify", "mine.jws", "--keys", "keys.json", "--about"], { readInput: async () => number });
    expect({ exitCode, output }).toEqual({ exitCode: 1, output: "" });
    expect(message).toMatch(/^NOT_ABOUT_YOU\n/);
  });
});

function write(name: string, text: string): void {
  writeFileSync(join(directory, name), text);
}

async function signedFile(name: string, changes: Partial<ReceiptSource["consent"]>): Promise<void> {
  write(name, await signer.sign(buildReceipt({ ...RECEIPT_SOURCE, consent: { ...RECEIPT_SOURCE.consent, ...changes } })));
}

function run(args: readonly string[], changes: Partial<ReceiptSurroundings> = {}): Promise<ReceiptOutcome> {
  const readInput = () => expect.unreachable("standard input is read with --about alone");
  return runReceipt(args, { environment: { INIT_CWD: directory }, now: NOW, readInput, ...changes });
}
