import { LicenceRow } from "../store/licence-row.js";
import { LicenceKind, LicenceStatus } from "../terms.js";

/** A licence for tests; every number in it is invented. A test says what differs. */
export function licence(identifier: string, differences: Partial<LicenceRow> = {}): LicenceRow {
  return {
    identifier,
    kind: LicenceKind.FOOD_OPERATION_LICENCE,
    name: "食品经营许可证",
    holderKind: "LEGAL_ENTITY",
    holderId: "91540100MA6T00001X",
    holderName: "拉萨雪域商贸有限公司",
    number: "JY15401020001234",
    issuer: "拉萨市市场监督管理局",
    issuedOn: "2024-03-01",
    validFrom: "2024-03-01",
    validUntil: "2029-02-28",
    status: LicenceStatus.VALID,
    ...differences,
  };
}
