import { describe, expect, it } from "vitest";
import { buildReceipt, noticeHashOf, type ReceiptSource } from "./consent-receipt.js";
import { DEPARTMENTS } from "./departments.js";
import { BOUND, ID_NUMBER, RECEIPT_SOURCE } from "./testing/receipt-source.js";

const { housing, publicSecurity, civilAffairs, bigData } = DEPARTMENTS;
const receipt = buildReceipt(RECEIPT_SOURCE);
const withConsent = (changes: Partial<ReceiptSource["consent"]>): ReceiptSource => ({ ...RECEIPT_SOURCE, consent: { ...RECEIPT_SOURCE.consent, ...changes } });

describe("a receipt", () => {
  it("has a header that names the record and the structure, and the data subject by its binding alone", () => {
    expect(receipt.receipt).toEqual({ schema_version: "ISO/IEC TS 27560:2023; assent/1", receipt_id: RECEIPT_SOURCE.receiptId });
    expect(receipt.header).toEqual({
      schema_version: "ISO/IEC TS 27560:2023; assent/1",
      record_id: RECEIPT_SOURCE.consent.id,
      record_version: 2,
      pii_principal_id: BOUND,
    });
  });

  it("holds the notice exactly as it was shown", () => {
    expect(receipt.processing.privacy_notice).toEqual(RECEIPT_SOURCE.notice);
    expect(receipt.processing.language).toBe("zh-CN");
  });

  it("says what is used for which purpose, item by item with its state", () => {
    const [purpose] = receipt.processing.purposes;
    expect(purpose.purpose.name).toEqual({ en: "Public rental housing", "zh-CN": "公租房资格审核" });
    expect(purpose.pii_information.map(({ pii_attribute_id, state, held_by }) => [pii_attribute_id, state, held_by])).toEqual([
      ["Person.phone", "GIVEN", publicSecurity.code],
      ["Person.maritalStatus", "WITHDRAWN", civilAffairs.code],
      ["Person.registeredAddress", "REFUSED", publicSecurity.code],
    ]);
    expect(purpose).toMatchObject({
      pii_controllers: [publicSecurity.code, civilAffairs.code],
      recipient_third_parties: [housing.code],
      services: ["2026-0001"],
      jurisdiction: "CN",
      authority_party: bigData.code,
      retention_period: RECEIPT_SOURCE.retention,
    });
    expect(purpose.lawful_basis["zh-CN"]).toContain("单独同意");
    expect(purpose.withdrawal_method.en).toContain("withdrawConsent");
  });

  it("names departments with their credit codes, and persons by role alone", () => {
    expect(receipt.parties).toEqual([
      { party_id: publicSecurity.code, party_name: named(publicSecurity), party_role: "PII_CONTROLLER", party_type: "GOVERNMENT_DEPARTMENT" },
      { party_id: civilAffairs.code, party_name: named(civilAffairs), party_role: "PII_CONTROLLER", party_type: "GOVERNMENT_DEPARTMENT" },
      { party_id: housing.code, party_name: named(housing), party_role: "RECIPIENT", party_type: "GOVERNMENT_DEPARTMENT" },
      { party_id: bigData.code, party_name: named(bigData), party_role: "AUTHORITY", party_contact: "12345", party_type: "GOVERNMENT_DEPARTMENT" },
      { party_id: "data-subject", party_role: "PII_PRINCIPAL", party_type: "PERSON" },
    ]);
  });

  it("tells what happened in order of time, each by a party, and from when until when it was given", () => {
    const shuffled = buildReceipt({ ...RECEIPT_SOURCE, events: [...RECEIPT_SOURCE.events].reverse() });
    expect(shuffled.events).toEqual(receipt.events);
    expect(receipt.events.map(({ event_time, event_type, entity_id }) => [event_time, event_type, entity_id])).toEqual([
      ["2026-03-01T01:00:00.000Z", "REQUEST", housing.code],
      ["2026-03-02T01:00:00.000Z", "GIVE", "data-subject"],
      ["2026-03-05T01:00:00.000Z", "WITHDRAW_SOME", "data-subject"],
    ]);
    expect(receipt.events.map(({ validity_duration }) => validity_duration)).toEqual([null, "2026-03-02T01:00:00.000Z/2026-09-01T16:00:00.000Z", null]);
    expect(buildReceipt(withConsent({ until: null })).events[1]?.validity_duration).toBe("2026-03-02T01:00:00.000Z/..");
  });

  it("says where the consent stands", () => {
    expect(receipt.outcome).toEqual({
      state: "GIVEN",
      answered_at: "2026-03-02T01:00:00.000Z",
      term: "UNTIL_DATE",
      valid_until: "2026-09-01T16:00:00.000Z",
    });
    expect(buildReceipt(withConsent({ status: "REFUSED", until: null })).outcome).toMatchObject({ state: "REFUSED", valid_until: null });
  });

  it.each(["GUARDIAN", "LEGAL_REPRESENTATIVE", "OPERATOR", "PLATFORM"] as const)("has a party for each that acted: %s", (actorRole) => {
    const { parties, events } = buildReceipt({ ...RECEIPT_SOURCE, events: [{ at: new Date(0), type: "GIVE", after: "GIVEN", actorRole }] });
    expect(parties.filter(({ party_id }) => party_id === events[0]?.entity_id)).toHaveLength(1);
  });

  it("takes along nothing that its source holds beside", () => {
    const events = RECEIPT_SOURCE.events.map((event) => ({ ...event, actor: ID_NUMBER, actedFor: `PERSON:${ID_NUMBER}` }));
    const consent = { ...RECEIPT_SOURCE.consent, dataSubject: `PERSON:${ID_NUMBER}` };
    const source = { ...RECEIPT_SOURCE, consent, events, dataSubject: { ...BOUND, key: ID_NUMBER } };
    expect(JSON.stringify(buildReceipt(source))).not.toContain(ID_NUMBER);
  });
});

