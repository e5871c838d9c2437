import type { DataSource } from "typeorm";
import type { ConsentItemState } from "../model/consent-life.js";
import type { WireConsent } from "../model/consent-wire.js";
import type { DataSubjectKey } from "../model/data-subject.js";
import type { Coordinate, SharingMode } from "../model/sharing.js";
import { changeVersion } from "./changes.js";
import { ConsentItemRow, ConsentRecordRow } from "./rows/consent-record-row.js";
import { readCommitted } from "./transactions.js";

interface JoinedRow extends Omit<WireConsent, "items"> {
  readonly coordinate: Coordinate;
  readonly state: ConsentItemState;
  readonly modes: string;
}

const COLUMNS = {
  id: "record.id",
  version: "record.version",
  dataSubject: "record.dataSubject",
  case: "record.caseNumber",
  status: "record.status",
  givenAt: "record.givenAt",
  until: "record.until",
  oneTime: "record.oneTime",
  coordinate: "item.coordinate",
  state: "item.state",
  modes: "item.modes",
} as const satisfies Record<keyof JoinedRow, string>;

/** The version of all consents: it rises, in the same transaction, with every change of any of them. */
export function readConsentVersion(database: DataSource): Promise<number> {
  return readCommitted(database, (manager) => changeVersion(manager, "consents"));
}

/** Every answer that some data subjects have given to a department in a scenario, refusals included: one statement. */
export async function lookUpConsents(
  database: DataSource,
  department: string,
  scenario: string,
  dataSubjects: readonly DataSubjectKey[],
): Promise<WireConsent[]> {
  if (dataSubjects.length === 0) return [];
  const rows = await readCommitted(database, (manager) => {
    const query = manager.createQueryBuilder(ConsentRecordRow, "record").innerJoin(ConsentItemRow, "item", "item.consent = record.id").select([]);
    for (const [name, column] of Object.entries(COLUMNS)) query.addSelect(column, name);
    return query
      .where("record.department = :department AND record.scenario = :scenario", { department, scenario })
      .andWhere("record.dataSubject IN (:...dataSubjects)", { dataSubjects: [...new Set(dataSubjects)] })
      .orderBy("record.givenAt")
      .addOrderBy("record.id")
      .addOrderBy("item.coordinate")
      .getRawMany<JoinedRow>();
  });
  const items = new Map<string, WireConsent["items"][number][]>();
  const consents: WireConsent[] = [];
  for (const { coordinate, state, modes, ...record } of rows) {
    const known = items.get(record.id) ?? [];
    if (known.length === 0) consents.push({ ...record, oneTime: Boolean(record.oneTime), items: known });
    known.push({ coordinate, state, modes: JSON.parse(modes) as SharingMode[] });
    items.set(record.id, known);
  }
  return consents;
}
