import { Field, ObjectType } from "type-graphql";
import { PageInfo } from "../../kit/shared-types.js";
import { Parcel } from "./parcel.js";

@ObjectType({ description: "One parcel of a page · 分页中的一项" })
export class ParcelEdge {
  @Field(() => Parcel, { nullable: true, description: "The parcel · 宗地" })
  node!: object | null;

  @Field({ description: "Its cursor · 游标" })
  cursor!: string;
}

@ObjectType({ description: "A page of parcels · 宗地分页" })
export class ParcelConnection {
  @Field(() => [ParcelEdge], { description: "With their cursors · 含游标的各项" })
  edges!: ParcelEdge[];

  @Field(() => [Parcel], { nullable: "items", description: "Without · 各项" })
  nodes!: object[];

  @Field(() => PageInfo, { description: "Where the page stands · 分页信息" })
  pageInfo!: PageInfo;
}
