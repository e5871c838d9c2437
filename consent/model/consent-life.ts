import type { ConsentRequestStatus, ConsentStatus } from "./consent-record.js";
import type { GrantStatus } from "./sharing-grant.js";

/** State × event → state; an event that a state does not list is refused. Frozen data, so that it can be drawn and walked. */
export type Life<State extends string, Event extends string> = Readonly<Record<State, Readonly<Partial<Record<Event, State>>>>>;

/** What happens to a consent request (domain.md, "Consent"). */
export const CONSENT_REQUEST_EVENTS = ["GIVE", "REFUSE", "LAPSE"] as const;
export type ConsentRequestEvent = (typeof CONSENT_REQUEST_EVENTS)[number];

/** `REQUESTED → GIVEN | REFUSED | LAPSED`; an answer is final. */
export const CONSENT_REQUEST_LIFE: Life<ConsentRequestStatus, ConsentRequestEvent> = {
  REQUESTED: { GIVE: "GIVEN", REFUSE: "REFUSED", LAPSE: "LAPSED" },
  GIVEN: {},
  REFUSED: {},
  LAPSED: {},
};

/** What happens to a consent: the data subject withdraws all or some items, another party revokes, time or use ends it. */
export const CONSENT_EVENTS = ["WITHDRAW", "WITHDRAW_SOME", "REVOKE", "EXPIRE", "EXHAUST"] as const;
export type ConsentEvent = (typeof CONSENT_EVENTS)[number];

/** `GIVEN → WITHDRAWN | REVOKED | EXPIRED | EXHAUSTED`; nothing brings a consent back. */
export const CONSENT_LIFE: Life<ConsentStatus, ConsentEvent> = {
  GIVEN: { WITHDRAW: "WITHDRAWN", WITHDRAW_SOME: "GIVEN", REVOKE: "REVOKED", EXPIRE: "EXPIRED", EXHAUST: "EXHAUSTED" },
  WITHDRAWN: {},
  REVOKED: {},
  EXPIRED: {},
  EXHAUSTED: {},
};

/** State of one item of an answered request. */
export const CONSENT_ITEM_STATES = ["GIVEN", "REFUSED", "WITHDRAWN"] as const;
export type ConsentItemState = (typeof CONSENT_ITEM_STATES)[number];

/** Only what was given can be withdrawn. */
export const CONSENT_ITEM_LIFE: Life<ConsentItemState, "WITHDRAW"> = { GIVEN: { WITHDRAW: "WITHDRAWN" }, REFUSED: {}, WITHDRAWN: {} };

/** What happens to a sharing grant (809 §27). */
export const GRANT_EVENTS = ["SUSPEND", "RESUME", "TERMINATE", "EXPIRE"] as const;
export type GrantEvent = (typeof GRANT_EVENTS)[number];

/** `ACTIVE ⇄ SUSPENDED`, and from either to an end. */
export const GRANT_LIFE: Life<GrantStatus, GrantEvent> = {
  ACTIVE: { SUSPEND: "SUSPENDED", TERMINATE: "TERMINATED", EXPIRE: "EXPIRED" },
  SUSPENDED: { RESUME: "ACTIVE", TERMINATE: "TERMINATED", EXPIRE: "EXPIRED" },
  TERMINATED: {},
  EXPIRED: {},
};

/** The state after an event; null when the transition is not legal, an unknown state or event included. */
export function nextState<State extends string, Event extends string>(life: Life<State, Event>, state: State, event: Event): State | null {
  if (!Object.hasOwn(life, state)) return null;
  const transitions = life[state];
  return Object.hasOwn(transitions, event) ? (transitions[event] ?? null) : null;
}
