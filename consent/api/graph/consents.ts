import { Field, ID, ObjectType } from "type-graphql";
import { DateTimeScalar } from "../../../subgraphs/kit/shared-types.js";
import { ConsentRequestStatus, ConsentStatus } from "./terms.js";

@ObjectType({ description: "What the data subject was told, exactly · 告知书" })
export class Notice {
  @Field({ description: "The text as it is shown · 告知书全文" })
  text!: string;

  @Field({ description: "Its language, BCP 47 · 语言" })
  locale!: string;

  @Field({ description: "Version of its template · 版本" })
  version!: string;

  @Field({ description: "SHA-256 of the text in UTF-8, hexadecimal; an answer names it · 全文哈希值" })
  hash!: string;
}

@ObjectType({ description: "A consent: one department, one scenario, named items · 单独同意" })
export class Consent {
  @Field(() => ID, { description: "Id · 编号" })
  id!: string;

  @Field(() => ConsentStatus, { description: "Where it stands · 状态" })
  status!: ConsentStatus;

  @Field(() => [String], { description: "Items given and not withdrawn since · 仍然有效的信息项" })
  items!: string[];

  @Field({ description: "Credit code of the consumer department · 使用部门统一社会信用代码" })
  department!: string;

  @Field({ description: "Code of the scenario · 应用场景编码" })
  scenario!: string;

  @Field(() => DateTimeScalar, { description: "When it was given · 同意时间" })
  givenAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it ends; null: while the scenario lasts · 有效期至" })
  until!: Date | null;
}

@ObjectType({ description: "A department's request for consent · 同意请求" })
export class ConsentRequest {
  @Field(() => ID, { description: "Id · 编号" })
  id!: string;

  @Field(() => ConsentRequestStatus, { description: "Where it stands · 状态" })
  status!: ConsentRequestStatus;

  @Field(() => [String], { description: "Items asked for; none is preselected · 请求的信息项" })
  items!: string[];

  @Field(() => [String], { description: "Items given by the answer · 已同意的信息项" })
  given!: string[];

  @Field({ description: "Credit code of the consumer department · 使用部门统一社会信用代码" })
  department!: string;

  @Field({ description: "Code of the scenario · 应用场景编码" })
  scenario!: string;

  @Field(() => DateTimeScalar, { description: "When it was made · 请求时间" })
  requestedAt!: Date;

  @Field(() => DateTimeScalar, { description: "From when it can no longer be answered · 答复截止时间" })
  lapsesAt!: Date;

  @Field(() => Notice, { description: "What the data subject is told · 告知书" })
  notice?: Notice;

  @Field(() => Consent, { nullable: true, description: "The consent that answered it · 形成的同意" })
  consent?: Consent | null;
}
