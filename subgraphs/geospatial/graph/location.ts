import { Field, Float, InputType, ObjectType } from "type-graphql";
import { Reveals } from "../../kit/sharing.js";

@ObjectType({ description: "A point, CGCS2000 · 位置" })
export class Location {
  @Field(() => Float, { description: "Longitude in degrees · 经度" })
  longitude!: number;

  @Field(() => Float, { description: "Latitude in degrees · 纬度" })
  latitude!: number;
}

@ObjectType({ description: "A box that holds an area, approximately · 范围（近似）" })
export class Bounds {
  @Field(() => Float, { description: "Western longitude in degrees · 西界经度" })
  west!: number;

  @Field(() => Float, { description: "Southern latitude in degrees · 南界纬度" })
  south!: number;

  @Field(() => Float, { description: "Eastern longitude in degrees · 东界经度" })
  east!: number;

  @Field(() => Float, { description: "Northern latitude in degrees · 北界纬度" })
  north!: number;
}

@InputType({ description: "A box; its edges belong to it · 查询范围（含边界）" })
export class BoundingBox {
  @Field(() => Float, { description: "Western longitude in degrees · 西界经度" })
  @Reveals("Parcel.location")
  west!: number;

  @Field(() => Float, { description: "Southern latitude in degrees · 南界纬度" })
  @Reveals("Parcel.location")
  south!: number;

  @Field(() => Float, { description: "Eastern longitude in degrees · 东界经度" })
  @Reveals("Parcel.location")
  east!: number;

  @Field(() => Float, { description: "Northern latitude in degrees · 北界纬度" })
  @Reveals("Parcel.location")
  north!: number;
}
