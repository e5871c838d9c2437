import "./enums.js";
import { Directive, Field, ID, ObjectType } from "type-graphql";
import { CHILDREN_BOUND } from "../bounds.js";
import { DivisionLevel } from "../terms.js";
import { Bounds, Location } from "./location.js";

/** Open reference data: no rules. A code that is gone has no row; who refers to it sees the code, and null for the rest. */
@ObjectType({ description: "Administrative division, GB/T 2260 · 行政区划" })
@Directive('@key(fields: "code")')
export class AdministrativeDivision {
  @Field(() => ID, { description: "Code, GB/T 2260 · 行政区划代码" })
  code!: string;

  @Field(() => String, { nullable: true, description: "Name · 名称" })
  name?: string;

  @Field(() => DivisionLevel, { nullable: true, description: "Level · 级别" })
  level?: DivisionLevel;

  @Field(() => AdministrativeDivision, { nullable: true, description: "The division above it · 上级行政区划" })
  parent?: object | null;

  @Field(() => [AdministrativeDivision], {
    nullable: true,
    description: `The divisions below it, at most ${CHILDREN_BOUND} · 下级行政区划（至多${CHILDREN_BOUND}个）`,
  })
  children?: object[];

  @Field(() => Location, { nullable: true, description: "Centre of its approximate bounds, where they are at hand · 中心点（近似）" })
  centroid?: Location | null;

  @Field(() => Bounds, { nullable: true, description: "Approximate bounds, where they are at hand · 范围（近似）" })
  bounds?: Bounds | null;
}
