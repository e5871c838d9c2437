import { divisionFilter } from "../../kit/division-filter.js";
import type { MaritalStatus, Sex } from "../terms.js";

/** Which persons a list or a statistic is of; what is absent or null demands nothing. */
export interface PersonConditions {
  /** GB/T 2260: the division itself and all below it. */
  readonly registeredDivision?: string | null;
  readonly sex?: Sex | null;
  /** `YYYY-MM-DD`, inclusive, like `bornUntil`. */
  readonly bornFrom?: string | null;
  readonly bornUntil?: string | null;
  readonly alive?: boolean | null;
  readonly maritalStatus?: MaritalStatus | null;
}

/** Adds the conditions to a query whose persons are named `item`. */
export function addConditions(query: { andWhere(sql: string, parameters: object): unknown }, conditions: PersonConditions): void {
  const { registeredDivision, sex, bornFrom, bornUntil, alive, maritalStatus } = conditions;
  if (registeredDivision != null) {
    const { sql, parameters } = divisionFilter("item.registeredDivision", registeredDivision);
    query.andWhere(sql, parameters);
  }
  if (sex != null) query.andWhere("item.sex = :sex", { sex });
  if (bornFrom != null) query.andWhere("item.birthDate >= :bornFrom", { bornFrom });
  if (bornUntil != null) query.andWhere("item.birthDate <= :bornUntil", { bornUntil });
  // Neither engine has booleans of its own.
  if (alive != null) query.andWhere("item.alive = :alive", { alive: alive ? 1 : 0 });
  if (maritalStatus != null) query.andWhere("item.maritalStatus = :maritalStatus", { maritalStatus });
}
