import { SHARING_MODES } from "../model/sharing.js";
import { GRANT_STATUSES, type GrantItem, type GrantSnapshot, type SharingGrant } from "../model/sharing-grant.js";
import { instantIn, listIn, malformed, objectIn, textIn, versionIn, wordIn } from "./read-answer.js";

/**
 * Reads the answer to a request for the snapshot. A sharing grant with a status that this version does not know, and an
 * item with such a mode, are left out: they cover nothing.
 * @returns null when nothing has changed since `knownVersion`
 * @throws Refusal DECISION_UNAVAILABLE when the answer is not as the contract says
 */
export function readSnapshot(answer: unknown, knownVersion: number | null): GrantSnapshot | null {
  const { version: given, grants } = objectIn(answer);
  const version = versionIn(given);
  if (grants === null) {
    if (version !== knownVersion) throw malformed();
    return null;
  }
  return { version, grants: listIn(grants).flatMap((grant) => readGrant(grant) ?? []) };
}

function readGrant(value: unknown): SharingGrant | null {
  const grant = objectIn(value);
  const status = wordIn(GRANT_STATUSES, grant.status);
  const read = {
    id: textIn(grant.id),
    version: versionIn(grant.version),
    department: textIn(grant.department),
    application: textIn(grant.application),
    scenario: textIn(grant.scenario),
    statutoryBasis: grant.statutoryBasis === null ? null : textIn(grant.statutoryBasis),
    items: listIn(grant.items).flatMap((item) => readItem(item) ?? []),
    divisions: listIn(grant.divisions).map(textIn),
    validFrom: instantIn(grant.validFrom),
    validUntil: instantIn(grant.validUntil),
  };
  return status && { ...read, status };
}

function readItem(value: unknown): GrantItem | null {
  const item = objectIn(value);
  const mode = wordIn(SHARING_MODES, item.mode);
  if (typeof item.unmasked !== "boolean") throw malformed();
  const coordinate = textIn(item.coordinate);
  return mode && { coordinate, mode, unmasked: item.unmasked };
}
