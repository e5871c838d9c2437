import type { ConsentRecord } from "../../model/consent-record.js";
import type { Coordinate, SharingMode, SharingRule } from "../../model/sharing.js";
import type { SharingGrant } from "../../model/sharing-grant.js";
import type { ApplicationCaller } from "../../model/caller.js";
import type { DataSubjectKey } from "../../model/data-subject.js";

/** One case of the naive model: everything as plain lists. */
export interface NaiveCase {
  readonly rules: readonly SharingRule[];
  readonly grants: readonly SharingGrant[];
  readonly consents: readonly ConsentRecord[];
  readonly caller: ApplicationCaller;
  readonly dataSubject: DataSubjectKey;
  readonly mode: SharingMode;
  readonly now: Date;
}

/**
 * Whether an application may use an item, said as the law says it and as slowly as that allows: all that is demanded,
 * one after the other, over plain lists. Shares no code with what it tests.
 */
export function mayUse(item: Coordinate, { rules, grants, consents, caller, dataSubject, mode, now }: NaiveCase): boolean {
  const at = now.getTime();
  const rule = rules.find(({ coordinate }) => coordinate === item);
  if (rule === undefined) return false;
  if (["UNCONDITIONAL", "CONDITIONAL"].indexOf(rule.type) < 0) return false;
  if (["QUERY", "COMPARE", "AGGREGATE", "OBTAIN"].indexOf(mode) < 0 || rule.modes.indexOf(mode) < 0) return false;
  if (rule.departments && rule.departments.indexOf(caller.department) < 0) return false;
  if (rule.purposes && rule.purposes.indexOf(caller.scenario) < 0) return false;
  const own = grants.filter(
    (grant) => grant.department === caller.department && grant.application === caller.application && grant.scenario === caller.scenario,
  );
  const [grant] = own
    .filter(({ status, validFrom, validUntil }) => status === "ACTIVE" && validFrom.getTime() <= at && validUntil.getTime() > at)
    .sort((a, b) => b.validFrom.getTime() - a.validFrom.getTime());
  if (grant === undefined || !grant.items.some((held) => held.coordinate === item && held.mode === mode)) return false;
  if (!rule.consent || grant.statutoryBasis) return true;
  if (mode === "AGGREGATE") return false;
  return consents.some(
    (record) =>
      record.dataSubject === dataSubject &&
      record.department === caller.department &&
      record.scenario === caller.scenario &&
      record.status === "GIVEN" &&
      record.items.indexOf(item) >= 0 &&
      record.withdrawnItems.indexOf(item) < 0 &&
      record.refusedItems.indexOf(item) < 0 &&
      (!record.modes || (record.modes.get(item) ?? []).indexOf(mode) >= 0) &&
      record.givenAt.getTime() <= at &&
      (record.until === null || record.until.getTime() > at),
  );
}
