import type { TableColumnOptions } from "typeorm";

/** Columns as migrations write them, alike on both engines; once released, their meaning never changes. */
export const text = (name: string, length: number, change: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
  name,
  type: "varchar",
  length: String(length),
  ...change,
});
export const key = (name: string, length: number): TableColumnOptions => text(name, length, { isPrimary: true });
export const instant = (name: string, change: Partial<TableColumnOptions> = {}): TableColumnOptions => text(name, 24, change);
export const number = (name: string): TableColumnOptions => ({ name, type: "integer" });
export const flag = (name: string): TableColumnOptions => ({ name, type: "boolean" });
export const long = (name: string, change: Partial<TableColumnOptions> = {}): TableColumnOptions => ({ name, type: "text", ...change });
export const OPTIONAL = { isNullable: true };
