import { createRequire } from "node:module";
import chineseDays from "chinese-days";

/** A period's end in working days, and on which calendar it was worked out. */
export interface Deadline {
  /** The last day, `YYYY-MM-DD` in China. */
  readonly dueOn: string;
  /** The first instant that is too late: midnight in China after the last day. */
  readonly dueAt: Date;
  /** The calendar and its version, as `chinese-days@1.5.7`. */
  readonly calendar: string;
  /** The State Council has not announced (or the calendar does not know) the holidays of some day in between: they may move it. */
  readonly isEstimate: boolean;
}

const { version } = createRequire(import.meta.url)("chinese-days/package.json") as { version: string };
/** The calendar in use; recorded with every deadline. */
export const CALENDAR = `chinese-days@${version}`;

/** China Standard Time has no summer time. */
const CHINA_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
/** No period of the law is longer; a larger number is a mistake. */
const MAX_DAYS = 250;

/**
 * The end of a period of working days: the day of receipt does not count, holidays do not and make-up workdays do
 * (民法典 §201, §203; 国务院 yearly notice of holidays). A day of which the calendar does not know the year is taken for a working
 * day unless it is a weekend, and the deadline says that it is an estimate.
 * @param receivedAt when the period's cause arrived
 * @param days 1 to 250
 * @throws RangeError for other days, and for no date
 */
export function deadlineAfter(receivedAt: Date, days: number): Deadline {
  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS) throw new RangeError(`a period has 1 to ${MAX_DAYS} working days`);
  let day = dayInChina(receivedAt);
  let isEstimate = false;
  for (let counted = 0; counted < days; ) {
    day += 1;
    isEstimate ||= !isKnown(day);
    if (isWorkingDay(day)) counted += 1;
  }
  return { dueOn: isoDate(day), dueAt: new Date((day + 1) * DAY_MS - CHINA_OFFSET_MS), calendar: CALENDAR, isEstimate };
}

/** Days since 1970-01-01, by the calendar in China. */
function dayInChina(instant: Date): number {
  const day = Math.floor((instant.getTime() + CHINA_OFFSET_MS) / DAY_MS);
  if (!Number.isSafeInteger(day)) throw new RangeError("a period begins with a date");
  return day;
}

function isoDate(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function isWorkingDay(day: number): boolean {
  return chineseDays.isWorkday(localNoon(day));
}

/** The calendar reads a date in the process's own time zone, and one without a time wrongly west of Greenwich. */
function localNoon(day: number): Date {
  const date = new Date(day * DAY_MS);
  return new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), 12);
}

/** Years are announced whole; National Day is a holiday in each of them. */
const knownYears = new Map<number, boolean>();

function isKnown(day: number): boolean {
  const year = new Date(day * DAY_MS).getUTCFullYear();
  let known = knownYears.get(year);
  // On a weekend the calendar would call it no workday in any case, so three days are looked at.
  if (known === undefined) knownYears.set(year, (known = [1, 2, 3].every((date) => !chineseDays.isWorkday(new Date(year, 9, date, 12)))));
  return known;
}
