import type { SelectQueryBuilder } from "typeorm";
import { divisionFilter } from "../../kit/division-filter.js";
import type { IndustrySection, LegalEntityKind, LegalEntityStatus } from "../terms.js";
import type { LegalEntityRow } from "./legal-entity-row.js";

/** Conditions on legal entities, all of which must hold; absent or null is none. */
export interface LegalEntityConditions {
  readonly kind?: LegalEntityKind | null;
  readonly industry?: IndustrySection | null;
  readonly status?: LegalEntityStatus | null;
  /** GB/T 2260, with what lies below it. */
  readonly division?: string | null;
  /** `YYYY-MM-DD`, inclusive, like the next. */
  readonly establishedFrom?: string | null;
  readonly establishedUntil?: string | null;
}

/** Adds the conditions to a query whose rows are named `item`. */
export function addConditions(query: SelectQueryBuilder<LegalEntityRow>, conditions: LegalEntityConditions): void {
  const { kind, industry, status, division, establishedFrom, establishedUntil } = conditions;
  if (kind) query.andWhere("item.kind = :kind", { kind });
  if (industry) query.andWhere("item.industry = :industry", { industry });
  if (status) query.andWhere("item.status = :status", { status });
  if (establishedFrom) query.andWhere("item.establishedOn >= :establishedFrom", { establishedFrom });
  if (establishedUntil) query.andWhere("item.establishedOn <= :establishedUntil", { establishedUntil });
  if (division == null) return;
  const { sql, parameters } = divisionFilter("item.division", division);
  query.andWhere(sql, parameters);
}
