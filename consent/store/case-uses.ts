import { type DataSource, type EntityManager, In } from "typeorm";
import type { CaseUseKey } from "../model/data-subject.js";
import { CaseCountRow, CaseUseRow } from "./rows/case-use-row.js";
import { forUpdate, isDuplicate, readCommitted, transact } from "./transactions.js";

/** A case that names data subjects. */
export interface CaseUse {
  readonly department: string;
  readonly scenario: string;
  readonly caseNumber: string;
  readonly dataSubjects: readonly CaseUseKey[];
  /** How many data subjects the case may name over its life. */
  readonly max: number;
  readonly now: Date;
}

/**
 * Counts the data subjects that a case names, each once, all of them or none: exact under concurrency.
 * @returns those within the limit: all of them, or, when they would exceed it, those that the case had named before
 */
export async function registerCaseUse(database: DataSource, use: CaseUse): Promise<CaseUseKey[]> {
  const wanted = [...new Set(use.dataSubjects)];
  const known = await readCommitted(database, (manager) => knownOf(manager, use, wanted));
  if (known.length === wanted.length) return wanted;
  await addCount(database, use);
  return transact(database, async (manager) => {
    const { department, scenario, caseNumber } = use;
    // Registrations of one case wait here for one another.
    const count = await manager.findOneOrFail(CaseCountRow, { where: { department, scenario, caseNumber }, ...forUpdate(manager) });
    const named = await knownOf(manager, use, wanted);
    const added = wanted.filter((dataSubject) => !named.includes(dataSubject));
    if (count.dataSubjects + added.length > use.max) return named;
    if (added.length === 0) return wanted;
    await manager.insert(
      CaseUseRow,
      added.map((dataSubject) => ({ department, scenario, caseNumber, dataSubject, firstUsedAt: use.now })),
    );
    await manager.increment(CaseCountRow, { department, scenario, caseNumber }, "dataSubjects", added.length);
    return wanted;
  });
}

async function knownOf(manager: EntityManager, { department, scenario, caseNumber }: CaseUse, wanted: readonly CaseUseKey[]): Promise<CaseUseKey[]> {
  const rows = await manager.find(CaseUseRow, { select: { dataSubject: true }, where: { department, scenario, caseNumber, dataSubject: In([...wanted]) } });
  return rows.map(({ dataSubject }) => dataSubject);
}

/** The row that is locked must be there before; made outside the transaction, where two that make it at once do no harm. */
async function addCount(database: DataSource, { department, scenario, caseNumber }: CaseUse): Promise<void> {
  await readCommitted(database, async (manager) => {
    if (await manager.existsBy(CaseCountRow, { department, scenario, caseNumber })) return;
    await manager.insert(CaseCountRow, { department, scenario, caseNumber, dataSubjects: 0 }).catch((error: unknown) => {
      if (!isDuplicate(error)) throw error;
    });
  });
}
