import { type IndustrySection, LegalEntityKind, LegalEntityStatus } from "../../subgraphs/legal-entity/terms.js";
import type { LegalEntityRow } from "../../subgraphs/legal-entity/store/legal-entity-row.js";
import type { PersonRow } from "../../subgraphs/population/store/person-row.js";
import type { Batch } from "./batch.js";
import type { World } from "./generate.js";
import { creditCodeOf } from "./numbers.js";
import { addressIn, PLACES } from "./places.js";
import { weights } from "./random.js";

/** Industry sections (GB/T 4754) by share of enterprises, roughly as the fifth economic census found them. */
const INDUSTRIES = weights<readonly [IndustrySection, string]>([
  [["F", "商贸"], 38],
  [["L", "商务服务"], 13],
  [["E", "建筑工程"], 9],
  [["H", "餐饮"], 8],
  [["C", "制造"], 7],
  [["M", "科技"], 6],
  [["I", "信息技术"], 5],
  [["G", "运输"], 4],
  [["R", "文化旅游"], 3],
  [["A", "农牧业"], 3],
  [["O", "家政"], 2],
  [["K", "物业"], 2],
]);

const WORDS = ["雪莲", "高原", "圣地", "吉祥", "金珠", "雅江", "格桑", "天路", "净土", "藏源", "宏达", "恒信", "瑞丰", "昌盛"];

/** Founds an enterprise that an adult represents, with its shares, reports, taxes and rows. */
export function foundCompany(world: World, batch: Batch, representative: PersonRow, n: number): LegalEntityRow {
  const { random } = world;
  const place = PLACES.values.find(({ code }) => code === representative.registeredDivision) ?? random.weighted(PLACES);
  const [industry, trade] = random.weighted(INDUSTRIES);
  const isSoleTrader = random.chance(0.45);
  const age = random.int(0, 18);
  const uscc = creditCodeOf(place.code, n);
  const establishedOn = world.dateOfAge(age);
  const company: LegalEntityRow = {
    uscc,
    name: `${place.fullName.slice(-6)}${random.pick(WORDS)}${trade}${isSoleTrader ? "店" : "有限公司"}`,
    kind: isSoleTrader ? LegalEntityKind.SOLE_TRADER : LegalEntityKind.ENTERPRISE,
    legalRepresentativeId: representative.idNumber,
    division: place.code,
    registeredAddress: addressIn(random, place),
    industry,
    establishedOn,
    registrationAuthority: "市场监督管理局",
    status: random.chance(0.9) ? LegalEntityStatus.ACTIVE : LegalEntityStatus.DEREGISTERED,
    businessScope: `${trade}；法律、法规未禁止的其他经营项目`,
    registrationNumber: `5400${String(random.int(0, 99_999_999_999)).padStart(11, "0")}`,
    registeredCapital: isSoleTrader ? null : random.pick([10, 50, 100, 200, 500, 1000]),
    employees: age === 0 ? null : isSoleTrader ? random.int(1, 6) : random.int(2, 120),
    taxpayerNumber: uscc,
    taxRegisteredOn: establishedOn,
    taxAuthority: "税务局",
  };
  batch.legalEntities.push(company);
  addShares(world, batch, company, representative);
  addReports(world, batch, company, age);
  return company;
}

function addShares({ random }: World, { shareholdings }: Batch, { uscc }: LegalEntityRow, { idNumber, spouseId }: PersonRow): void {
  const shared = spouseId !== null && random.chance(0.35) ? random.int(5, 50) * 100 : 0;
  shareholdings.push({ uscc, holderKind: "PERSON", holderId: idNumber, basisPoints: 10_000 - shared });
  if (shared > 0 && spouseId) shareholdings.push({ uscc, holderKind: "PERSON", holderId: spouseId, basisPoints: shared });
}

function addReports({ random, year }: World, { annualReports }: Batch, { uscc, employees }: LegalEntityRow, age: number): void {
  for (let back = 1; back <= Math.min(age, 3); back++) {
    annualReports.push({ uscc, year: year - back, revenue: random.int(5, 3000), employees: employees ?? 1 });
  }
}
