import { describe, expect, it } from "vitest";
import { bindDataSubject, isBoundTo } from "./receipt-binding.js";
import { BOUND, ID_NUMBER } from "./testing/receipt-source.js";

describe("whom a receipt is about", () => {
  it("is bound as the comment says: the digest is that of Python's hashlib.scrypt", async () => {
    expect(await bindDataSubject(`PERSON:${ID_NUMBER}`, Buffer.alloc(16, 7))).toEqual(BOUND);
  });

  it("is found out with the number, and with no other", async () => {
    expect(await isBoundTo(BOUND, `PERSON:${ID_NUMBER}`)).toBe(true);
    expect(await isBoundTo(BOUND, "PERSON:110105194912310020")).toBe(false);
    expect(await isBoundTo(BOUND, `LEGAL_ENTITY:${ID_NUMBER}`)).toBe(false);
  });

  it("is bound anew in every receipt, and the number stands nowhere in it", async () => {
    const bound = await bindDataSubject(`PERSON:${ID_NUMBER}`);
    expect(bound.salt).not.toBe((await bindDataSubject(`PERSON:${ID_NUMBER}`)).salt);
    expect(await isBoundTo(bound, `PERSON:${ID_NUMBER}`)).toBe(true);
    expect(JSON.stringify(bound)).not.toContain(ID_NUMBER);
  });

  it.each([{ salt: "" }, { digest: "" }, { kind: "LEGAL_ENTITY" as const }])("is nobody where the binding is broken: %j", async (broken) => {
    expect(await isBoundTo({ ...BOUND, ...broken }, `PERSON:${ID_NUMBER}`)).toBe(false);
  });

  it("takes 16 bytes of salt and a key, and says neither when it refuses", async () => {
    await expect(bindDataSubject(`PERSON:${ID_NUMBER}`, Buffer.alloc(8))).rejects.toThrow("with 16 bytes of salt");
    await expect(bindDataSubject("PERSON:no key", Buffer.alloc(16))).rejects.not.toThrow("no key");
  });
});
