import type { Life } from "./consent-life.js";
import type { Coordinate, SharingMode } from "./sharing.js";
import type { GrantItem } from "./sharing-grant.js";
import type { Deadline } from "./working-days.js";

/** Life of a sharing application (809 §20–21, §28; domain.md, "Scenario, application, grant"). */
export const APPLICATION_STATUSES = ["SUBMITTED", "NEEDS_MATERIAL", "APPROVED", "REFUSED", "DISPUTED", "MEDIATED"] as const;
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number];

export const APPLICATION_EVENTS = ["ASK_FOR_MATERIAL", "SUPPLY", "EXTEND", "REVIEW_SOME", "APPROVE", "REFUSE", "DISPUTE", "MEDIATE"] as const;
export type ApplicationEvent = (typeof APPLICATION_EVENTS)[number];

/** An approval or a mediation is final; a refusal can be disputed once. */
export const APPLICATION_LIFE: Life<ApplicationStatus, ApplicationEvent> = {
  SUBMITTED: { ASK_FOR_MATERIAL: "NEEDS_MATERIAL", EXTEND: "SUBMITTED", REVIEW_SOME: "SUBMITTED", APPROVE: "APPROVED", REFUSE: "REFUSED" },
  NEEDS_MATERIAL: { SUPPLY: "SUBMITTED" },
  APPROVED: {},
  REFUSED: { DISPUTE: "DISPUTED" },
  DISPUTED: { MEDIATE: "MEDIATED" },
  MEDIATED: {},
};

/** Where one item of an application stands. */
export const APPLICATION_ITEM_STATES = ["PENDING", "APPROVED", "REFUSED"] as const;
export type ApplicationItemState = (typeof APPLICATION_ITEM_STATES)[number];

/** What is refused can still be approved by mediation (809 §28); what is approved stays so. */
export const APPLICATION_ITEM_LIFE: Life<ApplicationItemState, "APPROVE" | "REFUSE" | "MEDIATE"> = {
  PENDING: { APPROVE: "APPROVED", REFUSE: "REFUSED" },
  APPROVED: {},
  REFUSED: { MEDIATE: "APPROVED" },
};

/** One (item, mode) that is applied for. */
export interface ApplicationItem extends GrantItem {
  /** Credit code of the department that holds it. */
  readonly providerDepartment: string;
  readonly state: ApplicationItemState;
}

/** What a consumer department asks for, and what became of it (809 §20). */
export interface SharingApplication {
  readonly id: string;
  /** Rises with every act. */
  readonly version: number;
  /** Credit code of the consumer department. */
  readonly department: string;
  readonly application: string;
  readonly scenario: string;
  /** Who will use it, in words. */
  readonly users: string;
  /** GB/T 2260 codes. */
  readonly divisions: readonly string[];
  readonly validUntil: Date;
  readonly items: readonly ApplicationItem[];
  readonly status: ApplicationStatus;
  readonly submittedAt: Date;
  /** The end of the review's period; counted anew when material is supplied. */
  readonly deadline: Deadline;
  /** One notice for all material (809 §21). */
  readonly materialAsked: boolean;
  /** One extension (809 §21). */
  readonly extended: boolean;
}

/** An item as it is applied for. */
export interface WantedItem {
  readonly coordinate: Coordinate;
  readonly mode: SharingMode;
  readonly unmasked: boolean;
}

/**
 * What will become of a wanted item, before anything is submitted: OPEN is granted without its provider (51 §10), REVIEW is for
 * its provider department to decide; with any of the others the application is not accepted.
 */
export const ITEM_PROSPECTS = ["OPEN", "REVIEW", "NOT_NEEDED", "UNKNOWN", "WITHHELD", "MODE_NOT_SHARED", "DEPARTMENT_NOT_ADMITTED", "OWN"] as const;
export type ItemProspect = (typeof ITEM_PROSPECTS)[number];

/** Periods in working days (domain.md, "Sharing types"): the decree's; a locality may set shorter ones. */
export interface ReviewPeriods {
  readonly review: number;
  /** At most so many more, once. */
  readonly extension: number;
}
export const REVIEW_PERIODS: ReviewPeriods = { review: 10, extension: 10 };
