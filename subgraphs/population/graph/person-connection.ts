import { Field, ObjectType } from "type-graphql";
import { PageInfo } from "../../kit/shared-types.js";
import { Person } from "./person.js";

@ObjectType({ description: "A person in a list · 人员列表项" })
export class PersonEdge {
  @Field(() => Person, { nullable: true, description: "The person · 人员" })
  node!: Person | null;

  @Field({ description: "Where the person stands in the list · 游标" })
  cursor!: string;
}

@ObjectType({ description: "A page of persons · 人员分页列表" })
export class PersonConnection {
  @Field(() => [PersonEdge], { description: "The persons with their cursors · 列表项" })
  edges!: PersonEdge[];

  @Field(() => [Person], { nullable: "items", description: "The persons · 人员" })
  nodes!: (Person | null)[];

  @Field(() => PageInfo, { description: "Where the page stands · 分页信息" })
  pageInfo!: PageInfo;
}
