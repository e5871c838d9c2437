import type { Mask } from "../../consent/model/sharing.js";
import type { SignedContext } from "../../consent/model/signed-context.js";

/** A value as it leaves its department: masked, unless the caller's sharing grant says unmasked. */
export function masked(mask: Mask, coordinate: string, value: string | null, caller: Pick<SignedContext, "unmasked">): string | null {
  if (value === null || caller.unmasked.includes(coordinate)) return value;
  return MASKS[mask](value);
}

const MASKS: Readonly<Record<Mask, (value: string) => string>> = {
  ADDRESS: maskAddress,
  PHONE: (value) => keepEnds(value, 3, 2),
  NUMBER: (value) => keepEnds(value, 2, 2),
};

/** As much of a text as names province, city and county; a housing estate (小区) is no district. */
const DIVISION_NAMES =
  /^(?:[^\d省]{2,6}?(?:省|自治区))?(?:[^\d市路街道]{1,10}?(?:自治州|地区|盟|市))?(?:[^\d路街道巷号村镇乡]{1,8}?(?:自治县|自治旗|县|(?<![小社园])区|市|旗))?/u;

/** Keeps the names of the divisions, at most half of the text; how long the rest is does not show. */
function maskAddress(value: string): string {
  const named = [...(DIVISION_NAMES.exec(value)?.[0] ?? "")].length;
  const kept = Math.min(named, Math.floor([...value].length / 2));
  return `${[...value].slice(0, kept).join("")}******`;
}

/** Hides the middle; length is kept. A text that has no middle is hidden whole. */
function keepEnds(value: string, start: number, end: number): string {
  const characters = [...value];
  if (characters.length <= start + end) return "*".repeat(characters.length);
  return characters.map((character, index) => (index < start || index >= characters.length - end ? character : "*")).join("");
}
