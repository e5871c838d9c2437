import { type EntityManager, In } from "typeorm";
import { NoticeRow } from "./rows/notice-row.js";

/** A notice as it is shown (PIPL §17). */
export type Notice = Readonly<NoticeRow>;

/** Keeps a notice; the same text is kept once. */
export async function keepNotice(manager: EntityManager, notice: Notice): Promise<void> {
  await manager
    .createQueryBuilder()
    .insert()
    .into(NoticeRow)
    .values({ ...notice })
    .orIgnore()
    .execute();
}

/** Notices by hash, in one statement. */
export async function noticesOf(manager: EntityManager, hashes: readonly string[]): Promise<Map<string, Notice>> {
  const rows = await manager.findBy(NoticeRow, { hash: In([...hashes]) });
  return new Map(rows.map((notice) => [notice.hash, notice]));
}
