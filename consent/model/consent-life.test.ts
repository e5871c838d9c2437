import { describe, expect, it } from "vitest";
import {
  CONSENT_EVENTS,
  CONSENT_ITEM_LIFE,
  CONSENT_ITEM_STATES,
  CONSENT_LIFE,
  CONSENT_REQUEST_EVENTS,
  CONSENT_REQUEST_LIFE,
  GRANT_EVENTS,
  GRANT_LIFE,
  type Life,
  nextState,
} from "./consent-life.js";
import { CONSENT_REQUEST_STATUSES, CONSENT_STATUSES } from "./consent-record.js";
import { GRANT_STATUSES } from "./sharing-grant.js";

/** Every legal transition, as `STATE EVENT STATE`. */
function transitions<State extends string, Event extends string>(life: Life<State, Event>, states: readonly State[], events: readonly Event[]): string[] {
  return states.flatMap((state) => events.flatMap((event) => nextState(life, state, event) ?? []).map((next) => `${state} ${next}`));
}

describe("lives", () => {
  it("of a consent request: it is answered once or lapses", () => {
    expect(transitions(CONSENT_REQUEST_LIFE, CONSENT_REQUEST_STATUSES, CONSENT_REQUEST_EVENTS)).toEqual([
      "REQUESTED GIVEN",
      "REQUESTED REFUSED",
      "REQUESTED LAPSED",
    ]);
  });

  it("of a consent: it ends once, for all of its items or item by item", () => {
    expect(transitions(CONSENT_LIFE, CONSENT_STATUSES, CONSENT_EVENTS)).toEqual([
      "GIVEN WITHDRAWN",
      "GIVEN GIVEN",
      "GIVEN REVOKED",
      "GIVEN EXPIRED",
      "GIVEN EXHAUSTED",
    ]);
    expect(transitions(CONSENT_ITEM_LIFE, CONSENT_ITEM_STATES, ["WITHDRAW"])).toEqual(["GIVEN WITHDRAWN"]);
  });

  it("of a sharing grant: suspended and resumed, terminated and expired for good", () => {
    expect(transitions(GRANT_LIFE, GRANT_STATUSES, GRANT_EVENTS)).toEqual([
      "ACTIVE SUSPENDED",
      "ACTIVE TERMINATED",
      "ACTIVE EXPIRED",
      "SUSPENDED ACTIVE",
      "SUSPENDED TERMINATED",
      "SUSPENDED EXPIRED",
    ]);
  });

  it("know no state and no event but their own", () => {
    expect(nextState(CONSENT_LIFE, "RENEWED" as "GIVEN", "WITHDRAW")).toBeNull();
    expect(nextState(CONSENT_LIFE, "constructor" as "GIVEN", "WITHDRAW")).toBeNull();
    expect(nextState(CONSENT_LIFE, "GIVEN", "toString" as "WITHDRAW")).toBeNull();
  });
});