describe("no receipt is made", () => {
  const textWith = `告知书 ${ID_NUMBER.toLowerCase()}`;
  it.each<[string, ReceiptSource]>([
    ["a case number", { ...RECEIPT_SOURCE, request: { caseNumber: `A${ID_NUMBER}B` } }],
    ["a notice", { ...RECEIPT_SOURCE, notice: { ...RECEIPT_SOURCE.notice, text: textWith, hash: noticeHashOf(textWith) } }],
    ["an item's name", withConsent({ items: RECEIPT_SOURCE.consent.items.map((item) => ({ ...item, name: ID_NUMBER })) })],
    ["a department's contact", { ...RECEIPT_SOURCE, consumerDepartment: { ...housing, contact: ID_NUMBER } }],
  ])("where %s holds an identity number, which the error does not", (_, source) => {
    expect(() => buildReceipt(source)).toThrow(/^No text of a receipt holds an identity number\.$/);
  });

  it("of a notice that does not have its hash", () => {
    expect(() => buildReceipt({ ...RECEIPT_SOURCE, notice: { ...RECEIPT_SOURCE.notice, text: "Another text" } })).toThrow("has another hash");
  });

  it("without items or events, or where an authority acted that is not named", () => {
    expect(() => buildReceipt(withConsent({ items: [] }))).toThrow("at least one item");
    expect(() => buildReceipt({ ...RECEIPT_SOURCE, events: [] })).toThrow("one event");
    const events = [{ at: new Date(0), type: "REVOKE", after: "REVOKED", actorRole: "AUTHORITY" as const }];
    expect(() => buildReceipt({ ...RECEIPT_SOURCE, authority: null, events })).toThrow("An authority that acted");
    expect(buildReceipt({ ...RECEIPT_SOURCE, events }).events[0]?.entity_id).toBe(bigData.code);
  });
});

function named({ name, nameZh }: (typeof DEPARTMENTS)[keyof typeof DEPARTMENTS]) {
  return { en: name, "zh-CN": nameZh };
}
