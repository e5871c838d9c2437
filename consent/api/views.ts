import { Refusal } from "../model/errors.js";
import { type DataSubjectKey, parseDataSubjectKey } from "../model/data-subject.js";
import { statusAt } from "../store/consent-requests.js";
import { consentStatusAt, type StoredConsent } from "../store/consents.js";
import type { ConsentRequestRow } from "../store/rows/consent-request-row.js";
import type { Consent, ConsentRequest } from "./graph/consents.js";
import { ConsentRequestStatus, ConsentStatus } from "./graph/terms.js";

/** A request as the graph shows it, and what its own fields are looked up by. */
export interface ConsentRequestView extends ConsentRequest {
  readonly noticeHash: string;
}

/** A request at `now`. */
export function consentRequestView(row: ConsentRequestRow, now: Date): ConsentRequestView {
  const { id, department, scenario, requestedAt, lapsesAt, noticeHash } = row;
  const items = row.items.map(({ coordinate }) => coordinate);
  return {
    id,
    department,
    scenario,
    requestedAt,
    lapsesAt,
    noticeHash,
    items,
    given: [...(row.given ?? [])],
    status: ConsentRequestStatus[statusAt(row, now)],
  };
}

/** A consent at `now`. */
export function consentView(consent: StoredConsent, now: Date): Consent {
  const { id, department, scenario, givenAt, until } = consent;
  const items = consent.items.filter(({ state }) => state === "GIVEN").map(({ coordinate }) => coordinate);
  return { id, department, scenario, givenAt, until, items, status: ConsentStatus[consentStatusAt(consent, now)] };
}

/** A reference to a data subject's own entity, which its department answers for. */
export function dataSubjectReference(dataSubject: DataSubjectKey): { __typename: string } & Record<string, string> {
  const parsed = parseDataSubjectKey(dataSubject);
  if (!parsed) throw new Error("a stored data subject has no key");
  return parsed.kind === "PERSON" ? { __typename: "Person", idNumber: parsed.key } : { __typename: "LegalEntity", uscc: parsed.key };
}

/** What is no id of ours is not found, whatever the engine makes of it. */
export function knownId(id: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new Refusal("NOT_FOUND");
  return id;
}
