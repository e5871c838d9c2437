import { type DataSubjectKey, type DataSubjectKind, parseDataSubjectKey } from "./data-subject.js";

/** In which capacity somebody acts for a data subject (PIPL §31; a legal entity acts through its legal representative). */
const CAPACITIES = ["GUARDIAN", "LEGAL_REPRESENTATIVE"] as const;
export type Capacity = (typeof CAPACITIES)[number];

/** Who may act for whom, and from when until when. */
export interface RepresentativeStanding {
  /** Identity number (GB 11643) of the representative. */
  readonly idNumber: string;
  readonly dataSubject: DataSubjectKey;
  readonly capacity: Capacity;
  readonly validFrom: Date;
  /** The first moment at which it no longer stands, such as a ward's 14th birthday; null: without end. */
  readonly validUntil: Date | null;
}

/**
 * The first moment at which a guardian no longer consents for a child: its 14th birthday, midnight in China (PIPL §31).
 * One born on 29 February is 14 on 1 March of a year that has no such day.
 * @param birthDate `YYYY-MM-DD`
 */
export function guardianConsentsUntil(birthDate: string): Date {
  const [year, month, day] = birthDate.split("-").map(Number) as [number, number, number];
  return new Date(Date.UTC(year + 14, month - 1, day) - CHINA_OFFSET_MS);
}

/**
 * Whether a person may consent for itself: from its 14th birthday on (PIPL §31). One whose number tells no birthday may not.
 * @param idNumber GB 11643, which holds the date of birth
 */
export function consentsForItself(idNumber: string, now: Date): boolean {
  const [, year, month, day] = /^\d{6}(\d{4})(\d{2})(\d{2})/.exec(idNumber) ?? [];
  return year !== undefined && now >= guardianConsentsUntil(`${year}-${month}-${day}`);
}

/** Who may be represented in which capacity. */
const REPRESENTED: Readonly<Record<Capacity, DataSubjectKind>> = { GUARDIAN: "PERSON", LEGAL_REPRESENTATIVE: "LEGAL_ENTITY" };

/** Whether a standing is in force at `now`; one of an unknown capacity, or for another kind of data subject, never is. */
export function isInForce({ capacity, dataSubject, validFrom, validUntil }: Omit<RepresentativeStanding, "idNumber">, now: Date): boolean {
  const kind = Object.hasOwn(REPRESENTED, capacity) ? REPRESENTED[capacity] : null;
  return parseDataSubjectKey(dataSubject)?.kind === kind && validFrom <= now && (validUntil === null || now < validUntil);
}

const CHINA_OFFSET_MS = 8 * 60 * 60 * 1000;
