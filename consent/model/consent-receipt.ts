import { createHash } from "node:crypto";
import type { ConsentItemState } from "./consent-life.js";
import type { ConsentStatus } from "./consent-record.js";
import type { Department } from "./departments.js";
import { holdsIdentityNumber } from "./identifiers.js";
import type { BoundDataSubject } from "./receipt-binding.js";
import {
  type ActorRole,
  type BilingualText,
  type ConsentReceipt,
  type ConsentTerm,
  RECEIPT_SCHEMA_VERSION,
  type ReceiptEvent,
  type ReceiptNotice,
  type ReceiptParty,
  type ReceiptPurpose,
} from "./receipt-record.js";
import type { Coordinate, Sensitivity, SharingMode } from "./sharing.js";

/** A department as a party (27560, 6.3.6). */
export interface DepartmentParty extends Department {
  readonly address?: string;
  readonly contact?: string;
}

/** One item of the answer. */
export interface AnsweredItem {
  readonly coordinate: Coordinate;
  /** As the notice names it. */
  readonly name: string;
  readonly modes: readonly SharingMode[];
  readonly state: ConsentItemState;
  readonly sensitivity: Sensitivity;
  /** The department that holds it. */
  readonly providerDepartment: DepartmentParty;
}

/** Something that happened to the request or the consent. */
export interface ConsentHappening {
  readonly at: Date;
  /** `REQUEST`, `GIVE`, `WITHDRAW` … */
  readonly type: string;
  /** The state that it made. */
  readonly after: string;
  readonly actorRole: ActorRole;
}

/** What a receipt is made of. Nothing in it names a person: the data subject is bound, and whoever acted is a role. */
export interface ReceiptSource {
  /** Of the receipt, new for each. */
  readonly receiptId: string;
  readonly dataSubject: BoundDataSubject;
  readonly consent: {
    readonly id: string;
    readonly version: number;
    /** At the moment of the receipt: `consentStatusAt`. */
    readonly status: ConsentStatus | "REFUSED";
    readonly answeredAt: Date;
    readonly until: Date | null;
    readonly term: ConsentTerm;
    readonly items: readonly AnsweredItem[];
  };
  readonly request: { readonly caseNumber: string };
  /** `name` and `purpose` bilingual, `English · 中文`. */
  readonly scenario: { readonly code: string; readonly name: string; readonly purpose: string };
  readonly notice: ReceiptNotice;
  readonly consumerDepartment: DepartmentParty;
  /** Who hears complaints. */
  readonly authority: DepartmentParty | null;
  readonly retention: BilingualText;
  /** Of the request and of the consent. */
  readonly events: readonly ConsentHappening[];
}

const LAWFUL_BASIS: BilingualText = {
  en: "Separate consent (Lhasa measures on sharing, article 24; of a natural person, Personal Information Protection Law, articles 13, 14, 23 and 29)",
  "zh-CN": "单独同意（拉萨市《政务数据资源共享管理暂行办法》第二十四条；自然人并依《个人信息保护法》第十三条、第十四条、第二十三条、第二十九条）",
};
const WITHDRAWAL_METHOD: BilingualText = {
  en: "At any time, in whole or item by item, where the consent was given (withdrawConsent); at once, and not retroactive (PIPL, article 15)",
  "zh-CN": "可以随时在作出同意的渠道（withdrawConsent）全部或者逐项撤回；自撤回时起生效，不影响撤回前的处理（《个人信息保护法》第十五条）",
};
const PRIVACY_RIGHTS: BilingualText = {
  en: "To know and decide, to inspect and copy each use, to have values corrected and deleted, and to be told the rules (PIPL, articles 44 to 48)",
  "zh-CN": "知情权、决定权，查阅、复制每一次使用记录，请求更正、补充、删除，要求解释说明处理规则（《个人信息保护法》第四十四条至第四十八条）",
};

/**
 * Makes a receipt of a consent record (ISO/IEC TS 27560:2023, 6.4): metadata, header, processing, parties, events.
 * @throws Error when the notice does not have its hash, when there is no item or no event, when an authority acted and is not
 *   named, or when a text holds an identity number: a receipt is handed on, and none may be in it
 */
export function buildReceipt(source: ReceiptSource): ConsentReceipt {
  const { consent, notice, dataSubject } = source;
  checkSource(source);
  const schema_version = RECEIPT_SCHEMA_VERSION;
  return {
    receipt: { schema_version, receipt_id: source.receiptId },
    header: { schema_version, record_id: consent.id, record_version: consent.version, pii_principal_id: copyOf(dataSubject) },
    processing: {
      privacy_notice: { text: notice.text, version: notice.version, locale: notice.locale, hash: notice.hash },
      language: notice.locale,
      purposes: [purposeOf(source)],
    },
    parties: partiesOf(source),
    events: eventsOf(source),
    outcome: { state: consent.status, answered_at: consent.answeredAt.toISOString(), term: consent.term, valid_until: consent.until?.toISOString() ?? null },
  };
}

/** The SHA-256 of a notice's text, by which an answer names it. */
export function noticeHashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Field by field, so that nothing else that a caller's object holds goes out. */
function copyOf({ kind, method, n, r, p, salt, digest }: BoundDataSubject): BoundDataSubject {
  return { kind, method, n, r, p, salt, digest };
}

