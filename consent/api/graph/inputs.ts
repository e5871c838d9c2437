import { Field, ID, InputType } from "type-graphql";
import { DateTimeScalar } from "../../../subgraphs/kit/shared-types.js";
import { DataSubjectKind } from "./terms.js";

@InputType({ description: "Whose consent is asked · 被征求同意的数据主体" })
export class ConsentHolderInput {
  @Field(() => DataSubjectKind, { description: "What it is · 类型" })
  kind!: DataSubjectKind;

  @Field(() => ID, { description: "Identity number or credit code · 公民身份号码或统一社会信用代码" })
  key!: string;
}

@InputType({ description: "A request for consent; scenario and case are those of the request's headers · 同意请求" })
export class RequestConsentInput {
  @Field(() => ConsentHolderInput, { description: "Whose consent · 数据主体" })
  holder!: ConsentHolderInput;

  @Field(() => [String], { description: "Items, as `Type.field`, of the caller's sharing grant · 信息项" })
  items!: string[];
}

@InputType({ description: "An answer to a request · 对同意请求的答复" })
export class AnswerConsentRequestInput {
  @Field(() => ID, { description: "The request · 请求编号" })
  request!: string;

  @Field(() => [String], { description: "Items given, of those asked for; none: refused · 同意的信息项，空为拒绝" })
  give!: string[];

  @Field({ description: "Hash of the notice that was read · 已阅读告知书的哈希值" })
  noticeHash!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: "When the consent ends; absent: while the scenario lasts · 有效期至" })
  until?: string | null;

  @Field({ defaultValue: false, description: "For one use: the first operation that stands on it ends it · 仅限使用一次" })
  oneTime!: boolean;
}

@InputType({ description: "A withdrawal · 撤回同意" })
export class WithdrawConsentInput {
  @Field(() => ID, { description: "The consent · 同意编号" })
  consent!: string;

  @Field(() => [String], { nullable: true, description: "Items withdrawn; absent: all · 撤回的信息项，缺省为全部" })
  items?: string[] | null;
}
