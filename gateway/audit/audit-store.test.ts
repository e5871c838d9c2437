import { expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { createAuditAppender, openAuditDatabase } from "./audit-store.js";
import type { AuditEntry } from "./audit-writer.js";

const entry = (id: string, secret: Buffer | null = null): AuditEntry => ({
  id,
  recordedAt: "2025-09-01T02:00:00.000Z",
  gateway: "g",
  text: JSON.stringify({ id, facts: ["Person.name QUERY · 姓名"] }),
  resultSecret: secret,
});

describeOnEngines("the store of records", (engine) => {
  const open = async () => {
    const database = await openAuditDatabase({ url: engine.url() });
    const append = createAuditAppender(database);
    const rows = (table: string): Promise<Record<string, unknown>[]> => database.query(`SELECT * FROM ${table} ORDER BY id`);
    return { database, append, rows };
  };

  it("keeps each record whole and in order, and the secrets apart", async () => {
    const { database, append, rows } = await open();
    await append([entry("a", Buffer.alloc(32, 1)), entry("b")]);
    await append([entry("c", Buffer.alloc(32, 2))]);
    const records = await rows("audit_records");
    expect(records.map(({ id, position }) => [id, Number(position)])).toEqual([
      ["a", 1],
      ["b", 2],
      ["c", 3],
    ]);
    expect(records[0]?.record).toBe(entry("a").text);
    expect((await rows("audit_result_secrets")).map(({ id, secret }) => [id, secret])).toEqual([
      ["a", Buffer.alloc(32, 1).toString("base64url")],
      ["c", Buffer.alloc(32, 2).toString("base64url")],
    ]);
    await database.destroy();
  });

  it("appends all entries of a commit or none", async () => {
    const { database, append, rows } = await open();
    await append([entry("a")]);
    await expect(append([entry("b"), entry("a")])).rejects.toThrow();
    expect((await rows("audit_records")).map(({ id }) => id)).toEqual(["a"]);
    await append([entry("b")]);
    expect((await rows("audit_records")).map(({ id }) => id)).toEqual(["a", "b"]);
    await database.destroy();
  });

  it("takes a full batch in one commit", async () => {
    const { database, append, rows } = await open();
    await append(Array.from({ length: 200 }, (_, n) => entry(`r${String(n).padStart(3, "0")}`, Buffer.alloc(32))));
    expect(await rows("audit_records")).toHaveLength(200);
    await database.destroy();
  });
});
