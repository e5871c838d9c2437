import type { Mask } from "../../consent/model/sharing.js";
import type { SignedContext } from "../../consent/model/signed-context.js";

/** A value as it leaves its department: masked, unless the caller's sharing grant says unmasked. Length is kept. */
export function masked(mask: Mask, coordinate: string, value: string | null, caller: SignedContext): string | null {
  if (value === null || caller.unmasked.includes(coordinate)) return value;
  return MASKS[mask](value);
}

const MASKS: Readonly<Record<Mask, (value: string) => string>> = {
  // Down to the district: what follows the first 县, 区 or 市 below the city is hidden.
  ADDRESS: (value) => keepEnds(value, Math.min(9, Math.floor(value.length / 2)), 0),
  PHONE: (value) => keepEnds(value, 3, 2),
  NUMBER: (value) => keepEnds(value, 2, 2),
};

function keepEnds(value: string, start: number, end: number): string {
  const characters = [...value];
  if (characters.length <= start + end) return "*".repeat(characters.length);
  return characters.map((character, index) => (index < start || index >= characters.length - end ? character : "*")).join("");
}
