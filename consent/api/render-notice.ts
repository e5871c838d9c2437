import { createHash } from "node:crypto";
import { departmentOf } from "../model/departments.js";
import { Refusal } from "../model/errors.js";
import type { Scenario } from "../model/sharing-grant.js";
import type { Notice } from "../store/notices.js";
import type { RequestedItem } from "../store/rows/consent-request-row.js";
import { itemName, modeNames } from "./item-names.js";

/** Version of the template below; a change of its words is a new version. */
const VERSION = "1";
const LOCALE = "zh-CN";

/** What is asked of a data subject, by whom and for what. It names no data subject, so it tells nobody who exists. */
export interface AskedConsent {
  /** Credit code. */
  readonly department: string;
  readonly scenario: Pick<Scenario, "code" | "name" | "purpose">;
  readonly items: readonly RequestedItem[];
  readonly lapsesAt: Date;
}

/**
 * The notice of a separate consent (PIPL §14–15, §17, §23, §30).
 * @throws Refusal FORBIDDEN for a department that is not known: a notice says who asks
 */
export function renderNotice({ department, scenario, items, lapsesAt }: AskedConsent): Notice {
  const asking = departmentOf(department);
  if (!asking) throw new Refusal("FORBIDDEN");
  const text = [
    "个人信息单独同意告知书",
    "",
    `一、信息使用部门：${asking.nameZh}（统一社会信用代码 ${department}）`,
    `二、使用目的：${chinese(scenario.name)}（${scenario.code}）。${chinese(scenario.purpose)}。信息仅用于该目的，不提供给其他单位。`,
    "三、请求使用的信息及使用方式：",
    ...items.map(({ coordinate, modes }, index) => `  ${index + 1}. ${itemName(coordinate)}：${modeNames(modes)}`),
    "四、您可以逐项选择同意或者不同意，所有信息项均未预先勾选。不同意不影响您依法以其他方式办理事项。",
    "五、您可以选择同意的截止日期；未选择的，同意在该应用场景存续期间有效。",
    "六、您可以随时撤回同意，撤回与作出同意同样便捷，自撤回时起生效，不影响撤回前已经进行的处理。",
    "七、您有权查阅上述信息的每一次使用记录，有权要求更正、补充。",
    `八、请在${chinaDate(lapsesAt)}前答复，逾期视为未同意。`,
    "依据：《中华人民共和国个人信息保护法》第十四条、第十五条、第十七条、第二十三条、第三十条。",
    "",
    `告知书版本 ${VERSION} · ${LOCALE}`,
  ].join("\n");
  return { text, locale: LOCALE, version: VERSION, hash: createHash("sha256").update(text).digest("hex") };
}

/** The Chinese half of a bilingual text. */
function chinese(text: string): string {
  return text.split(" · ").at(-1) ?? text;
}

/** A day of China's calendar, as it is written there. */
function chinaDate(instant: Date): string {
  const local = new Date(instant.getTime() + 8 * 60 * 60 * 1000);
  return `${local.getUTCFullYear()}年${local.getUTCMonth() + 1}月${local.getUTCDate()}日`;
}
