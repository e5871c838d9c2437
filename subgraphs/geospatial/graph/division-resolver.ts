import { Arg, Ctx, FieldResolver, Float, ID, Query, Resolver, Root } from "type-graphql";
import { Identifier } from "../../kit/sharing.js";
import type { GeospatialContext } from "../loaders.js";
import { findDivisionAt } from "../store/find-division-at.js";
import type { DivisionRow } from "../store/division-row.js";
import { AdministrativeDivision } from "./administrative-division.js";
import type { Bounds, Location } from "./location.js";

/** Roots and fields of administrative divisions. */
@Resolver(() => AdministrativeDivision)
export class DivisionResolver {
  @Query(() => AdministrativeDivision, { nullable: true, description: "One current administrative division · 查询行政区划" })
  administrativeDivision(
    @Identifier("GBT_2260") @Arg("code", () => ID, { description: "Code, GB/T 2260 · 行政区划代码" }) code: string,
    @Ctx() { loaders }: GeospatialContext,
  ): Promise<object | null> {
    return loaders.divisions.load(code);
  }

  @Query(() => AdministrativeDivision, {
    nullable: true,
    description: "The county at a point, by approximate bounds; null where none are at hand · 坐标所在县级行政区划（按近似范围判断，无数据时为空）",
  })
  divisionAt(
    @Arg("longitude", () => Float, { description: "Longitude in degrees · 经度" }) longitude: number,
    @Arg("latitude", () => Float, { description: "Latitude in degrees · 纬度" }) latitude: number,
    @Ctx() { database }: GeospatialContext,
  ): Promise<object | null> {
    return findDivisionAt(database, longitude, latitude);
  }

  @FieldResolver()
  async parent(@Root() { parentCode }: DivisionRow, @Ctx() { loaders }: GeospatialContext): Promise<object | null> {
    return parentCode === null ? null : loaders.divisions.load(parentCode);
  }

  @FieldResolver()
  children(@Root() { code }: DivisionRow, @Ctx() { loaders }: GeospatialContext): Promise<object[]> {
    return loaders.divisionsBelow.load(code);
  }

  @FieldResolver()
  centroid(@Root() division: DivisionRow): Location | null {
    const bounds = boundsOf(division);
    return bounds && { longitude: (bounds.west + bounds.east) / 2, latitude: (bounds.south + bounds.north) / 2 };
  }

  @FieldResolver()
  bounds(@Root() division: DivisionRow): Bounds | null {
    return boundsOf(division);
  }
}

function boundsOf({ west, south, east, north }: DivisionRow): Bounds | null {
  if (west === null || south === null || east === null || north === null) return null;
  return { west, south, east, north };
}
