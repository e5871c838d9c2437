import type { SignedReceipt } from "../../consent/api/receipt-schema.js";
import type { ReceiptFault } from "../../consent/api/receipt-signer.js";
import type { ActorRole, ReceiptDataItem } from "../../consent/model/receipt-record.js";

type Language = "zh-CN" | "en";
type Words = Readonly<Record<Language, string>>;

const words = (zh: string, en: string): Words => ({ "zh-CN": zh, en });

const STATES: Readonly<Record<SignedReceipt["outcome"]["state"] | "REQUESTED" | "LAPSED", Words>> = {
  REQUESTED: words("待答复", "asked"),
  LAPSED: words("逾期未答复", "lapsed"),
  GIVEN: words("已同意", "given"),
  REFUSED: words("不同意", "refused"),
  WITHDRAWN: words("已撤回", "withdrawn"),
  REVOKED: words("已被撤销", "revoked"),
  EXPIRED: words("已到期", "expired"),
  EXHAUSTED: words("已使用完毕", "used up"),
};
const EVENTS: Readonly<Record<string, Words>> = {
  REQUEST: words("征求同意", "asked for consent"),
  GIVE: words("同意", "gave"),
  REFUSE: words("不同意", "refused"),
  LAPSE: words("逾期", "lapsed"),
  WITHDRAW: words("撤回", "withdrew"),
  WITHDRAW_SOME: words("部分撤回", "withdrew in part"),
  REVOKE: words("撤销", "revoked"),
  EXPIRE: words("到期", "expired"),
  EXHAUST: words("使用完毕", "used up"),
};
const ROLES: Readonly<Record<ActorRole, Words>> = {
  DATA_SUBJECT: words("本人", "data subject"),
  GUARDIAN: words("监护人", "guardian"),
  LEGAL_REPRESENTATIVE: words("法定代表人", "legal representative"),
  CASEWORKER: words("使用部门经办人", "caseworker"),
  OPERATOR: words("窗口工作人员", "window operator"),
  AUTHORITY: words("主管部门", "authority"),
  PLATFORM: words("平台", "platform"),
};
const MODES: Readonly<Record<ReceiptDataItem["modes"][number], Words>> = {
  QUERY: words("查阅", "query"),
  COMPARE: words("比对", "compare"),
  AGGREGATE: words("统计", "aggregate"),
  OBTAIN: words("获取", "obtain"),
};
const TERMS: Readonly<Record<SignedReceipt["outcome"]["term"], Words>> = {
  ONE_TIME: words("仅限使用一次", "for one use"),
  UNTIL_DATE: words("至约定日期", "until a date"),
  WHILE_CASE_OPEN: words("办件期间", "while the case is open"),
  WHILE_SCENARIO_LASTS: words("应用场景存续期间", "while the scenario lasts"),
};

/** Why a text is no valid receipt, in words. */
export const FAULTS: Readonly<Record<ReceiptFault, Words>> = {
  TOO_LARGE: words("超过 256 KiB", "larger than 256 KiB"),
  MALFORMED: words("不是回执的紧凑签名格式", "not a signed receipt in compact form"),
  UNSIGNED: words("没有签名", "not signed"),
  WRONG_ALGORITHM: words("签名算法不被接受", "signed with an algorithm that is not accepted"),
  WRONG_TYPE: words("签名的内容不是同意回执", "signed, but for something else than a receipt"),
  UNKNOWN_KEY: words("签名密钥不在所给的公钥之中", "signed with a key that is not among those given"),
  WRONG_SIGNATURE: words("签名不符，内容已被改动或者并非由该密钥签名", "the signature does not fit: altered, or never signed with that key"),
  NOT_A_RECEIPT: words("内容不是本程序认识的回执", "its content is no receipt that this program understands"),
  WRONG_NOTICE_HASH: words("告知书全文与其哈希值不符", "the notice does not have its hash"),
};

/** What a verified receipt says: first in Chinese, then in English. @param now to tell that its end has passed since */
export function describeReceipt(receipt: SignedReceipt, keyId: string, now: Date): string {
  const text = [...inLanguage("zh-CN", receipt, keyId, now), "", ...inLanguage("en", receipt, keyId, now)].join("\n");
  // What stands in a file moves no cursor and turns no text around in a terminal.
  return text.replaceAll(/[^\P{Cc}\n]|\p{Cf}/gu, "\uFFFD");
}

