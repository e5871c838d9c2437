import type { DataSubjectKey } from "./data-subject.js";

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

const CHINA_OFFSET_MS = 8 * 60 * 60 * 1000;
