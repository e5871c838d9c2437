import type { Coordinate, SharingMode } from "../model/sharing.js";

/** Chinese names of the items that scenarios name, for notices: a citizen is not told of coordinates alone (PIPL §17). */
const ITEM_NAMES: Readonly<Record<Coordinate, string>> = {
  "Person.idNumber": "公民身份号码",
  "Person.name": "姓名",
  "Person.sex": "性别",
  "Person.ethnicity": "民族",
  "Person.birthDate": "出生日期",
  "Person.nationality": "国籍",
  "Person.alive": "生存状态",
  "Person.registeredDivision": "户籍所在地行政区划",
  "Person.registeredAddress": "户籍地址",
  "Person.birthCertificate": "出生医学证明",
  "Person.deathRecord": "死亡登记",
  "Person.currentAddress": "现住址",
  "Person.phone": "联系电话",
  "Person.maritalStatus": "婚姻状况",
  "Person.spouse": "配偶",
  "Person.guardian": "监护人",
  "Person.children": "子女",
  "Person.parents": "父母",
  "Person.employment": "就业信息",
  "Person.socialInsurance": "社会保险参保信息",
  "Person.minimumLivingAllowance": "最低生活保障信息",
  "Person.annualIncome": "年收入",
  "Person.companies": "担任法定代表人的企业",
  "Person.licences": "持有的证照",
  "Person.realEstate": "名下不动产",
  "LegalEntity.uscc": "统一社会信用代码",
  "LegalEntity.name": "名称",
  "LegalEntity.kind": "类型",
  "LegalEntity.status": "登记状态",
  "LegalEntity.legalRepresentative": "法定代表人",
  "LegalEntity.registeredAddress": "住所",
  "LegalEntity.registrationNumber": "注册号",
  "LegalEntity.registeredCapital": "注册资本",
  "LegalEntity.taxRegistration": "税务登记信息",
  "LegalEntity.shareholders": "股东及出资信息",
  "LegalEntity.annualReports": "年度报告",
  "LegalEntity.licences": "持有的证照",
  "LegalEntity.realEstate": "名下不动产",
  "Licence.kind": "证照类型",
  "Licence.name": "证照名称",
  "Licence.issuer": "发证机关",
  "Licence.validUntil": "证照有效期",
  "Licence.status": "证照状态",
  "Licence.number": "证照号码",
  "Licence.image": "证照影像",
  "Licence.holder": "持证主体",
  "Licence.holderName": "持证主体名称",
  "Parcel.unitNumber": "不动产单元号",
  "Parcel.area": "面积",
  "Parcel.location": "坐落",
  "Parcel.landUse": "用途",
  "Parcel.owners": "权利人",
  "Parcel.mortgages": "抵押信息",
};

const MODE_NAMES: Readonly<Record<SharingMode, string>> = { QUERY: "查阅", COMPARE: "比对", AGGREGATE: "统计", OBTAIN: "获取" };

/** An item as a notice names it, with its coordinate, which the answer names. */
export function itemName(coordinate: Coordinate): string {
  const name = Object.hasOwn(ITEM_NAMES, coordinate) ? ITEM_NAMES[coordinate] : undefined;
  return name ? `${name}（${coordinate}）` : coordinate;
}

/** The modes of an item's use as a notice names them. */
export function modeNames(modes: readonly SharingMode[]): string {
  return modes.map((mode) => MODE_NAMES[mode]).join("、");
}