function inLanguage(language: Language, receipt: SignedReceipt, keyId: string, now: Date): string[] {
  const { header, processing, outcome } = receipt;
  const [purpose] = processing.purposes;
  const say = (zh: string, en: string): string => (language === "en" ? en : zh);
  const parties = (ids: readonly string[]): string => ids.map((id) => partyName(receipt, id, language)).join(say("、", ", "));
  const { version, locale, hash } = processing.privacy_notice;
  return [
    `${say("同意回执有效", "The consent receipt is valid")} · ${receipt.receipt.receipt_id}`,
    field(say("签发", "Signed"), `${chinaTime(new Date(receipt.iat * 1000))} · ${say("密钥", "key")} ${keyId}`),
    field(say("记录", "Record"), `${header.record_id} · ${say("版本", "version")} ${header.record_version}`),
    field(say("状态", "State"), `${STATES[outcome.state][language]}${endOf(outcome, now)[language]}`),
    field(say("答复人", "Answered by"), givers(receipt, language)),
    field(say("提供部门", "Held by"), parties(purpose.pii_controllers)),
    field(say("使用部门", "Used by"), parties(purpose.recipient_third_parties)),
    field(say("用途", "Purpose"), `${purpose.purpose.name[language]} (${purpose.purpose.code}) · ${say("办件", "case")} ${purpose.services[0]}`),
    field(say("期限", "Term"), `${TERMS[outcome.term][language]} · ${chinaTime(new Date(outcome.answered_at))} – ${untilOf(outcome, language)}`),
    field(say("保存", "Retention"), purpose.retention_period[language]),
    say("信息项：", "Items:"),
    ...purpose.pii_information.map((item) => `  ${itemLine(item, language)}`),
    say("经过：", "Events:"),
    ...receipt.events.map((event) => {
      const type = EVENTS[event.event_type]?.[language] ?? event.event_type;
      return `  ${chinaTime(new Date(event.event_time))} ${type} · ${ROLES[event.actor_role][language]}`;
    }),
    field(say("告知书", "Notice"), `${say("版本", "version")} ${version} · ${locale} · SHA-256 ${hash}`),
    field(say("撤回方式", "To withdraw"), purpose.withdrawal_method[language]),
    say("以上为签发时的情况，此后的撤回不在本回执之中。", "This is how it stood when it was signed; what was withdrawn since is not in it."),
  ];
}

function field(name: string, value: string): string {
  return `${name}: ${value}`;
}

function itemLine({ pii_type, pii_attribute_id, modes, state }: ReceiptDataItem, language: Language): string {
  const name = language === "en" || pii_type.includes(pii_attribute_id) ? "" : ` (${pii_type})`;
  return `${pii_attribute_id}${name}: ${modes.map((mode) => MODES[mode][language]).join(", ")} – ${STATES[state][language]}`;
}

function givers({ header, events }: SignedReceipt, language: Language): string {
  const answer = events.find(({ event_type }) => event_type === "GIVE" || event_type === "REFUSE");
  const whom = header.pii_principal_id.kind === "PERSON" ? words("自然人", "a person") : words("法人或者其他组织", "a legal entity");
  const by = answer ? ` · ${ROLES[answer.actor_role][language]}` : "";
  return `${whom[language]}${by}`;
}

function untilOf({ valid_until }: SignedReceipt["outcome"], language: Language): string {
  return valid_until ? chinaTime(new Date(valid_until)) : words("无固定日期", "no fixed date")[language];
}

/** A consent that was given and whose end has passed since. */
function endOf({ state, valid_until }: SignedReceipt["outcome"], now: Date): Words {
  const hasEnded = state === "GIVEN" && valid_until !== null && new Date(valid_until) <= now;
  return hasEnded ? words("，期限现已届满", ", and its term is over by now") : words("", "");
}

function partyName({ parties }: SignedReceipt, id: string, language: Language): string {
  const name = parties.find(({ party_id, party_name }) => party_id === id && party_name)?.party_name?.[language];
  return name ? `${name} (${id})` : id;
}

function chinaTime(instant: Date): string {
  const local = new Date(instant.getTime() + 8 * 60 * 60 * 1000).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, 19)} +08:00`;
}
