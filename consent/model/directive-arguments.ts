import type { ConstDirectiveNode, ConstValueNode } from "graphql";
import { Kind } from "graphql";

/** Reads the arguments of one directive, strictly: what has not the demanded form is a problem, never a default. */
export interface DirectiveArguments {
  /** One of a closed set of enum values; null when absent or wrong. */
  member<T extends string>(name: string, values: readonly T[]): T | null;
  /** A list of distinct enum values, at least one; null when absent or wrong. */
  members<T extends string>(name: string, values: readonly T[]): T[] | null;
  /** A text that is not blank; null when absent or wrong. */
  text(name: string): string | null;
  /** A list of distinct texts, at least one; null when absent or wrong. */
  texts(name: string): string[] | null;
  /** A boolean, false when absent or wrong. */
  flag(name: string): boolean;
  /** Says that an argument must be there; call after reading it. */
  demand(name: string): void;
  /** What is wrong, the arguments that nobody read included. */
  problems(): string[];
}

/** Opens the arguments of a directive for strict reading. */
export function directiveArguments(directive: ConstDirectiveNode): DirectiveArguments {
  const read = new Set<string>();
  const found: string[] = [];
  const values = new Map<string, ConstValueNode>();
  for (const argument of directive.arguments ?? []) {
    if (values.has(argument.name.value)) found.push(`${argument.name.value} is given twice`);
    values.set(argument.name.value, argument.value);
  }
  const take = <T>(name: string, parse: (value: ConstValueNode) => T | null, expected: string): T | null => {
    read.add(name);
    const value = values.get(name);
    if (!value) return null;
    const parsed = parse(value);
    if (parsed === null) found.push(`${name} must be ${expected}`);
    return parsed;
  };
  return {
    member: (name, members) => take(name, (value) => asMember(value, members), `one of ${members.join(" ")}`),
    members: (name, members) => take(name, (value) => asList(value, (element) => asMember(element, members)), `a list of distinct ${members.join(" ")}`),
    text: (name) => take(name, asText, "a text"),
    texts: (name) => take(name, (value) => asList(value, asText), "a list of distinct texts"),
    flag: (name) => take(name, (value) => (value.kind === Kind.BOOLEAN ? value : null), "true or false")?.value ?? false,
    demand: (name) => void (values.has(name) || found.push(`${name} is missing`)),
    problems: () => [...found, ...[...values.keys()].filter((name) => !read.has(name)).map((name) => `${name} is not an argument`)],
  };
}

function asMember<T extends string>(value: ConstValueNode, members: readonly T[]): T | null {
  return value.kind === Kind.ENUM ? (members.find((member) => member === value.value) ?? null) : null;
}

function asText(value: ConstValueNode): string | null {
  return value.kind === Kind.STRING && value.value.trim() !== "" ? value.value : null;
}

function asList<T>(value: ConstValueNode, element: (value: ConstValueNode) => T | null): T[] | null {
  if (value.kind !== Kind.LIST || value.values.length === 0) return null;
  const elements = value.values.map(element).filter((parsed) => parsed !== null);
  return elements.length === value.values.length && new Set(elements).size === elements.length ? elements : null;
}
