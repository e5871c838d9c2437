import type { DataSource } from "typeorm";
import { rowLoader, rowsLoader } from "../kit/loaders.js";
import { BirthCertificateRow, DeathRecordRow, LivingAllowanceRow, ParentageRow, SocialInsuranceRow } from "./store/event-rows.js";
import { PersonRow } from "./store/person-row.js";

/** Elements that `children` may hold; published in its description. */
const MAX_CHILDREN = 20;
/** Elements that `socialInsurance` may hold: there are five kinds. */
const MAX_INSURANCES = 5;

export type PopulationLoaders = ReturnType<typeof createPopulationLoaders>;

/** Batching look-ups of one request: one statement a table, however many persons. */
export function createPopulationLoaders(database: DataSource) {
  return {
    persons: rowLoader(database, PersonRow, "idNumber"),
    children: rowsLoader(database, ParentageRow, { by: "parentId", order: ["childId"], bound: MAX_CHILDREN }),
    birthCertificates: rowLoader(database, BirthCertificateRow, "idNumber"),
    deathRecords: rowLoader(database, DeathRecordRow, "idNumber"),
    insurances: rowsLoader(database, SocialInsuranceRow, { by: "idNumber", order: ["kind"], bound: MAX_INSURANCES }),
    allowances: rowLoader(database, LivingAllowanceRow, "idNumber"),
  };
}
