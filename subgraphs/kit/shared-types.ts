import "reflect-metadata";
import { GraphQLScalarType } from "graphql";
import { Directive, Field, Float, InterfaceType, Int, ObjectType, registerEnumType } from "type-graphql";

/** Types that several departments answer with; composition wants them alike, so they are defined once, here. */

/** The handle's place in SDL; what arrives in it is only ever read by the guard. */
export const DecisionScalar = new GraphQLScalarType({ name: "Decision" });

/** A calendar date of a register, as `YYYY-MM-DD` (ISO 8601), not an instant. */
export const DateScalar = new GraphQLScalarType({
  name: "Date",
  description: "Calendar date, YYYY-MM-DD · 日期",
  serialize: (value) => dateOrThrow(value),
  parseValue: (value) => dateOrThrow(value),
  parseLiteral: (node) => dateOrThrow(node.kind === "StringValue" ? node.value : null),
});

/** An instant, ISO 8601 in UTC. */
export const DateTimeScalar = new GraphQLScalarType({
  name: "DateTime",
  description: "Instant, ISO 8601 in UTC · 时间",
  serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
  parseValue: (value) => instantOrThrow(value),
  parseLiteral: (node) => instantOrThrow(node.kind === "StringValue" ? node.value : null),
});

function dateOrThrow(value: unknown): string {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) throw new TypeError("not a date");
  const date = new Date(`${value}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value) throw new TypeError("not a date");
  return value;
}

/** RFC 3339: a day that exists, and a zone, without which it would be the server's; in UTC of the years 0001 to 9999. */
const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

function instantOrThrow(value: unknown): string {
  const [, day] = (typeof value === "string" && INSTANT.exec(value)) || [];
  if (day === undefined) throw new TypeError("not an instant");
  dateOrThrow(day);
  const text = new Date(String(value)).toISOString();
  if (!/^(?!0000)\d{4}-/.test(text)) throw new TypeError("not an instant");
  return text;
}

/** A person or legal entity. */
@InterfaceType({
  autoRegisterImplementations: false,
  description: "Whom the data is about · 数据主体",
  resolveType: (value: { __typename?: string }) => value.__typename ?? "",
})
export abstract class DataSubject {
  @Field(() => String, { nullable: true, description: "Name · 名称" })
  name?: string | null;
}

export enum Verdict {
  MATCH = "MATCH",
  NO_MATCH = "NO_MATCH",
}
registerEnumType(Verdict, {
  name: "Verdict",
  description: "Whether the claims, as a whole, agree with the register · 比对结果",
  valuesConfig: { MATCH: { description: "They agree · 一致" }, NO_MATCH: { description: "They do not · 不一致" } },
});

@ObjectType({ description: "Where a page stands in its list · 分页信息" })
@Directive("@shareable")
export class PageInfo {
  @Field({ description: "Whether more follow · 是否有下一页" })
  hasNextPage!: boolean;

  @Field({ description: "Whether some come before · 是否有上一页" })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: "Cursor of the first element · 首个游标" })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: "Cursor of the last element · 末个游标" })
  endCursor!: string | null;
}

@ObjectType({ description: "One dimension's value in a row · 维度值" })
@Directive("@shareable")
export class StatisticsDimension {
  @Field({ description: "The dimension · 维度" })
  dimension!: string;

  @Field(() => String, { nullable: true, description: "Its value in this row · 取值" })
  value!: string | null;
}

@ObjectType({ description: "One measure's value in a row · 指标值" })
@Directive("@shareable")
export class StatisticsMeasure {
  @Field({ description: "The measure · 指标" })
  measure!: string;

  @Field(() => Float, { nullable: true, description: "Its value in this row · 数值" })
  value!: number | null;
}

@ObjectType({ description: "One group of a statistic · 统计分组" })
@Directive("@shareable")
export class StatisticsRow {
  @Field(() => [StatisticsDimension], { description: "What the group has in common · 分组维度" })
  dimensions!: StatisticsDimension[];

  @Field(() => Int, { description: "How many it counts · 数量" })
  count!: number;

  @Field(() => [StatisticsMeasure], { description: "What is measured of it · 指标" })
  measures!: StatisticsMeasure[];
}

@ObjectType({ description: "A statistic. Not yet protected against inference · 统计结果（尚未采取防推断措施）" })
@Directive("@shareable")
export class Statistics {
  @Field(() => [StatisticsRow], { description: "Its groups · 分组" })
  rows!: StatisticsRow[];
}
