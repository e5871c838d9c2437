import { createHmac, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { CaseUseKey } from "../model/data-subject.js";

/** A case of a department in a scenario. */
export interface CaseName {
  readonly department: string;
  readonly scenario: string;
  readonly case: string;
}

/** Which cases are known to have named which data subjects. */
export interface KnownCaseUses {
  holds(name: CaseName, dataSubjects: readonly CaseUseKey[]): boolean;
  keep(name: CaseName, dataSubjects: readonly CaseUseKey[]): void;
}

const MAX_KEPT = 50_000;

/**
 * Remembers what is counted already: a count is never taken back, so a case that asks again about the same data subject
 * need not ask the service again. Kept under an HMAC with a key of this process, the ones used last.
 */
export function createKnownCaseUses(): KnownCaseUses {
  const secret = randomBytes(32);
  const kept = new LRUCache<string, true>({ max: MAX_KEPT });
  const nameOf = ({ department, scenario, case: caseNumber }: CaseName, dataSubject: CaseUseKey): string =>
    createHmac("sha256", secret)
      .update(JSON.stringify([department, scenario, caseNumber, dataSubject]))
      .digest("base64");
  return {
    holds: (name, dataSubjects) => dataSubjects.every((dataSubject) => kept.get(nameOf(name, dataSubject)) === true),
    keep: (name, dataSubjects) => {
      for (const dataSubject of dataSubjects) kept.set(nameOf(name, dataSubject), true);
    },
  };
}
