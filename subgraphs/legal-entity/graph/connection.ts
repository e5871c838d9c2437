import { Field, ObjectType } from "type-graphql";
import { PageInfo } from "../../kit/shared-types.js";
import { LegalEntity } from "./legal-entity.js";

@ObjectType({ description: "One legal entity of a page · 分页中的一项" })
export class LegalEntityEdge {
  @Field(() => LegalEntity, { nullable: true, description: "The legal entity · 法人" })
  node!: object | null;

  @Field({ description: "Its cursor · 游标" })
  cursor!: string;
}

@ObjectType({ description: "A page of legal entities · 法人分页" })
export class LegalEntityConnection {
  @Field(() => [LegalEntityEdge], { description: "With their cursors · 含游标的各项" })
  edges!: LegalEntityEdge[];

  @Field(() => [LegalEntity], { nullable: "items", description: "Without · 各项" })
  nodes!: object[];

  @Field(() => PageInfo, { description: "Where the page stands · 分页信息" })
  pageInfo!: PageInfo;
}
