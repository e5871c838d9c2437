import type { DataSource } from "typeorm";
import { AnnualReportRow } from "../store/annual-report-row.js";
import { LegalEntityRow } from "../store/legal-entity-row.js";
import { ShareholdingRow } from "../store/shareholding-row.js";
import { LegalEntityKind, LegalEntityStatus } from "../terms.js";

/** A small register for tests; every name and number in it is invented. */

/** A legal entity of Lhasa's Chengguan district; a test says what differs. */
export function legalEntity(uscc: string, differences: Partial<LegalEntityRow> = {}): LegalEntityRow {
  return {
    uscc,
    name: `${uscc}有限公司`,
    kind: LegalEntityKind.ENTERPRISE,
    legalRepresentativeId: "540102198001010011",
    division: "540102",
    registeredAddress: "拉萨市城关区测试路1号",
    industry: "F",
    establishedOn: "2015-06-01",
    registrationAuthority: "拉萨市市场监督管理局",
    status: LegalEntityStatus.ACTIVE,
    businessScope: "日用百货销售",
    registrationNumber: "540100000000001",
    registeredCapital: 500,
    employees: 12,
    taxpayerNumber: uscc,
    taxRegisteredOn: "2015-06-10",
    taxAuthority: "国家税务总局拉萨市税务局",
    ...differences,
  };
}

/** Fills the tables. */
export async function fill(
  database: DataSource,
  rows: { readonly legalEntities?: LegalEntityRow[]; readonly shareholdings?: ShareholdingRow[]; readonly annualReports?: AnnualReportRow[] },
): Promise<void> {
  await database.getRepository(LegalEntityRow).insert(rows.legalEntities ?? []);
  await database.getRepository(ShareholdingRow).insert(rows.shareholdings ?? []);
  await database.getRepository(AnnualReportRow).insert(rows.annualReports ?? []);
}
