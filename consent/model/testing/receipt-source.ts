import { noticeHashOf, type ReceiptSource } from "../consent-receipt.js";
import { DEPARTMENTS } from "../departments.js";
import type { BoundDataSubject } from "../receipt-binding.js";

/** An invented person, whom the receipts of tests are about. */
export const ID_NUMBER = "11010519491231002X";

/** `bindDataSubject("PERSON:11010519491231002X", Buffer.alloc(16, 7))`. */
export const BOUND: BoundDataSubject = {
  kind: "PERSON",
  method: "scrypt",
  n: 32768,
  r: 8,
  p: 1,
  salt: "BwcHBwcHBwcHBwcHBwcHBw",
  digest: "aSqT2zKAarDB6a-bdZtSKN_VnUMMNgDAawh265lGXgc",
};

const NOTICE_TEXT = `个人信息单独同意告知书\n信息使用部门：住房和城乡建设局（统一社会信用代码 ${DEPARTMENTS.housing.code}）`;

/** A consent to two of three items, one of which was withdrawn. */
export const RECEIPT_SOURCE: ReceiptSource = {
  receiptId: "0190a000-0000-7000-8000-000000000009",
  dataSubject: BOUND,
  consent: {
    id: "0190a000-0000-7000-8000-000000000001",
    version: 2,
    status: "GIVEN",
    answeredAt: new Date("2026-03-02T01:00:00.000Z"),
    until: new Date("2026-09-01T16:00:00.000Z"),
    term: "UNTIL_DATE",
    items: [
      item("Person.phone", "联系电话", "GIVEN"),
      { ...item("Person.maritalStatus", "婚姻状况", "WITHDRAWN"), providerDepartment: DEPARTMENTS.civilAffairs },
      item("Person.registeredAddress", "户籍地址", "REFUSED"),
    ],
  },
  request: { caseNumber: "2026-0001" },
  scenario: {
    code: "public-rental-housing",
    name: "Public rental housing · 公租房资格审核",
    purpose: "Checking whether a household may rent · 审核申请家庭是否符合条件",
  },
  notice: { text: NOTICE_TEXT, version: "1", locale: "zh-CN", hash: noticeHashOf(NOTICE_TEXT) },
  consumerDepartment: DEPARTMENTS.housing,
  authority: { ...DEPARTMENTS.bigData, contact: "12345" },
  retention: { en: "30 days after the case is closed, then deleted", "zh-CN": "办结后30日内删除" },
  events: [
    { at: new Date("2026-03-01T01:00:00.000Z"), type: "REQUEST", after: "REQUESTED", actorRole: "CASEWORKER" },
    { at: new Date("2026-03-02T01:00:00.000Z"), type: "GIVE", after: "GIVEN", actorRole: "DATA_SUBJECT" },
    { at: new Date("2026-03-05T01:00:00.000Z"), type: "WITHDRAW_SOME", after: "GIVEN", actorRole: "DATA_SUBJECT" },
  ],
};

function item(coordinate: string, name: string, state: "GIVEN" | "REFUSED" | "WITHDRAWN"): ReceiptSource["consent"]["items"][number] {
  return { coordinate, name, state, modes: ["QUERY"], sensitivity: "PERSONAL", providerDepartment: DEPARTMENTS.publicSecurity };
}
