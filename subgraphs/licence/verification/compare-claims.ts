import type { LicenceRow } from "../store/licence-row.js";

/** What a caller holds of a licence and wants compared; an item that is absent is not claimed, `null` claims that there is none. */
export type ClaimedItems = Partial<Pick<LicenceRow, "number" | "holderName" | "kind" | "issuer" | "issuedOn" | "validUntil" | "status">>;

const ITEMS = ["number", "holderName", "kind", "issuer", "issuedOn", "validUntil", "status"] as const satisfies readonly (keyof ClaimedItems)[];

/**
 * Whether a licence fits the claims as a whole. One that does not exist fits none, and no licence fits claims without an
 * item: a match would only tell that it exists.
 */
export function fitsClaims(licence: ClaimedItems | null, claims: { readonly [Item in keyof ClaimedItems]?: ClaimedItems[Item] | null }): boolean {
  const claimed = ITEMS.filter((item) => claims[item] !== undefined);
  if (!licence || claimed.length === 0) return false;
  return claimed.every((item) => licence[item] === claims[item]);
}
