import { type DataSource, type EntityManager, In, Not } from "typeorm";
import type { Coordinate, SharingRule } from "../model/sharing.js";
import { CatalogueItemRow } from "./rows/catalogue-item-row.js";
import { readCommitted, transact } from "./transactions.js";

/** An item that can be applied for, or whose rule says why not. */
export interface CatalogueItem {
  readonly rule: SharingRule;
  /** Credit code of the department that holds it. */
  readonly providerDepartment: string;
}

const BATCH = 200;

/** Makes the catalogue what the published supergraph says: what is no longer in it goes. */
export function publishCatalogue(database: DataSource, items: readonly CatalogueItem[]): Promise<void> {
  return transact(database, async (manager) => {
    const rows = items.map(({ rule, providerDepartment }) => ({ coordinate: rule.coordinate, rule, providerDepartment }));
    await manager.delete(CatalogueItemRow, rows.length === 0 ? {} : { coordinate: Not(In(rows.map(({ coordinate }) => coordinate))) });
    for (let from = 0; from < rows.length; from += BATCH) await manager.upsert(CatalogueItemRow, rows.slice(from, from + BATCH), ["coordinate"]);
  });
}

/** The catalogue's items of some coordinates; what is not in it is absent. */
export function readCatalogue(database: DataSource, coordinates: readonly Coordinate[]): Promise<ReadonlyMap<Coordinate, CatalogueItem>> {
  return readCommitted(database, async (manager: EntityManager) => {
    const rows = await manager.findBy(CatalogueItemRow, { coordinate: In([...coordinates]) });
    return new Map(rows.map(({ coordinate, rule, providerDepartment }) => [coordinate, { rule, providerDepartment }]));
  });
}