function purposeOf({ consent, request, scenario, consumerDepartment, authority, retention }: ReceiptSource): ReceiptPurpose {
  return {
    purpose: { code: scenario.code, name: bilingual(scenario.name), description: bilingual(scenario.purpose) },
    purpose_type: "SHARING_SCENARIO",
    lawful_basis: LAWFUL_BASIS,
    pii_information: consent.items.map(({ coordinate, name, modes, state, sensitivity, providerDepartment }) => ({
      pii_type: name,
      pii_attribute_id: coordinate,
      pii_optional: true,
      sensitive_pii_category: sensitivity,
      modes: [...modes],
      state,
      held_by: providerDepartment.code,
    })),
    pii_controllers: [...new Set(consent.items.map(({ providerDepartment }) => providerDepartment.code))],
    retention_period: { en: retention.en, "zh-CN": retention["zh-CN"] },
    services: [request.caseNumber],
    jurisdiction: "CN",
    recipient_third_parties: [consumerDepartment.code],
    withdrawal_method: WITHDRAWAL_METHOD,
    privacy_rights: PRIVACY_RIGHTS,
    authority_party: authority?.code ?? null,
  };
}

/** Each department once in each role, then each role of a person that occurs. */
function partiesOf({ consent, consumerDepartment, authority, dataSubject, events }: ReceiptSource): ReceiptParty[] {
  const holders = new Map(consent.items.map(({ providerDepartment }) => [providerDepartment.code, providerDepartment]));
  const roles = new Set(events.map(({ actorRole }) => actorRole));
  const representatives = (["GUARDIAN", "LEGAL_REPRESENTATIVE"] as const).filter((role) => roles.has(role));
  return [
    ...[...holders.values()].map((department) => departmentParty(department, "PII_CONTROLLER")),
    departmentParty(consumerDepartment, "RECIPIENT"),
    ...(authority ? [departmentParty(authority, "AUTHORITY")] : []),
    { party_id: personId("DATA_SUBJECT"), party_role: "PII_PRINCIPAL", party_type: dataSubject.kind },
    ...representatives.map((role) => ({ party_id: personId(role), party_role: "REPRESENTATIVE", party_type: "PERSON" }) as const),
    ...(["OPERATOR", "PLATFORM"] as const)
      .filter((role) => roles.has(role))
      .map((role) => ({ party_id: personId(role), party_role: role, party_type: role === "PLATFORM" ? "SYSTEM" : "PERSON" }) as const),
  ];
}

function departmentParty({ code, name, nameZh, address, contact }: DepartmentParty, party_role: "PII_CONTROLLER" | "RECIPIENT" | "AUTHORITY"): ReceiptParty {
  return {
    party_id: code,
    ...(address === undefined ? {} : { party_address: address }),
    party_name: { en: name, "zh-CN": nameZh },
    party_role,
    ...(contact === undefined ? {} : { party_contact: contact }),
    party_type: "GOVERNMENT_DEPARTMENT",
  };
}

function eventsOf({ events, consent, consumerDepartment, authority }: ReceiptSource): ReceiptEvent[] {
  const partyOf = (role: ActorRole): string => {
    if (role === "CASEWORKER") return consumerDepartment.code;
    return role === "AUTHORITY" && authority ? authority.code : personId(role);
  };
  const inOrder = [...events].sort((a, b) => a.at.getTime() - b.at.getTime());
  return inOrder.map(({ at, type, after, actorRole }) => ({
    event_time: at.toISOString(),
    validity_duration: type === "GIVE" ? `${consent.answeredAt.toISOString()}/${consent.until?.toISOString() ?? ".."}` : null,
    entity_id: partyOf(actorRole),
    event_type: type,
    event_state: after,
    actor_role: actorRole,
  }));
}

function personId(role: ActorRole): string {
  return role.toLowerCase().replaceAll("_", "-");
}

/** `English · 中文`; a text in one language stands for both. */
function bilingual(text: string): BilingualText {
  const parts = text.split(" · ");
  return { en: parts[0] as string, "zh-CN": parts.at(-1) as string };
}

function checkSource({ consent, request, scenario, notice, consumerDepartment, authority, retention, events }: ReceiptSource): void {
  if (noticeHashOf(notice.text) !== notice.hash) throw new Error("A receipt holds the notice that was shown, and this text has another hash.");
  if (consent.items.length === 0 || events.length === 0) throw new Error("A receipt has at least one item and one event.");
  if (!authority && events.some(({ actorRole }) => actorRole === "AUTHORITY")) throw new Error("An authority that acted is a party to the receipt.");
  const departments = [consumerDepartment, ...(authority ? [authority] : []), ...consent.items.map(({ providerDepartment }) => providerDepartment)];
  const texts = [
    ...[request.caseNumber, scenario.code, scenario.name, scenario.purpose, notice.text, notice.version, retention.en, retention["zh-CN"]],
    ...consent.items.flatMap(({ coordinate, name }) => [coordinate, name]),
    ...departments.flatMap(({ name, nameZh, address = "", contact = "" }) => [name, nameZh, address, contact]),
    ...events.flatMap(({ type, after }) => [type, after]),
  ];
  // Identity numbers alone: a notice names departments by credit code.
  if (texts.some(holdsIdentityNumber)) throw new Error("No text of a receipt holds an identity number.");
}
