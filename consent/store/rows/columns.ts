import type { ColumnOptions } from "typeorm";

/** An instant: ISO 8601 in UTC with milliseconds, the same text on both engines, so that texts order as times do. */
export const INSTANT: ColumnOptions = {
  type: "varchar",
  length: 24,
  transformer: {
    to: (value: unknown) => (value instanceof Date ? value.toISOString() : value),
    from: (value: string | null) => (value === null ? null : new Date(value)),
  },
};
