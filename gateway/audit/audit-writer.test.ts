import { describe, expect, it } from "vitest";
import { type AuditEntry, createAuditWriter } from "./audit-writer.js";

const entry = (id: string): AuditEntry => ({ id, recordedAt: "", gateway: "", text: "", resultSecret: null });

/** A store whose commits end when the test says so. */
function store() {
  const commits: { ids: string[]; end: (error?: Error) => void }[] = [];
  const append = (entries: readonly AuditEntry[]): Promise<void> =>
    new Promise((resolve, reject) => commits.push({ ids: entries.map(({ id }) => id), end: (error) => (error ? reject(error) : resolve()) }));
  return { commits, append };
}
/** Longer than entries gather. */
const turns = async (): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve, 20));
};

describe("the audit writer", () => {
  it("resolves when its entry is durable, and not before", async () => {
    const { commits, append } = store();
    const writer = createAuditWriter(append, () => undefined);
    let durable = false;
    const written = writer.write(entry("1")).then(() => void (durable = true));
    await turns();
    expect([commits.length, durable]).toEqual([1, false]);
    commits[0]?.end();
    await written;
    expect(durable).toBe(true);
  });

  it("lets concurrent requests share a commit, and the next ones gather meanwhile", async () => {
    const { commits, append } = store();
    const writer = createAuditWriter(append, () => undefined);
    const first = [writer.write(entry("1")), writer.write(entry("2"))];
    await turns();
    const next = [writer.write(entry("3")), writer.write(entry("4"))];
    await turns();
    commits[0]?.end();
    await Promise.all(first);
    await turns();
    commits[1]?.end();
    await Promise.all(next);
    expect(commits.map(({ ids }) => ids)).toEqual([
      ["1", "2"],
      ["3", "4"],
    ]);
  });

  it("fails every entry of a commit that fails with AUDIT_UNAVAILABLE, and goes on with the next", async () => {
    const { commits, append } = store();
    const failures: unknown[] = [];
    const writer = createAuditWriter(append, (error) => failures.push(error));
    const lost = [writer.write(entry("1")), writer.write(entry("2"))].map((written) => written.catch((error: unknown) => error));
    await turns();
    commits[0]?.end(new Error("disk full"));
    expect(await Promise.all(lost)).toEqual([expect.objectContaining({ code: "AUDIT_UNAVAILABLE" }), expect.objectContaining({ code: "AUDIT_UNAVAILABLE" })]);
    const kept = writer.write(entry("3"));
    await turns();
    commits[1]?.end();
    await kept;
    expect(failures).toHaveLength(1);
  });

  it("refuses more than may wait", async () => {
    const { commits, append } = store();
    const writer = createAuditWriter(append, () => undefined, 1);
    const first = writer.write(entry("1"));
    await expect(writer.write(entry("2"))).rejects.toMatchObject({ code: "AUDIT_UNAVAILABLE" });
    await turns();
    commits[0]?.end();
    await first;
  });

  it("commits no more at once than it may", async () => {
    const sizes: number[] = [];
    const writer = createAuditWriter(
      async (entries) => void sizes.push(entries.length),
      () => undefined,
      100,
      3,
    );
    await Promise.all(Array.from({ length: 7 }, (_, n) => writer.write(entry(String(n)))));
    expect(sizes).toEqual([3, 3, 1]);
  });

  it("commits no more text at once than a database's packet takes, so that one caller's long records fail nobody else's", async () => {
    const batches: string[][] = [];
    const writer = createAuditWriter(
      async (entries) => {
        batches.push(entries.map(({ id }) => id));
        if (JSON.stringify(entries).length > 5_000_000) throw new Error("max_allowed_packet");
      },
      () => undefined,
    );
    const long = (id: string, characters: number) =>
      writer.write({ ...entry(id), text: "Q".repeat(characters) }).then(
        () => id,
        () => `${id} refused`,
      );
    const written = [long("1", 900_000), long("2", 900_000), long("3", 900_000), long("4", 6_000_000), long("5", 1), long("6", 1)];
    expect(await Promise.all(written)).toEqual(["1", "2", "3", "4 refused", "5", "6"]);
    expect(batches).toEqual([["1", "2"], ["3"], ["4"], ["5", "6"]]);
  });

  it("goes on when even the log of its failure fails", async () => {
    let fails = true;
    const writer = createAuditWriter(
      () => (fails ? Promise.reject(new Error("disk full")) : Promise.resolve()),
      () => {
        throw new Error("log");
      },
    );
    await expect(writer.write(entry("1"))).rejects.toMatchObject({ code: "AUDIT_UNAVAILABLE" });
    fails = false;
    await writer.write(entry("2"));
  });

  it("has drained when nothing waits", async () => {
    const ids: string[] = [];
    const writer = createAuditWriter(
      async (entries) => void ids.push(...entries.map(({ id }) => id)),
      () => undefined,
    );
    void writer.write(entry("1"));
    await writer.drain();
    expect(ids).toEqual(["1"]);
    await writer.drain();
  });
});
